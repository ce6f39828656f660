"""A customer comes in, writes and is shown what was said, whatever the channel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Incoming, Message
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import ConversationNotFound, EmptyMessage, MessageTooLong, StorageBusy
from bot.services.conversations.delivery import PAGE, Delivery, Page
from bot.services.conversations.reception import Reception
from bot.services.conversations.unreadable import Unreadable
from bot.services.ports import Signal
from bot.services.records.conversations import Begun, Draft
from bot.storage.conversations.conversations import SqlConversations
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import heard, opened


@dataclass
class Told:
    """Signals and wake-ups, as they were sent."""

    signals: list[tuple[str, Signal]] = field(default_factory=list)
    woken: list[tuple[str, Begun | None]] = field(default_factory=list)

    def send(self, conversation_id: str, signal: Signal) -> None:
        self.signals.append((conversation_id, signal))

    def wake(self, conversation_id: str, begun: Begun | None = None) -> None:
        self.woken.append((conversation_id, begun))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def reception(desk: Desk, told: Told) -> Reception:
    inbox, sent = desk.conversations.inbox, {"signals": told, "wake_ups": told}
    unreadable = Unreadable(database_of(desk), desk.words, "help@northstar.example")
    return Reception(database_of(desk), inbox, unreadable, desk.words, desk.partner, **sent)  # type: ignore[arg-type]


@pytest.fixture
def delivery(desk: Desk, told: Told) -> Delivery:
    return Delivery(database_of(desk), told)  # type: ignore[arg-type]


def incoming(conversation: str, text: str, event: str = "e1") -> Incoming:
    return Incoming("directline", conversation, event, text)


def entered(desk: Desk, language: str) -> str:
    """A visitor's new conversation in a language."""
    return desk.conversations.sign_in.enter(None, channel="directline", language=language, now=NOW).conversation_id


def test_whoever_comes_in_is_greeted_once_in_the_conversations_language(
    desk: Desk, reception: Reception, told: Told
) -> None:
    conversation = entered(desk, "fr")
    assert [reception.begin(conversation, NOW) for _ in range(2)] == [True, False]
    ((author, greeting),) = heard(desk, conversation)
    assert (author, greeting[:7]) == ("desk", "Bonjour")
    assert told.signals == [(conversation, Signal.CHANGED)]


def test_nobody_is_greeted_after_something_was_said(desk: Desk, reception: Reception) -> None:
    conversation = opened(desk)
    reception.receive(incoming(conversation, "hello"), NOW)
    assert reception.begin(conversation, NOW) is False
    assert heard(desk, conversation) == [("customer", "hello")]


