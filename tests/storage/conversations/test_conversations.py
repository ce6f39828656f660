"""Ownership is changed by one writer at a time, leases are held by one worker, and the queue is served in order."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason, Lifecycle, OwnerKind
from bot.domain.conversations.leases import CLOCKS_APART, Lease
from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import ConversationNotFound, StaleVersion
from bot.services.records.conversations import ConversationRecord
from bot.storage.database import SqlDatabase
from bot.storage.schema import agents, conversation_events
from tests.storage.conversations.talking import NOW, THREAD, begin, identity

LATER = NOW + timedelta(seconds=30)
LENGTH = timedelta(seconds=30)
TICK = timedelta(milliseconds=1)


def stored(database: SqlDatabase, conversation_id: str = THREAD) -> ConversationRecord:
    with database.reading() as work:
        record = work.conversations.rows.get(conversation_id)
    assert record is not None
    return record


def save(database: SqlDatabase, changed: Conversation, event: Event, seen: int | None = None) -> None:
    with database.writing() as work:
        work.conversations.rows.save(
            changed, seen=seen if seen is not None else changed.version - 1, event=event, now=NOW
        )


def queue(database: SqlDatabase, conversation_id: str, team: str = "technical", minutes: int = 0) -> None:
    waiting = Conversation(conversation_id).hand_off(team, HandoffReason.ASKED, NOW + timedelta(minutes=minutes))
    begin(database, conversation_id)
    save(database, waiting, Event.HANDED_OFF)


def agent(database: SqlDatabase, agent_id: int = 7) -> int:
    values = {"id": agent_id, "email": f"a{agent_id}@northstar.example", "name": "A", "team": "t", "languages": []}
    with database.connection() as connection:
        connection.execute(insert(agents).values(values))
    return agent_id


def test_a_new_conversation_is_led_by_the_bot_and_comes_back_as_it_was_opened(seeded: SqlDatabase) -> None:
    speaker = identity(seeded, "compta@fabrikam.example")
    with seeded.writing() as work:
        opened = work.conversations.rows.open(
            conversation_id=THREAD, channel="web", contact_id=speaker.contact_id, language="fr", now=NOW
        )
    assert stored(seeded) == opened
    assert opened.conversation.bot_may_speak
    with seeded.reading() as work:
        assert work.customers.people.speaking_in(THREAD) == speaker


def test_a_visitors_conversation_has_no_identity(database: SqlDatabase) -> None:
    begin(database)
    with database.reading() as work:
        assert work.customers.people.speaking_in(THREAD) == VISITOR


def test_an_unknown_conversation_is_none_and_has_no_speaker(database: SqlDatabase) -> None:
    with database.reading() as work:
        assert work.conversations.rows.get("nowhere") is None
        with pytest.raises(ConversationNotFound):
            work.customers.people.speaking_in("nowhere")


def test_every_owner_comes_back_as_it_was_saved(database: SqlDatabase) -> None:
    begin(database)
    holder = agent(database)
    waiting = Conversation(THREAD).hand_off("technical", HandoffReason.DISPUTE, NOW)
    held = waiting.accept(holder)
    closed = held.resolve(holder)
    for changed, event in (
        (waiting, Event.HANDED_OFF),
        (held, Event.ACCEPTED),
        (closed, Event.RESOLVED),
        (closed.reopen(), Event.REOPENED),
    ):
        save(database, changed, event)
        assert stored(database).conversation == changed
    assert (closed.lifecycle, closed.owner.kind) == (Lifecycle.CLOSED, OwnerKind.BOT)


def test_of_two_who_saw_the_same_version_the_second_is_refused(database: SqlDatabase) -> None:
    begin(database)
    waiting = Conversation(THREAD).hand_off("technical", HandoffReason.ASKED, NOW)
    save(database, waiting, Event.HANDED_OFF)
    rival = Conversation(THREAD).hand_off("commercial", HandoffReason.POLICY, NOW)
    with pytest.raises(StaleVersion):
        save(database, rival, Event.HANDED_OFF)
    assert stored(database).conversation == waiting
    with database.connection() as connection:
        events = connection.execute(select(conversation_events.c.event, conversation_events.c.owner)).all()
    assert [tuple(event) for event in events] == [("handed_off", "queue")]


def test_saving_a_conversation_that_is_not_there_is_refused(database: SqlDatabase) -> None:
    with pytest.raises(StaleVersion):
        save(database, Conversation("nowhere").hand_off("technical", HandoffReason.ASKED, NOW), Event.HANDED_OFF)


def test_language_and_engine_state_are_remembered_without_a_new_version(database: SqlDatabase) -> None:
    begin(database)
    state = {"slots": {"invoice_number": "NS-104231", "odd": "\x00 \ud800 é"}, "events": [1, None, 0.5]}
    with database.writing() as work:
        work.conversations.rows.remember(THREAD, language="fr", state=state)
    record = stored(database)
    assert (record.language, record.state, record.conversation.version) == ("fr", state, 1)
    with database.writing() as work:
        work.conversations.rows.remember(THREAD, language="fr", state=None)
    assert stored(database).state is None


def test_remembering_for_an_unknown_conversation_is_refused(database: SqlDatabase) -> None:
    with database.writing() as work, pytest.raises(ConversationNotFound):
        work.conversations.rows.remember("nowhere", language="en", state=None)


def lease(database: SqlDatabase, worker: str, seconds: int) -> bool:
    with database.writing() as work:
        return work.conversations.leases.take(THREAD, Lease(worker, NOW + timedelta(seconds=seconds), LENGTH))


def test_one_worker_holds_a_conversation_until_its_lease_ends(database: SqlDatabase) -> None:
    begin(database)
    assert lease(database, "a", 0)
    assert not lease(database, "b", 29)
    assert lease(database, "a", 20), "an own lease is renewed"
    assert not lease(database, "b", 49)
    assert lease(database, "b", 50), "at its end it is over"
    assert not lease(database, "a", 51)


@pytest.mark.parametrize(
    "ahead",
    [-LENGTH - TICK, -LENGTH, -LENGTH + TICK, TICK * 0, CLOCKS_APART, CLOCKS_APART + TICK, timedelta(hours=1)],
)
@pytest.mark.parametrize("holder", ["a", "b", None])
def test_a_lease_is_taken_when_the_rule_says_so(database: SqlDatabase, holder: str | None, ahead: timedelta) -> None:
    begin(database)
    until = None if holder is None else NOW + ahead + LENGTH
    asked = Lease("b", NOW, LENGTH)
    with database.writing() as work:
        if holder is not None:
            assert work.conversations.leases.take(THREAD, Lease(holder, NOW + ahead, LENGTH))
        assert work.conversations.leases.take(THREAD, asked) is asked.may_follow(holder, until)


def test_only_the_holder_gives_a_lease_back(database: SqlDatabase) -> None:
    begin(database)
    assert lease(database, "a", 0)
    with database.writing() as work:
        work.conversations.leases.release(THREAD, worker="b")
    assert not lease(database, "b", 1)
    with database.writing() as work:
        work.conversations.leases.release(THREAD, worker="a")
    assert lease(database, "b", 1)


def test_an_unknown_conversation_cannot_be_leased(database: SqlDatabase) -> None:
    assert not lease(database, "a", 0)


def test_the_queue_is_served_longest_waiting_first_in_each_queue(database: SqlDatabase) -> None:
    for conversation_id, team, minutes in (
        ("late", "technical", 9),
        ("money", "commercial", 5),
        ("soon", "technical", 1),
    ):
        queue(database, conversation_id, team, minutes)
    begin(database, "with-the-bot")
    with database.reading() as work:
        conversations = work.conversations.rows
        assert [record.conversation.id for record in conversations.queued()] == ["soon", "money", "late"]
        assert [record.conversation.id for record in conversations.queued(limit=1)] == ["soon"]
        places = {
            name: conversations.queue_position(name) for name in ("soon", "late", "money", "with-the-bot", "nowhere")
        }
    assert places == {"soon": 1, "late": 2, "money": 1, "with-the-bot": None, "nowhere": None}


def test_two_who_began_to_wait_at_once_have_different_places(database: SqlDatabase) -> None:
    queue(database, "b")
    queue(database, "a")
    with database.reading() as work:
        assert [work.conversations.rows.queue_position(name) for name in ("a", "b")] == [1, 2]


def test_who_leaves_the_queue_makes_room(database: SqlDatabase) -> None:
    queue(database, "first")
    queue(database, "second", minutes=1)
    save(database, stored(database, "first").conversation.cancel(), Event.CANCELLED)
    with database.reading() as work:
        assert work.conversations.rows.queue_position("second") == 1
        assert work.conversations.rows.queue_position("first") is None
