"""The rules of a turn in storage: who may take it, and what becomes of its replies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Event, HandoffReason, OwnerKind
from bot.domain.conversations.messages import Author, Button, Incoming, Reply
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import EmptyMessage, MessageTooLong, StaleVersion
from bot.services.conversations.turns import LEASE, Answer, Begun, HandOff, Turns
from bot.services.records.conversations import Draft, TurnState
from bot.settings import wall_clock
from bot.storage.schema import agents
from tests.fixtures.desk import NOW

HELLO = Answer((Reply("Hello!"),), "en", {"slots": {}}, {"intent": "greet", "confidence": 0.9})


@pytest.fixture
def conversation(desk: Desk) -> str:
    return desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id


@pytest.fixture
def agent(desk: Desk) -> int:
    """Somebody of the partner's, as a number."""
    with desk.database.connection() as connection:
        return int(connection.execute(select(func.min(agents.c.id))).scalar_one())


def write(desk: Desk, conversation: str, text: str, event: str | None = None, button: str | None = None) -> str:
    incoming = Incoming("directline", conversation, event or f"event of {text}", text, button)
    return desk.conversations.inbox.receive(incoming, NOW).message.id


def begin(desk: Desk, conversation: str) -> Begun:
    begun = desk.conversations.turns.begin(conversation)
    assert begun is not None
    return begun


def public_texts(desk: Desk, conversation: str) -> list[str]:
    with desk.database.reading() as work:
        return [m.text for m in work.conversations.log.after(conversation, 0) if m.author is not Author.CUSTOMER]


def test_a_repeated_delivery_changes_nothing(desk: Desk, conversation: str) -> None:
    first = write(desk, conversation, "hello", event="e1")
    again = desk.conversations.inbox.receive(Incoming("directline", conversation, "e1", "hello"), NOW)
    assert again.repeated
    assert again.message.id == first
    assert begin(desk, conversation).turn.message_id == first
    assert desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW) is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_empty_message_is_refused(desk: Desk, conversation: str, text: str) -> None:
    with pytest.raises(EmptyMessage):
        write(desk, conversation, text, event="e")


def test_a_message_at_the_limit_is_taken_and_one_longer_is_not(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "x" * lengths.MESSAGE, event="fits")
    with pytest.raises(MessageTooLong) as refused:
        write(desk, conversation, "x" * (lengths.MESSAGE + 1), event="does not")
    assert refused.value.blanks == {"limit": str(lengths.MESSAGE)}


@pytest.mark.parametrize(
    "typed", ["Billing and orders", "billing AND orders.", "  billing and\u00a0orders ", "Billing and orders?"]
)
def test_a_buttons_title_typed_asks_what_the_button_asks(desk: Desk, conversation: str, typed: str) -> None:
    write(desk, conversation, "open a ticket")
    offered = Reply(
        "Which?",
        (Button("b1", "Billing and orders", payload="/open_ticket"), Button("b2", "Pay", url="https://x.example")),
    )
    desk.conversations.turns.finish(
        begin(desk, conversation), replace(HELLO, replies=(offered, Reply("Take your time."))), NOW
    )
    write(desk, conversation, typed, event="typed")
    turn = begin(desk, conversation).turn
    assert (turn.text, turn.choice) == (typed, "/open_ticket")
    desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW)
    write(desk, conversation, typed, event="typed later")
    assert begin(desk, conversation).turn.choice is None


@pytest.mark.parametrize("typed", ["pay", "/open_ticket", "billing and orders please", "b1", "?"])
def test_what_is_no_title_stays_text(desk: Desk, conversation: str, typed: str) -> None:
    write(desk, conversation, "open a ticket")
    offered = Reply(
        "Which?",
        (Button("b1", "Billing and orders", payload="/open_ticket"), Button("b2", "Pay", url="https://x.example")),
    )
    desk.conversations.turns.finish(begin(desk, conversation), replace(HELLO, replies=(offered,)), NOW)
    write(desk, conversation, typed, event="typed")
    assert begin(desk, conversation).turn.choice is None


def test_messages_are_taken_in_the_order_they_were_written(desk: Desk, conversation: str) -> None:
    ids = [write(desk, conversation, text) for text in ("one", "two", "three")]
    begun: Begun | None = begin(desk, conversation)
    taken = []
    while begun is not None:
        taken.append(begun.turn.message_id)
        begun = desk.conversations.turns.finish(begun, HELLO, NOW)
    assert taken == ids


def test_a_conversation_one_worker_holds_is_not_taken_by_another(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")  # whoever takes the message in takes its turn
    other = Turns(desk.database, worker="other", beat=wall_clock, ask=desk.conversations.satisfaction.ask_bot)
    assert other.begin(conversation) is None
    desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW)
    with desk.database.writing() as work:
        (message,) = work.conversations.log.append(conversation, [Draft(Author.CUSTOMER, "again")], NOW)
        work.conversations.turns.expect(message, NOW)
    assert other.begin(conversation) is not None
    assert desk.conversations.turns.begin(conversation) is None


