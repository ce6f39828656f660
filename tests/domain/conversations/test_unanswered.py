"""Since when a customer waits for an answer: begun by the first words nobody answered, ended by whoever may answer."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.conversation import Conversation, HandoffReason, OwnerKind
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.conversations.unanswered import (
    Effect,
    agent_was_silent,
    effect_of_change,
    effect_of_turn,
    effect_of_words,
    is_heard,
    waits_since,
)

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=5)
TICK = timedelta(microseconds=1)
PRESS = '/rate{"id": "7", "score": "good"}'
ME = 1
LED = Conversation("c")
QUEUED = LED.hand_off("commercial", HandoffReason.ASKED, NOW)
HELD = QUEUED.accept(ME)
CLOSED = HELD.resolve(ME)


@pytest.mark.parametrize(
    ("effect", "before", "after"),
    [
        (Effect.BEGINS, None, NOW),
        (Effect.BEGINS, EARLIER, EARLIER),
        (Effect.ENDS, EARLIER, None),
        (Effect.ENDS, None, None),
        (Effect.NONE, EARLIER, EARLIER),
        (Effect.NONE, None, None),
    ],
)
def test_the_first_unanswered_message_counts_and_an_answer_ends_the_wait(
    effect: Effect, before: datetime | None, after: datetime | None
) -> None:
    assert effect.applied(before, NOW) == after


@pytest.mark.parametrize(
    ("author", "choice", "led", "queued", "held"),
    [
        (Author.CUSTOMER, None, Effect.BEGINS, Effect.BEGINS, Effect.BEGINS),
        (Author.CUSTOMER, "/find_invoice", Effect.BEGINS, Effect.BEGINS, Effect.BEGINS),
        (Author.CUSTOMER, PRESS, Effect.NONE, Effect.NONE, Effect.NONE),
        (Author.AGENT, None, Effect.ENDS, Effect.ENDS, Effect.ENDS),
        (Author.BOT, None, Effect.ENDS, Effect.NONE, Effect.NONE),
        (Author.DESK, None, Effect.ENDS, Effect.NONE, Effect.NONE),
    ],
)
def test_while_a_person_is_expected_only_people_answer_and_a_rating_asks_for_no_answer(
    author: Author, choice: str | None, led: Effect, queued: Effect, held: Effect
) -> None:
    owners = (OwnerKind.BOT, OwnerKind.QUEUE, OwnerKind.AGENT)
    assert [effect_of_words(author, choice, owner) for owner in owners] == [led, queued, held]


@pytest.mark.parametrize(
    ("visibility", "text", "heard"),
    [
        (Visibility.PUBLIC, "Here.", True),
        (Visibility.PUBLIC, "", False),
        (Visibility.NOTE, "odd", False),
        (Visibility.SUPPRESSED, "too late", False),
    ],
)
def test_what_the_customer_cannot_read_means_nothing_to_the_customer(
    visibility: Visibility, text: str, heard: bool
) -> None:
    assert is_heard(visibility, text) is heard


@pytest.mark.parametrize(
    ("after", "effect"),
    [
        (QUEUED, Effect.BEGINS),
        (HELD.transfer(ME, "technical", NOW), Effect.BEGINS),
        (HELD.agent_went_silent(NOW), Effect.BEGINS),
        (HELD, Effect.NONE),
        (HELD.snooze(ME, NOW), Effect.NONE),
        (HELD.hand_back(ME), Effect.NONE),
        (QUEUED.cancel(), Effect.NONE),
        (CLOSED, Effect.NONE),
    ],
)
def test_who_is_put_into_the_queue_waits_from_then_on(after: Conversation, effect: Effect) -> None:
    assert effect_of_change(after) is effect


@pytest.mark.parametrize(
    ("conversation", "choice", "effect"),
    [
        (LED, None, Effect.BEGINS),
        (LED, "/find_invoice", Effect.BEGINS),
        (LED, PRESS, Effect.NONE),
        (QUEUED, None, Effect.NONE),
        (HELD, None, Effect.NONE),
        (CLOSED, None, Effect.NONE),
    ],
)
def test_a_message_the_bot_turns_to_was_answered_by_nothing_said_before(
    conversation: Conversation, choice: str | None, effect: Effect
) -> None:
    assert effect_of_turn(conversation, choice) is effect


@pytest.mark.parametrize(
    ("conversation", "unanswered", "since"),
    [
        (QUEUED, EARLIER, NOW),
        (QUEUED, NOW, NOW),
        (HELD, EARLIER, EARLIER),
        (HELD, None, None),
        (LED, EARLIER, EARLIER),
        (LED, None, None),
    ],
)
def test_lists_count_from_the_queue_and_otherwise_from_the_first_unanswered_message(
    conversation: Conversation, unanswered: datetime | None, since: datetime | None
) -> None:
    assert waits_since(conversation, unanswered) == since


@pytest.mark.parametrize(
    ("conversation", "unanswered", "held_since", "silent"),
    [
        (HELD, NOW, NOW, True),
        (HELD, NOW - TICK, NOW - TICK, True),
        (HELD, NOW + TICK, NOW, False),
        (HELD, NOW, NOW + TICK, False),
        (HELD, None, EARLIER, False),
        (HELD.snooze(ME, NOW), EARLIER, EARLIER, False),
        (QUEUED, EARLIER, EARLIER, False),
        (LED, EARLIER, EARLIER, False),
        (CLOSED, EARLIER, EARLIER, False),
    ],
)
def test_an_agent_is_silent_from_the_limit_on_and_for_what_was_asked_of_this_very_agent(
    conversation: Conversation, unanswered: datetime | None, held_since: datetime, silent: bool
) -> None:
    assert agent_was_silent(conversation, unanswered, held_since, limit=NOW) is silent
