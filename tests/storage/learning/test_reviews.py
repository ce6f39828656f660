"""Which messages wait for a review, and which review counts."""

from datetime import timedelta

import pytest

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.learning.reviews import Reason
from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.learning import ReviewQuery, Shown
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, begin
from tests.storage.learning.reviewing import KEY, hand_off, inbox, judge, texts, understood


def test_a_message_with_several_reasons_is_there_once(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    seq = understood(seeded, "???", "nlu_fallback", 0.2)
    hand_off(seeded, HandoffReason.FALLBACK)
    judge(seeded, agent, seq, "greet")
    (item,) = inbox(seeded, agent, shown=Shown.JUDGED)
    assert item.reasons == {Reason.CLARIFIED, Reason.HANDED_OFF, Reason.CORRECTED}


def test_a_correction_of_what_was_never_doubted_is_listed_as_judged(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    seq = understood(seeded, "how much", "balance_due", 0.99)
    assert judge(seeded, agent, seq, "support_pricing")
    assert texts(seeded, agent) == []
    (item,) = inbox(seeded, agent, shown=Shown.JUDGED)
    assert item.reasons == {Reason.CORRECTED}
    assert item.review is not None
    assert (item.review.intent, item.review.by) == ("support_pricing", agent.name)


def test_filters_narrow_and_pages_go_on_where_the_last_ended(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    for number in range(7):
        language = "fr" if number % 2 else "en"
        understood(
            seeded, f"m{number}", "nlu_fallback", 0.2, at=NOW + timedelta(seconds=number // 2), language=language
        )
    understood(seeded, "low", "balance_due", 0.3, at=NOW)
    everything = [f"m{number}" for number in (6, 5, 4, 3, 2)] + ["low", "m1", "m0"]
    assert texts(seeded, agent) == everything
    seen, before = [], ""
    while page := inbox(seeded, agent, limit=3, before=before):
        seen += [item.text for item in page]
        before = page[-1].cursor
    assert seen == everything
    assert texts(seeded, agent, language="fr") == ["m5", "m3", "m1"]
    assert texts(seeded, agent, intent="balance_due") == ["low"]
    assert texts(seeded, agent, reason=Reason.UNSURE) == ["low"]
    assert texts(seeded, agent, before="nonsense") == everything


def test_counts_tell_what_is_left_and_what_is_done_since_the_last_export(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    for number in range(4):
        understood(seeded, f"m{number}", "nlu_fallback", 0.2, language="fr" if number else "en")
    judge(seeded, agent, 1, "greet")
    judge(seeded, agent, 2, None)
    with seeded.writing() as work:
        assert work.learning.reviews.exported([(KEY, 1)], NOW) == 1
        assert work.learning.reviews.exported([(KEY, 1)], NOW) == 0
    with seeded.reading() as work:
        counts = work.learning.reviews.counts(ReviewQuery(), asked_by=agent)
    assert (counts.open, counts.judged) == (2, 1)
    assert counts.by_reason[Reason.CLARIFIED] == 2
    assert counts.by_language == {"fr": 2}


def test_nothing_doubtful_counts_as_nothing(seeded: SqlDatabase, agent: Agent) -> None:
    with seeded.reading() as work:
        counts = work.learning.reviews.counts(ReviewQuery(), asked_by=agent)
    assert (counts.open, counts.judged, counts.by_language) == (0, 0, {})


def test_a_review_may_change_until_it_is_exported(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    seq = understood(seeded, "how much", "balance_due", 0.3)
    assert judge(seeded, agent, seq, "balance_due")
    assert judge(seeded, agent, seq, "support_pricing")
    with seeded.writing() as work:
        assert [item.review.intent for item in work.learning.reviews.unexported() if item.review] == ["support_pricing"]
        work.learning.reviews.exported([(KEY, seq)], NOW)
    assert not judge(seeded, agent, seq, "greet")
    with seeded.writing() as work:
        assert not work.learning.reviews.withdraw(KEY, seq, asked_by=agent)
        assert work.learning.reviews.unexported() == ()


def test_a_withdrawn_review_leaves_the_message_open(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    seq = understood(seeded, "how much", "balance_due", 0.3)
    judge(seeded, agent, seq, None)
    assert texts(seeded, agent) == []
    with seeded.writing() as work:
        assert work.learning.reviews.withdraw(KEY, seq, asked_by=agent)
        assert not work.learning.reviews.withdraw(KEY, seq, asked_by=agent)
    assert texts(seeded, agent) == ["how much"]


def test_discarded_messages_are_not_exported(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    judge(seeded, agent, understood(seeded, "x", "nlu_fallback", 0.3), None)
    with seeded.reading() as work:
        assert work.learning.reviews.unexported() == ()


def test_names_come_along_for_masking(seeded: SqlDatabase, agent: Agent) -> None:
    with seeded.reading() as work:
        person = work.customers.people.by_email("billing@contoso.example")
    assert person is not None
    begin(seeded, contact_id=person.contact_id)
    understood(seeded, "x", "nlu_fallback", 0.3)
    (item,) = inbox(seeded, agent)
    assert item.people == (person.identity.name,)
    assert item.companies == ("Contoso Ltd",)


def test_only_who_may_review_reads_and_judges(seeded: SqlDatabase) -> None:
    seller = Agent(1, "sales@northstar.example", "Sales", "commercial", frozenset({AgentRole.SALES_AGENT}))
    with seeded.writing() as work:
        for refused in (
            lambda: work.learning.reviews.doubtful(ReviewQuery(), asked_by=seller),
            lambda: work.learning.reviews.counts(ReviewQuery(), asked_by=seller),
            lambda: work.learning.reviews.one(KEY, 1, asked_by=seller),
            lambda: work.learning.reviews.judge(KEY, 1, None, asked_by=seller, now=NOW),
            lambda: work.learning.reviews.withdraw(KEY, 1, asked_by=seller),
        ):
            with pytest.raises(AgentMayNot):
                refused()