def test_a_dead_workers_conversation_is_taken_once_its_lease_has_run_out(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    held = wall_clock()
    assert (
        Turns(
            desk.database,
            worker=desk.conversations.turns.worker,
            beat=lambda: held,
            ask=desk.conversations.satisfaction.ask_bot,
        ).begin(conversation)
        is not None
    )
    almost = Turns(
        desk.database,
        worker="new",
        beat=lambda: held + LEASE - timedelta(seconds=1),
        ask=desk.conversations.satisfaction.ask_bot,
    )
    assert almost.begin(conversation) is None
    after = Turns(desk.database, worker="new", beat=lambda: held + LEASE, ask=desk.conversations.satisfaction.ask_bot)
    assert after.begin(conversation) is not None


def test_a_turn_finished_twice_is_said_once(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    begun = begin(desk, conversation)
    desk.conversations.turns.finish(begun, HELLO, NOW)
    with pytest.raises(StaleVersion):
        desk.conversations.turns.finish(begun, HELLO, NOW)
    assert public_texts(desk, conversation) == ["Hello!"]


def test_a_reply_written_before_a_take_over_is_not_sent_after_it(desk: Desk, conversation: str, agent: int) -> None:
    write(desk, conversation, "hello")
    begun = begin(desk, conversation)
    with desk.database.writing() as work:
        record = work.conversations.rows.get(conversation)
        assert record is not None
        taken = record.conversation.take_over(agent, "commercial")
        work.conversations.rows.save(taken, seen=record.conversation.version, event=Event.TAKEN_OVER, now=NOW)
    desk.conversations.turns.finish(begun, HELLO, NOW)
    assert public_texts(desk, conversation) == [""]  # only the silent mark that the turn is over
    with desk.database.reading() as work:
        record = work.conversations.rows.get(conversation)
        marks = work.conversations.log.after(conversation, 0)
    assert record is not None
    assert record.state is None
    assert marks[-1].turn is not None
    assert marks[-1].turn.owner == f"agent:{agent}"


def test_a_reply_that_hands_off_and_the_hand_off_itself_are_one(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "a person please")
    answer = replace(HELLO, hand_off=HandOff("commercial", HandoffReason.ASKED))
    desk.conversations.turns.finish(begin(desk, conversation), answer, NOW)
    with desk.database.reading() as work:
        record = work.conversations.rows.get(conversation)
        assert work.conversations.rows.queue_position(conversation) == 1
    assert record is not None
    assert record.conversation.owner.kind is OwnerKind.QUEUE
    assert record.conversation.waiting_since == NOW
    assert public_texts(desk, conversation) == ["Hello!"]


def test_only_a_button_offered_in_this_conversation_can_be_pressed(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    button = Button("b-1", "My last invoice", "/find_invoice")
    desk.conversations.turns.finish(begin(desk, conversation), replace(HELLO, replies=(Reply("Hi", (button,)),)), NOW)
    write(desk, conversation, "whatever the client says", button="b-1")
    turn = begin(desk, conversation).turn
    assert (turn.text, turn.choice) == ("My last invoice", "/find_invoice")
    elsewhere = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id
    with pytest.raises(Exception, match="choice_unknown"):
        write(desk, elsewhere, "stolen", button="b-1")


def test_the_engines_state_comes_back_with_the_next_turn(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "one")
    desk.conversations.turns.finish(
        begin(desk, conversation), replace(HELLO, language="fr", state={"slots": {"x": "1"}}), NOW
    )
    write(desk, conversation, "two")
    record = begin(desk, conversation).record
    assert record.state == {"slots": {"x": "1"}}
    assert record.language == "fr"


def test_a_failed_attempt_is_counted_and_told_once(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    first = desk.conversations.turns.delay(begin(desk, conversation), Reply("It takes longer."), NOW)
    assert first is not None
    begun = desk.conversations.turns.delay(first, None, NOW)
    assert begun is not None
    assert (begun.turn.attempts, begun.turn.apologised) == (2, True)
    reread = begin(desk, conversation).turn
    assert (reread.attempts, reread.apologised) == (2, True)


def test_what_is_written_after_the_end_opens_a_new_segment_without_the_old_dialogue(
    desk: Desk, conversation: str, agent: int
) -> None:
    write(desk, conversation, "hello")
    desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW)
    with desk.database.writing() as work:
        record = work.conversations.rows.get(conversation)
        assert record is not None
        held = record.conversation.take_over(agent, "commercial")
        work.conversations.rows.save(held, seen=record.conversation.version, event=Event.TAKEN_OVER, now=NOW)
        work.conversations.rows.save(held.resolve(agent), seen=held.version, event=Event.RESOLVED, now=NOW)
    write(desk, conversation, "me again")
    record = begin(desk, conversation).record
    assert record.conversation.bot_may_speak
    assert record.conversation.segment == 2
    assert record.state is None


def test_a_message_for_an_agent_is_kept_without_a_word(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    begun = begin(desk, conversation)
    desk.conversations.turns.keep(begun, {}, (), NOW)
    with desk.database.reading() as work:
        (_, mark) = work.conversations.log.after(conversation, 0)
    assert mark.card == {"kind": "turn_over"}
    assert TurnState.KEPT.value == "kept"
    assert desk.conversations.turns.begin(conversation) is None
