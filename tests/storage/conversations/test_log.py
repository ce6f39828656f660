"""The log keeps every word once and in order, whoever writes at the same time."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.conversations.messages import Author, Button, Message, TurnSummary, Visibility
from bot.domain.kernel.errors import ConversationNotFound, DuplicateEvent, StaleVersion
from bot.services.records.conversations import Draft, TurnResult, TurnState
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, next_turn, say


def append(database: SqlDatabase, *drafts: Draft, to: str = THREAD) -> tuple[Message, ...]:
    with database.writing() as work:
        return work.conversations.log.append(to, drafts, NOW)


def after(database: SqlDatabase, seq: int = 0, limit: int = 200) -> tuple[Message, ...]:
    with database.reading() as work:
        return work.conversations.log.after(THREAD, seq, limit)


def together(*calls: Callable[[], object]) -> None:
    """Runs them in threads that start at one signal."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        ready.wait()
        call()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


FULL = Draft(
    Author.AGENT,
    "Here is your **copy**: « déjà » \U0001f600",
    buttons=(Button("b1", "Yes", payload="/affirm"), Button("b2", "Page", url="https://pay.northstar.example/i/1")),
    card={"kind": "invoice", "lines": [{"amount": "1,476.60"}], "none": None},
    author_name="Sofia",
)


def test_rows_meant_to_follow_another_are_not_added_once_more_was_said(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.DESK, "Hello"), Draft(Author.DESK, "again")], NOW, last=0)
    for last in (0, 1, 3):
        with pytest.raises(StaleVersion), database.writing() as work:
            work.conversations.log.append(THREAD, [Draft(Author.DESK, "too late")], NOW, last=last)
    with database.writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.DESK, "in time")], NOW, last=2)
    assert [message.text for message in after(database)] == ["Hello", "again", "in time"]


def test_rows_come_back_as_they_were_appended(database: SqlDatabase) -> None:
    begin(database)
    question = say(database, "Hello")
    replies = append(database, FULL, Draft(Author.BOT, "", in_reply_to=question.id))
    assert after(database) == (question, *replies)
    assert [m.seq for m in replies] == [2, 3]
    assert replies[1].in_reply_to == question.id
    assert replies[0].sent_at == NOW
    with database.reading() as work:
        assert work.conversations.log.message(THREAD, replies[0].id) == replies[0]
        record = work.conversations.rows.get(THREAD)
    assert record is not None
    assert record.last_seq == 3


def test_a_reader_goes_on_where_it_stopped(database: SqlDatabase) -> None:
    begin(database)
    append(database, *(Draft(Author.BOT, str(n)) for n in range(1, 6)))
    assert [m.text for m in after(database, 3)] == ["4", "5"]
    assert [m.text for m in after(database, 1, limit=2)] == ["2", "3"]
    assert after(database, 5) == ()
    assert after(database, 99) == ()


def test_notes_and_suppressed_replies_never_reach_the_customer(database: SqlDatabase) -> None:
    begin(database)
    append(
        database,
        Draft(Author.AGENT, "he is angry", visibility=Visibility.NOTE),
        Draft(Author.BOT, "too late", visibility=Visibility.SUPPRESSED),
        Draft(Author.BOT, "hello"),
    )
    assert [(m.seq, m.text) for m in after(database)] == [(3, "hello")]


def test_nothing_can_be_appended_to_a_conversation_that_is_not_there(database: SqlDatabase) -> None:
    with pytest.raises(ConversationNotFound):
        append(database, Draft(Author.BOT, "hello"), to="nowhere")


def test_appending_nothing_changes_nothing(database: SqlDatabase) -> None:
    begin(database)
    assert append(database) == ()
    assert after(database) == ()


@pytest.mark.parametrize("answered", ["other|0000001", "c-1", "c-1|", "c-1|x", "c-1|²", "", "c-1|99999999999999999999"])
def test_an_answer_to_another_conversations_message_is_refused(database: SqlDatabase, answered: str) -> None:
    begin(database)
    begin(database, "other")
    say(database, "Hello", "other")
    with database.reading() as work:
        assert work.conversations.log.message(THREAD, answered) is None
    with pytest.raises(ValueError, match="no message of this conversation"):
        append(database, Draft(Author.BOT, "hello", in_reply_to=answered))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b", "a\ufffdb"),
        ("\ud83d", "\ufffd"),
        ("\U0001f600\u200d\u202e", "\U0001f600\u200d\u202e"),
        ("'; DROP TABLE messages; --", "'; DROP TABLE messages; --"),
        ("x" * 100_000, "x" * 100_000),
        ("", ""),
    ],
)
def test_whatever_is_typed_is_kept(database: SqlDatabase, text: str, kept: str) -> None:
    begin(database)
    written = say(database, text, event_id=f"e{text[:10]}")
    assert written.text == kept
    assert after(database) == (written,) or after(database)[0].event_id != written.event_id


