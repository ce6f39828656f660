"""Every customer's message is answered once: turns wait in order, survive failures, and end one time."""

from datetime import timedelta

import pytest

from bot.domain.conversations.messages import Author
from bot.domain.kernel.errors import StaleVersion
from bot.services.records.conversations import Draft, Turn, TurnResult, TurnState
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, next_turn, say

ANSWERED = TurnResult(TurnState.ANSWERED, "bot", "en", "greet", 0.9, {"intent": "greet", "entities": []})


def due(database: SqlDatabase, conversation_id: str = THREAD) -> Turn:
    turn = next_turn(database, conversation_id)
    assert turn is not None
    return turn


def finish(database: SqlDatabase, turn: Turn, result: TurnResult = ANSWERED) -> None:
    with database.writing() as work:
        work.conversations.turns.finish(turn, result, NOW)


def test_turns_are_taken_in_the_order_of_the_messages(database: SqlDatabase) -> None:
    begin(database)
    assert next_turn(database) is None
    messages = [say(database, text) for text in ("one", "two")]
    first = due(database)
    assert first == Turn(messages[0].id, THREAD, "one", None, NOW)
    finish(database, first)
    second = due(database)
    assert second.message_id == messages[1].id
    finish(database, second)
    assert next_turn(database) is None


def test_a_pressed_button_brings_its_payload_to_the_turn(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        (message,) = work.conversations.log.append(THREAD, [Draft(Author.CUSTOMER, "Yes", choice="/affirm")], NOW)
        work.conversations.turns.expect(message, NOW)
    assert (due(database).text, due(database).choice) == ("Yes", "/affirm")


@pytest.mark.parametrize("state", [state for state in TurnState if state is not TurnState.EXPECTED])
def test_a_turn_that_ended_in_any_way_is_not_taken_again(database: SqlDatabase, state: TurnState) -> None:
    begin(database)
    say(database, "Hello")
    finish(database, due(database), TurnResult(state, "bot", "en"))
    assert next_turn(database) is None


def test_a_turn_ends_once_and_a_second_answer_is_rolled_back(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello")
    turn = due(database)
    finish(database, turn)

    def answer_again() -> None:
        with database.writing() as work:
            work.conversations.log.append(THREAD, [Draft(Author.BOT, "again", in_reply_to=turn.message_id)], NOW)
            work.conversations.turns.finish(turn, ANSWERED, NOW)

    with pytest.raises(StaleVersion):
        answer_again()
    with database.reading() as work:
        assert [m.text for m in work.conversations.log.after(THREAD, 0)] == ["Hello"]


def test_failures_are_counted_and_an_apology_is_not_forgotten(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello")
    told = []
    for apologises in (False, True, False):
        with database.writing() as work:
            work.conversations.turns.note_failure(due(database), NOW)
            assert not apologises or work.conversations.turns.apologise(due(database))
        told.append((due(database).attempts, due(database).apologised))
    assert told == [(1, False), (2, True), (3, True)]


def test_of_two_who_apologise_one_is_told_that_it_was_said(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello")
    turn = due(database)
    with database.writing() as work:
        assert work.conversations.turns.apologise(turn)
    with database.writing() as work:
        assert not work.conversations.turns.apologise(turn)


def test_there_is_no_apology_for_a_finished_turn(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello")
    turn = due(database)
    finish(database, turn)
    with database.writing() as work:
        assert not work.conversations.turns.apologise(turn)


def test_a_failure_of_a_finished_turn_is_refused(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello")
    turn = due(database)
    finish(database, turn)
    with database.writing() as work, pytest.raises(StaleVersion):
        work.conversations.turns.note_failure(turn, NOW)


def test_what_was_understood_is_told_by_message_of_finished_turns_after_a_row(database: SqlDatabase) -> None:
    begin(database)
    begin(database, "c-2")
    said = [say(database, text) for text in ("one", "two", "three", "four")]
    finish(database, due(database))
    finish(database, due(database))
    finish(database, due(database), TurnResult(TurnState.KEPT, "queue", "en"))
    say(database, "elsewhere", "c-2")
    finish(database, due(database, "c-2"))
    with database.reading() as work:
        assert work.conversations.turns.understood(THREAD, said[0].seq) == {said[1].id: dict(ANSWERED.parse)}
        assert set(work.conversations.turns.understood(THREAD, 0)) == {said[0].id, said[1].id}


def test_conversations_with_open_turns_wait_longest_first_and_once_each(database: SqlDatabase) -> None:
    for name, minutes in (("b", 3), ("a", 5), ("c", 1), ("b", 7)):
        with database.writing() as work:
            if work.conversations.rows.get(name) is None:
                work.conversations.rows.open(
                    conversation_id=name, channel="web", contact_id=None, language="en", now=NOW
                )
            (message,) = work.conversations.log.append(name, [Draft(Author.CUSTOMER, "Hello")], NOW)
            work.conversations.turns.expect(message, NOW + timedelta(minutes=minutes))
    with database.reading() as work:
        assert work.conversations.turns.waiting() == ("c", "b", "a")
        assert work.conversations.turns.waiting(limit=1) == ("c",)
    finish(database, due(database, "c"))
    with database.reading() as work:
        assert work.conversations.turns.waiting() == ("b", "a")