def test_a_greeting_overtaken_by_another_or_by_a_message_is_not_said(
    desk: Desk, reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    if desk.settings.database_url.startswith("sqlite"):
        pytest.skip("one transaction writes at a time")
    overtake: tuple[Callable[[str], Any], ...] = (
        lambda conversation: desk.conversations.reception.begin(conversation, NOW),
        lambda conversation: desk.conversations.reception.receive(incoming(conversation, "hello"), NOW),
    )
    for overtakes in overtake:
        conversation = opened(desk)
        with in_the_middle(monkeypatch, lambda name=conversation, act=overtakes: act(name)):
            assert reception.begin(conversation, NOW) is False
        assert len(heard(desk, conversation)) == 1


@contextmanager
def in_the_middle(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> Iterator[None]:
    """Lets something happen right after the next transaction has read the conversation."""
    read, left = SqlConversations.get, [happens]

    def reading(self: SqlConversations, conversation_id: str) -> Any:
        record = read(self, conversation_id)
        if left:
            left.pop()()
        return record

    with monkeypatch.context() as patched:
        patched.setattr(SqlConversations, "get", reading)
        yield


def test_a_message_is_kept_and_the_worker_woken_with_its_turn(desk: Desk, reception: Reception, told: Told) -> None:
    conversation = opened(desk)
    received = reception.receive(incoming(conversation, "hello"), NOW)
    assert told.woken == [(conversation, received.begun)]
    assert received.begun is not None
    assert (received.begun.turn.message_id, told.signals) == (received.message.id, [(conversation, Signal.CHANGED)])


def test_a_message_too_long_is_refused_in_words_and_wakes_nobody(desk: Desk, reception: Reception, told: Told) -> None:
    conversation = entered(desk, "fr")
    with pytest.raises(MessageTooLong):
        reception.receive(incoming(conversation, "x" * (lengths.MESSAGE + 1)), NOW)
    refusal = desk.words.say("utter_desk_message_too_long", "fr", limit=str(lengths.MESSAGE))
    assert heard(desk, conversation) == [("desk", refusal)]
    assert (told.woken, told.signals) == ([], [(conversation, Signal.CHANGED)])
    assert desk.conversations.turns.waiting() == ()


def test_what_says_nothing_leaves_nothing_behind(desk: Desk, reception: Reception, told: Told) -> None:
    conversation = opened(desk)
    with pytest.raises(EmptyMessage):
        reception.receive(incoming(conversation, "  "), NOW)
    assert (heard(desk, conversation), told.woken, told.signals) == ([], [], [])


def test_nothing_happens_in_a_conversation_that_does_not_exist(reception: Reception, told: Told) -> None:
    for happens in (
        lambda: reception.begin("nowhere", NOW),
        lambda: reception.receive(incoming("nowhere", "hello"), NOW),
        lambda: reception.receive(incoming("nowhere", "x" * (lengths.MESSAGE + 1)), NOW),
    ):
        with pytest.raises(ConversationNotFound):
            happens()
    assert (told.woken, told.signals) == ([], [])


def test_agents_see_that_the_customer_writes(reception: Reception, told: Told) -> None:
    reception.note_typing("c")
    assert told.signals == [("c", Signal.CUSTOMER_TYPING)]


def test_a_long_history_is_handed_out_in_pages(desk: Desk, delivery: Delivery) -> None:
    conversation = opened(desk)
    with database_of(desk).writing() as work:
        work.conversations.log.append(conversation, [Draft(Author.DESK, str(n)) for n in range(PAGE + 3)], NOW)
    first = delivery.page(conversation, 0).messages
    rest = delivery.page(conversation, first[-1].seq).messages
    assert (len(first), [message.text for message in rest]) == (PAGE, ["200", "201", "202"])
    assert delivery.page(conversation, rest[-1].seq) == Page((), rest[-1].seq)


def written_by_an_agent(desk: Desk) -> tuple[Message, ...]:
    conversation, sofia = opened(desk), agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(conversation, asked_by=sofia, now=NOW)
    desk.staff.writing.reply(conversation, "Sofia here", event_id="r1", asked_by=sofia, now=NOW)
    return desk.conversations.delivery.page(conversation, 0).messages


def delivered(desk: Desk, conversation: str) -> int:
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(conversation)
    assert record is not None
    return record.delivered_seq


def test_agents_see_how_far_their_words_came(desk: Desk, delivery: Delivery, told: Told) -> None:
    messages = written_by_an_agent(desk)
    conversation = messages[0].conversation_id
    delivery.note(messages[:1])
    assert (delivered(desk, conversation), told.signals) == (0, []), "only what people wrote is marked"
    delivery.note(messages)
    assert (delivered(desk, conversation), told.signals) == (2, [(conversation, Signal.DELIVERED)])


def test_a_mark_that_a_busy_database_refuses_is_made_with_the_next_message(
    desk: Desk, delivery: Delivery, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = written_by_an_agent(desk)

    def busy(**_: object) -> Any:
        raise StorageBusy

    with monkeypatch.context() as patched:
        patched.setattr(database_of(desk), "writing", busy)
        delivery.note(messages)
    assert (delivered(desk, messages[0].conversation_id), told.signals) == (0, [])
    delivery.note([replace(messages[-1])])
    assert delivered(desk, messages[0].conversation_id) == 2