def test_a_repeated_delivery_is_found_and_cannot_be_stored_twice(database: SqlDatabase) -> None:
    begin(database)
    first = say(database, "Hello", event_id="e-1")
    with database.reading() as work:
        assert work.conversations.log.delivered("web", "e-1") == first
        assert work.conversations.log.delivered("slack", "e-1") is None
        assert work.conversations.log.delivered("web", "e-2") is None
    with pytest.raises(DuplicateEvent):
        say(database, "Hello", event_id="e-1")
    assert after(database) == (first,)
    assert say(database, "Hello", event_id="e-2").seq == 2, "a refused row leaves no gap"


def test_the_same_event_from_another_channel_is_another_event(database: SqlDatabase) -> None:
    begin(database)
    say(database, "Hello", event_id="e-1")
    begin(database, "elsewhere", channel="slack")
    say(database, "Hello", "elsewhere", event_id="e-1")
    with database.reading() as work:
        first, second = (work.conversations.log.delivered(channel, "e-1") for channel in ("web", "slack"))
    assert first is not None
    assert second is not None
    assert (first.conversation_id, second.conversation_id) == (THREAD, "elsewhere")


def test_simultaneous_deliveries_of_one_event_make_one_row(database: SqlDatabase) -> None:
    begin(database)
    refused: list[str] = []

    def deliver() -> None:
        try:
            say(database, "Hello", event_id="e-1")
        except DuplicateEvent as error:
            refused.append(error.code)

    together(*[deliver] * 6)
    assert len(after(database)) == 1
    assert refused == ["duplicate_event"] * 5


def test_simultaneous_writers_number_their_rows_without_gap_or_double(database: SqlDatabase) -> None:
    begin(database)
    begin(database, "other")

    def write(name: int) -> None:
        for n in range(5):
            append(database, Draft(Author.BOT, f"{name}.{n}a"), Draft(Author.BOT, f"{name}.{n}b"))
            append(database, Draft(Author.BOT, "elsewhere"), to="other")

    together(*[lambda name=name: write(name) for name in range(6)])
    rows = after(database)
    assert [m.seq for m in rows] == list(range(1, 61))
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        assert first.text[:-1] == second.text[:-1], "rows appended together stay together"


def test_a_button_is_known_in_its_own_conversation_only(database: SqlDatabase) -> None:
    begin(database)
    begin(database, "other")
    append(database, FULL)
    with database.reading() as work:
        assert work.conversations.log.choice(THREAD, "b1") == ("Yes", "/affirm")
        assert work.conversations.log.choice(THREAD, "b2") is None, "a link answers nothing"
        assert work.conversations.log.choice("other", "b1") is None
        assert work.conversations.log.choice(THREAD, "/affirm") is None


def test_a_button_offered_again_means_its_latest_offer(database: SqlDatabase) -> None:
    begin(database)
    append(database, FULL)
    append(database, Draft(Author.BOT, "?", buttons=(Button("b1", "No", payload="/deny"),)))
    with database.reading() as work:
        assert work.conversations.log.choice(THREAD, "b1") == ("No", "/deny")


def test_replies_carry_what_was_understood_once_the_turn_is_over(database: SqlDatabase) -> None:
    begin(database)
    question = say(database, "Hello")
    append(database, Draft(Author.DESK, "one moment", in_reply_to=question.id))
    assert [m.turn for m in after(database)] == [None, None]
    turn = next_turn(database)
    assert turn is not None
    with database.writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.BOT, "Hi", in_reply_to=question.id)], NOW)
        result = TurnResult(TurnState.ANSWERED, "bot", "en", "greet", 0.875, {"intent": "greet"})
        work.conversations.turns.finish(turn, result, NOW + timedelta(seconds=1))
    summary = TurnSummary("greet", 0.875, "en", "bot")
    assert [m.turn for m in after(database)] == [None, summary, summary]
