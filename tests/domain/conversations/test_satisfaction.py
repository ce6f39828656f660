"""When the desk asks how its help was, and which answers count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.satisfaction import (
    CHANGE_WITHIN,
    SOLVING,
    LastWords,
    LedByBot,
    Press,
    Rating,
    RatingSubject,
    Score,
    Wish,
    is_comment,
    press_of,
    should_ask_bot,
    should_ask_person,
    solves,
)
from bot.domain.conversations.stretches import Stretch
from bot.domain.customers.audience import may_ask
from bot.domain.customers.identity import VISITOR, Identity, Level, Relationship, Role
from bot.domain.kernel import lengths

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
BILLING = Identity(Level.SIGNED, 1, 1, frozenset({Role.BILLING}))
THANKS = LastWords("thank", 0.95, offers_choice=False, handed_off=False)
LED = LedByBot(frozenset({"greet", "find_invoice"}), with_people=False, asked=False)
RATING = Rating(7, "c", 1, RatingSubject.BOT, NOW)
STRETCH = Stretch(1, "c", 1, "commercial", None, 1, NOW, 1, accepted_at=NOW)
COMMENT = Press(Wish.COMMENT, 7)


@pytest.mark.parametrize(
    ("last", "led", "speaker", "asked"),
    [
        (THANKS, LED, BILLING, True),
        (replace(THANKS, intent="goodbye"), LED, BILLING, True),
        (replace(THANKS, confidence=0.8), LED, BILLING, True),
        (replace(THANKS, confidence=0.79), LED, BILLING, False),
        (replace(THANKS, confidence=None), LED, BILLING, False),
        (replace(THANKS, intent="deny"), LED, BILLING, False),
        (replace(THANKS, intent=None), LED, BILLING, False),
        (replace(THANKS, offers_choice=True), LED, BILLING, False),
        (replace(THANKS, handed_off=True), LED, BILLING, False),
        (THANKS, replace(LED, answered=frozenset({"greet"})), BILLING, False),
        (THANKS, replace(LED, with_people=True), BILLING, False),
        (THANKS, replace(LED, asked=True), BILLING, False),
        (THANKS, LED, VISITOR, False),
        (THANKS, replace(LED, answered=frozenset({"support_hours"})), VISITOR, True),
    ],
)
def test_the_bot_is_asked_about_when_the_customer_ends_what_it_solved_alone(
    last: LastWords, led: LedByBot, speaker: Identity, asked: bool
) -> None:
    assert should_ask_bot(last, led, speaker) is asked


def test_a_refusal_solves_nothing_whoever_asks() -> None:
    speakers = (VISITOR, BILLING, replace(BILLING, relationship=Relationship.DIRECT))
    for speaker in speakers:
        assert all(solves(intent, speaker) == may_ask(speaker, intent) for intent in SOLVING)
    assert not solves("greet", BILLING)


def test_only_a_person_who_wrote_is_asked_about() -> None:
    assert not should_ask_person(STRETCH, None, NOW)
    assert should_ask_person(replace(STRETCH, answered_at=NOW), None, NOW)


def test_nobody_is_asked_twice_within_half_an_hour() -> None:
    written = replace(STRETCH, answered_at=NOW)
    asked = [should_ask_person(written, NOW - timedelta(minutes=ago), NOW) for ago in (0, 29, 30)]
    assert asked == [False, False, True]


@pytest.mark.parametrize(
    ("later", "score", "counts"),
    [
        (timedelta(0), Score.POOR, True),
        (CHANGE_WITHIN - timedelta(microseconds=1), Score.POOR, True),
        (CHANGE_WITHIN, Score.POOR, False),
        (CHANGE_WITHIN + timedelta(days=1), Score.GOOD, True),
    ],
)
def test_another_tap_counts_for_a_while_and_the_first_instant_stays(
    later: timedelta, score: Score, counts: bool
) -> None:
    first = RATING.scored(Score.GOOD, NOW)
    assert first.takes(score, NOW + later) is counts
    if counts:
        assert first.scored(score, NOW + later).scored_at == NOW
    else:
        with pytest.raises(ValueError, match="stands"):
            first.scored(score, NOW + later)


@pytest.mark.parametrize(
    ("choice", "press"),
    [
        ('/rate{"id": "7", "score": "good"}', Press(Wish.SCORE, 7, Score.GOOD)),
        ('/rate_comment{"id": "7"}', COMMENT),
        ('/rate_no_more{"id": "7"}', Press(Wish.NO_MORE, 7)),
        ('/find_invoice{"which": "last"}', None),
        ("/thank", None),
        (None, None),
    ],
)
def test_a_button_of_the_question_is_known_by_its_payload(choice: str | None, press: Press | None) -> None:
    assert press_of(choice) == press


@pytest.mark.parametrize(
    ("text", "before", "comment"),
    [
        ("fine", COMMENT, True),
        ("x" * lengths.COMMENT, COMMENT, True),
        ("x" * (lengths.COMMENT + 1), COMMENT, False),
        ("   ", COMMENT, False),
        ("fine", Press(Wish.SCORE, 7, Score.GOOD), False),
        ("fine", Press(Wish.NO_MORE, 7), False),
        ("fine", None, False),
    ],
)
def test_only_a_short_text_right_after_add_a_comment_is_one(text: str, before: Press | None, comment: bool) -> None:
    assert is_comment(text, before) is comment
