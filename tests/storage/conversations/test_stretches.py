"""The time people had a conversation, as it stands in the database, and the waits measured from it."""

from datetime import datetime, timedelta

import pytest

from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.conversations.stretches import Ending, Stretch
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, say

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(seeded: SqlDatabase) -> SqlDatabase:
    begin(seeded)
    say(seeded, "a person please")
    return seeded


def queued(conversation_id: str = THREAD) -> Conversation:
    return Conversation(conversation_id).hand_off("commercial", HandoffReason.ASKED, NOW)


def open_stretch(database: SqlDatabase) -> Stretch:
    with database.reading() as work:
        stretch = work.conversations.stretches.open_in(THREAD)
    assert stretch is not None
    return stretch


def agents(database: SqlDatabase) -> list[int]:
    with database.reading() as work:
        return sorted(agent.id for agent in work.staff.agents.active())


def test_a_wait_begins_after_what_was_said_and_nobody_has_taken_it(desk: SqlDatabase) -> None:
    with desk.writing() as work:
        work.conversations.stretches.begin(queued(), NOW)
    stretch = open_stretch(desk)
    assert (stretch.queue, stretch.reason, stretch.began_at) == ("commercial", HandoffReason.ASKED, NOW)
    assert (stretch.agent_id, stretch.accepted_at, stretch.first_seq) == (None, None, 1)


def test_a_take_over_begins_with_the_agent_and_no_reason(desk: SqlDatabase) -> None:
    agent = agents(desk)[0]
    with desk.writing() as work:
        work.conversations.stretches.begin(Conversation(THREAD).take_over(agent, "technical"), NOW)
    stretch = open_stretch(desk)
    assert (stretch.agent_id, stretch.accepted_at, stretch.reason) == (agent, NOW, None)


def test_the_first_agent_ends_the_wait_and_a_later_one_does_not_change_that(desk: SqlDatabase) -> None:
    first, second = agents(desk)[:2]
    conversation = queued()
    with desk.writing() as work:
        work.conversations.stretches.begin(conversation, NOW)
        work.conversations.stretches.move(conversation.accept(first), NOW + MINUTE)
        passed_on = conversation.accept(first).transfer(first, "technical", NOW + 2 * MINUTE)
        work.conversations.stretches.move(passed_on, NOW + 2 * MINUTE)
    assert (open_stretch(desk).queue, open_stretch(desk).agent_id) == ("technical", first)
    with desk.writing() as work:
        work.conversations.stretches.move(passed_on.accept(second), NOW + 3 * MINUTE)
    stretch = open_stretch(desk)
    assert (stretch.agent_id, stretch.accepted_at) == (second, NOW + MINUTE)


def test_only_the_first_answer_counts_and_only_after_somebody_took_it(desk: SqlDatabase) -> None:
    with desk.writing() as work:
        work.conversations.stretches.begin(queued(), NOW)
        work.conversations.stretches.answered(THREAD, NOW)
    assert open_stretch(desk).answered_at is None
    with desk.writing() as work:
        work.conversations.stretches.move(queued().accept(agents(desk)[0]), NOW)
        work.conversations.stretches.answered(THREAD, NOW + MINUTE)
        work.conversations.stretches.answered(THREAD, NOW + 2 * MINUTE)
    assert open_stretch(desk).answered_at == NOW + MINUTE


def test_an_ended_stretch_is_told_once_and_keeps_its_summary(desk: SqlDatabase) -> None:
    with desk.writing() as work:
        work.conversations.stretches.begin(queued(), NOW)
        ended = work.conversations.stretches.end(THREAD, Ending.CANCELLED, NOW + MINUTE)
        assert ended is not None
        work.conversations.stretches.summarised(ended.id, "Changed their mind.")
        assert work.conversations.stretches.end(THREAD, Ending.CANCELLED, NOW + MINUTE) is None
        assert work.conversations.stretches.open_in(THREAD) is None
    assert (ended.ending, ended.ended_at) == (Ending.CANCELLED, NOW + MINUTE)
    with desk.connection() as connection:
        assert connection.exec_driver_sql("SELECT summary FROM stretches").scalar_one() == "Changed their mind."


def test_a_second_stretch_stands_beside_the_first(desk: SqlDatabase) -> None:
    with desk.writing() as work:
        for ending in (Ending.CANCELLED, Ending.WAIT_ENDED):
            work.conversations.stretches.begin(queued(), NOW)
            work.conversations.stretches.end(THREAD, ending, NOW)
    with desk.connection() as connection:
        endings = connection.exec_driver_sql("SELECT ending FROM stretches ORDER BY id").scalars().all()
    assert endings == ["cancelled", "wait_ended"]


def wait(database: SqlDatabase, number: int, accepted: datetime, minutes: int, *, asked: bool = True) -> None:
    """Somebody waited, and was taken at an instant."""
    conversation_id, agent = f"w-{number}", agents(database)[0]
    begin(database, conversation_id)
    began = accepted - minutes * MINUTE
    with database.writing() as work:
        if asked:
            work.conversations.stretches.begin(queued(conversation_id), began)
            work.conversations.stretches.move(queued(conversation_id).accept(agent), accepted)
        else:
            work.conversations.stretches.begin(Conversation(conversation_id).take_over(agent, "technical"), accepted)


def test_waits_are_those_of_customers_who_asked_and_were_taken_newest_first(desk: SqlDatabase) -> None:
    wait(desk, 1, NOW, 4)
    wait(desk, 2, NOW + MINUTE, 2)
    wait(desk, 3, NOW - 60 * MINUTE, 9)
    wait(desk, 4, NOW, 0, asked=False)
    begin(desk, "still waiting")
    with desk.writing() as work:
        work.conversations.stretches.begin(queued("still waiting"), NOW)
    with desk.reading() as work:
        assert work.conversations.stretches.waits_since(NOW, 10) == (2 * MINUTE, 4 * MINUTE)
        assert work.conversations.stretches.waits_since(NOW - 60 * MINUTE, 2) == (2 * MINUTE, 4 * MINUTE)
