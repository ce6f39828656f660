"""What customers say an answer missed is listed for review, counted, and counted once."""

from datetime import timedelta

from bot.domain.customers.identity import VISITOR
from bot.domain.learning.reviews import Reason
from bot.domain.reports.counts import Period, Selection
from bot.domain.staff.agents import Agent
from bot.services.records.learning import ReviewQuery
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, begin
from tests.storage.learning.reviewing import KEY, inbox, judge, understood


def missed(database: SqlDatabase, topic: str) -> bool:
    with database.writing() as work:
        return work.learning.reviews.missed(KEY, topic, "price", asked_by=VISITOR, now=NOW)


def test_the_question_an_answer_missed_is_in_the_inbox_until_it_is_judged(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "how much is Plus", "support_pricing", 0.95)
    seq = understood(seeded, "no, how much", "support_pricing", 0.95)
    assert missed(seeded, "support_pricing")
    assert missed(seeded, "support_pricing"), "said twice it stands once"
    for asked in ({}, {"reason": Reason.MISSED}):
        (item,) = inbox(seeded, agent, **asked)
        assert (item.text, item.reasons) == ("no, how much", {Reason.MISSED})
    with seeded.reading() as work:
        counted = work.learning.reviews.counts(ReviewQuery(), asked_by=agent)
        period = Period(NOW, NOW + timedelta(days=1))
        assert work.reports.counts.missed(period, Selection(), asked_by=agent) == 1
        assert work.reports.counts.missed(period, Selection(language="fr"), asked_by=agent) == 0
    assert (counted.open, counted.by_reason[Reason.MISSED]) == (1, 1)
    assert judge(seeded, agent, seq, "support_hours")
    assert inbox(seeded, agent) == ()


def test_without_such_a_question_nothing_is_noted(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "hello", "greet", 0.95)
    assert not missed(seeded, "support_pricing")
    assert inbox(seeded, agent) == ()
