"""The rules of a turn in storage: who may take it, and what becomes of its replies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Event, HandoffReason, OwnerKind
from bot.domain.conversations.messages import Author, Reply
from bot.domain.kernel.errors import StaleVersion
from bot.services.conversations.turns import LEASE, HandOff, Turns
from bot.services.records.conversations import Begun, Draft, TurnState
from bot.settings import wall_clock
from bot.storage.schema import agents
from tests.answering.stored import HELLO, begin, public_texts, write
from tests.fixtures.desk import NOW, database_of


@pytest.fixture
def conversation(desk: Desk) -> str:
    return desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id


@pytest.fixture
def agent(desk: Desk) -> int:
    """Somebody of the partner's, as a number."""
    with database_of(desk).connection() as connection:
        return int(connection.execute(select(func.min(agents.c.id))).scalar_one())


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
    other = Turns(database_of(desk), worker="other", beat=wall_clock, ask=desk.conversations.satisfaction.ask_bot)
    assert other.begin(conversation) is None
    desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW)
    with database_of(desk).writing() as work:
        (message,) = work.conversations.log.append(conversation, [Draft(Author.CUSTOMER, "again")], NOW)
        work.conversations.turns.expect(message, NOW)
    assert other.begin(conversation) is not None
    assert desk.conversations.turns.begin(conversation) is None


def test_a_dead_workers_conversation_is_taken_once_its_lease_has_run_out(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    held, said = wall_clock(), desk.conversations

    def worker(name: str, past: timedelta) -> Turns:
        return Turns(database_of(desk), worker=name, beat=lambda: held + past, ask=said.satisfaction.ask_bot)

    assert worker(said.turns.worker, timedelta()).begin(conversation) is not None
    assert worker("new", LEASE - timedelta(seconds=1)).begin(conversation) is None
    assert worker("new", LEASE).begin(conversation) is not None


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
    with database_of(desk).writing() as work:
        record = work.conversations.rows.get(conversation)
        assert record is not None
        taken = record.conversation.take_over(agent, "commercial")
        work.conversations.rows.save(taken, seen=record.conversation.version, event=Event.TAKEN_OVER, now=NOW)
    desk.conversations.turns.finish(begun, HELLO, NOW)
    assert public_texts(desk, conversation) == [""]  # only the silent mark that the turn is over
    with database_of(desk).reading() as work:
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
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(conversation)
        assert work.conversations.rows.queue_position(conversation) == 1
    assert record is not None
    assert record.conversation.owner.kind is OwnerKind.QUEUE
    assert record.conversation.waiting_since == NOW
    assert public_texts(desk, conversation) == ["Hello!"]


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
    with database_of(desk).writing() as work:
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
    with database_of(desk).reading() as work:
        (_, mark) = work.conversations.log.after(conversation, 0)
    assert mark.card == {"kind": "turn_over"}
    assert TurnState.KEPT.value == "kept"
    assert desk.conversations.turns.begin(conversation) is None
