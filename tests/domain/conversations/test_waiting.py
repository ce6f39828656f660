"""When a wait is over without anybody, and which of the customer's words are passed on."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.conversations.waiting import MOST, announced, is_over, written

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LIMIT = timedelta(minutes=10)
TICK = timedelta(microseconds=1)
LED = Conversation("c")
QUEUED = LED.hand_off("commercial", HandoffReason.ASKED, NOW)
BARE = "I'd rather leave a message"


def row(seq: int, author: Author, text: str, choice: str | None = None, answers: int | None = None) -> Message:
    reply_to = f"c|{answers}" if answers is not None else None
    return Message(f"c|{seq}", "c", seq, author, Visibility.PUBLIC, text, NOW, choice=choice, in_reply_to=reply_to)


def told(*rows: Message) -> list[str]:
    return written(rows, lambda message: message.text == BARE)


ASKED = row(2, Author.CUSTOMER, "a person about NS-104231")
CALLED = row(3, Author.BOT, "A colleague comes.", answers=2)


@pytest.mark.parametrize(
    ("conversation", "waited", "is_open", "over"),
    [
        (QUEUED, LIMIT - TICK, True, False),
        (QUEUED, LIMIT, True, True),
        (QUEUED, timedelta(0), False, True),
        (QUEUED.accept(1), 2 * LIMIT, False, False),
        (QUEUED.cancel(), 2 * LIMIT, False, False),
        (LED, 2 * LIMIT, False, False),
    ],
)
def test_a_wait_is_over_at_the_limit_or_when_the_desk_closes(
    conversation: Conversation, waited: timedelta, is_open: bool, over: bool
) -> None:
    assert is_over(conversation, NOW + waited, limit=LIMIT, is_open=is_open) is over


def test_who_waits_for_nobody_has_not_waited() -> None:
    assert QUEUED.waited(NOW + LIMIT) == LIMIT
    assert QUEUED.accept(1).waited(NOW + LIMIT) == timedelta(0)


def test_a_wait_begins_with_the_last_words_that_are_not_the_desks() -> None:
    kept = row(4, Author.DESK, "I keep it.", answers=4)
    assert announced([ASKED, CALLED, kept]) == (3, ASKED.id)
    assert announced([ASKED]) == (0, None)


def test_what_was_written_since_is_passed_on_with_the_message_that_asked() -> None:
    before, since = row(1, Author.CUSTOMER, "hello"), row(4, Author.CUSTOMER, "the Azure line")
    assert told(before, ASKED, CALLED, since) == [ASKED.text, since.text]


def test_when_nothing_was_written_since_everything_before_is_passed_on() -> None:
    before = row(1, Author.CUSTOMER, "hello")
    assert told(before, ASKED, CALLED) == ["hello", ASKED.text]


def test_presses_and_bare_wishes_tell_nothing_unless_there_is_nothing_else() -> None:
    pressed, wish = row(4, Author.CUSTOMER, "How much longer?", "/still_there"), row(5, Author.CUSTOMER, BARE)
    words = row(6, Author.CUSTOMER, "the tax")
    assert told(ASKED, CALLED, pressed, wish, words) == [ASKED.text, "the tax"]
    assert told(pressed, wish) == [pressed.text, BARE]
    assert told(CALLED) == []


def test_the_latest_messages_of_a_long_wait_are_passed_on() -> None:
    lines = [row(4 + n, Author.CUSTOMER, f"line {n}") for n in range(MOST + 1)]
    assert told(ASKED, CALLED, *lines) == [f"line {n}" for n in range(1, MOST + 1)]
