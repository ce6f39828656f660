"""What leaves the inbox is masked, every review is audited, and only known intents are reviews."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.conversations.messages import Author
from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import AgentMayNot, IntentUnknown, MessageNotReviewable, ReviewExported
from bot.services.learning.reviews import LONGEST_SHOWN, Reviews
from bot.services.records.conversations import Draft, TurnResult, TurnState
from bot.services.records.learning import ReviewQuery, Shown
from bot.services.records.staff import AuditQuery
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW

KEY = "c-1"
SELLER = Agent(1, "sales@northstar.example", "Sales", "commercial", frozenset({AgentRole.SALES_AGENT}))


@pytest.fixture
def storage(seeded_file: Path, tmp_path: Path) -> Iterator[SqlDatabase]:
    """The cast, with a conversation of Contoso's billing contact."""
    shutil.copy(seeded_file, tmp_path / "desk.db")
    opened = SqlDatabase(f"sqlite:///{tmp_path / 'desk.db'}")
    with opened.writing() as work:
        person = work.customers.people.by_email("billing@contoso.example")
        assert person is not None
        work.conversations.rows.open(
            conversation_id=KEY, channel="web", contact_id=person.contact_id, language="en", now=NOW
        )
    yield opened
    opened.close()


@pytest.fixture
def agent(storage: SqlDatabase) -> Agent:
    return account(storage, "helpdesk@northstar.example")


def account(storage: SqlDatabase, email: str) -> Agent:
    with storage.reading() as work:
        found = work.staff.agents.account_by_email(email)
    assert found is not None
    return found.agent


def understood(storage: SqlDatabase, text: str, intent: str = "nlu_fallback", confidence: float = 0.3) -> int:
    with storage.writing() as work:
        (message,) = work.conversations.log.append(KEY, [Draft(Author.CUSTOMER, text)], NOW)
        work.conversations.turns.expect(message, NOW)
        turn = work.conversations.turns.next_in(KEY)
        assert turn is not None
        parse = {"intent": intent, "confidence": confidence, "ranking": []}
        result = TurnResult(TurnState.ANSWERED, "bot", "en", intent, confidence, parse)
        work.conversations.turns.finish(turn, result, NOW)
    return message.seq


def test_no_name_or_number_of_the_customer_leaves_the_inbox(storage: SqlDatabase, agent: Agent) -> None:
    reviews = Reviews(storage)
    seq = understood(storage, "amelia of CONTOSO:\nmail billing@contoso.example about NS-104231")
    masked = "Alex of Example: mail someone@example.com about NS-100000"
    shown = (
        reviews.page(ReviewQuery(), asked_by=agent).items[0],
        reviews.judge(KEY, seq, "find_invoice", asked_by=agent, now=NOW),
        reviews.withdraw(KEY, seq, asked_by=agent, now=NOW),
        reviews.correct(asked_by=agent, conversation_id=KEY, seq=seq, intent="find_invoice", now=NOW),
    )
    assert {" ".join(item.text.split()) for item in shown} == {masked}
    assert [example.text for example in reviews.examples()] == [masked]


def test_an_endless_message_is_shown_by_its_beginning(storage: SqlDatabase, agent: Agent) -> None:
    understood(storage, "word " * 1600)
    (item,) = Reviews(storage).page(ReviewQuery(), asked_by=agent).items
    assert len(item.text) <= LONGEST_SHOWN + 2
    assert item.text.endswith("word …")


def test_a_review_a_change_and_a_withdrawal_are_each_audited(storage: SqlDatabase, agent: Agent) -> None:
    reviews = Reviews(storage)
    seq = understood(storage, "how much")
    reviews.judge(KEY, seq, "balance_due", asked_by=agent, now=NOW)
    reviews.judge(KEY, seq, None, asked_by=agent, now=NOW)
    reviews.withdraw(KEY, seq, asked_by=agent, now=NOW)
    admin = account(storage, "globaladmin@northstar.example")
    with storage.reading() as work:
        entries = work.staff.audit.entries(AuditQuery(), asked_by=admin)
    reviewed = [entry for entry in entries if entry.action is Action.REVIEWED]
    assert [entry.details["said"] for entry in reviewed] == ["withdrawn", "discarded", "balance_due"]
    assert {(entry.conversation_id, entry.agent_name) for entry in reviewed} == {(KEY, agent.name)}


@pytest.mark.parametrize("intent", ["nlu_fallback", "copy_invoice", "sing", ""])
def test_an_intent_without_examples_is_no_review(storage: SqlDatabase, agent: Agent, intent: str) -> None:
    seq = understood(storage, "how much")
    with pytest.raises(IntentUnknown):
        Reviews(storage).judge(KEY, seq, intent, asked_by=agent, now=NOW)


@pytest.mark.parametrize(("conversation", "seq"), [(KEY, 99), ("c-nowhere", 1)])
def test_a_message_that_is_not_there_is_refused(
    storage: SqlDatabase, agent: Agent, conversation: str, seq: int
) -> None:
    reviews = Reviews(storage)
    with pytest.raises(MessageNotReviewable):
        reviews.judge(conversation, seq, None, asked_by=agent, now=NOW)
    with pytest.raises(MessageNotReviewable):
        reviews.withdraw(conversation, seq, asked_by=agent, now=NOW)


def test_what_was_exported_stays_and_is_exported_once(storage: SqlDatabase, agent: Agent) -> None:
    reviews = Reviews(storage)
    seq = understood(storage, "how much")
    reviews.judge(KEY, seq, "balance_due", asked_by=agent, now=NOW)
    examples = reviews.examples()
    reviews.exported(examples, NOW)
    reviews.exported(examples, NOW)
    assert reviews.examples() == ()
    for refused in (
        lambda: reviews.judge(KEY, seq, "greet", asked_by=agent, now=NOW),
        lambda: reviews.withdraw(KEY, seq, asked_by=agent, now=NOW),
    ):
        with pytest.raises(ReviewExported):
            refused()
    admin = account(storage, "globaladmin@northstar.example")
    with storage.reading() as work:
        entries = work.staff.audit.entries(AuditQuery(), asked_by=admin)
    assert [entry.details for entry in entries if entry.action is Action.EXPORTED] == [{"verdicts": 1}]


def test_a_page_ends_with_the_way_to_the_next(storage: SqlDatabase, agent: Agent) -> None:
    reviews = Reviews(storage)
    for number in range(3):
        understood(storage, f"question {number}")
    first = reviews.page(ReviewQuery(limit=2), asked_by=agent)
    rest = reviews.page(ReviewQuery(limit=2, before=first.following), asked_by=agent)
    assert [item.text for item in (*first.items, *rest.items)] == ["question 2", "question 1", "question 0"]
    assert rest.following == ""


def test_only_who_may_review_gets_anything(storage: SqlDatabase) -> None:
    reviews = Reviews(storage)
    seq = understood(storage, "how much")
    for refused in (
        lambda: reviews.page(ReviewQuery(shown=Shown.JUDGED), asked_by=SELLER),
        lambda: reviews.judge(KEY, seq, None, asked_by=SELLER, now=NOW),
        lambda: reviews.correct(asked_by=SELLER, conversation_id=KEY, seq=seq, intent="greet", now=NOW),
        lambda: reviews.withdraw(KEY, seq, asked_by=SELLER, now=NOW),
    ):
        with pytest.raises(AgentMayNot):
            refused()
