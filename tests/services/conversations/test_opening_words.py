"""The next opening and the first answer are told in the same words whoever tells them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.kernel.hours import OpenState, Schedule, Shift
from bot.services.conversations.sentences.opening_words import Say, first_answer, state_text
from bot.settings import ROOT
from bot.words import Words

PARIS = ZoneInfo("Europe/Paris")
EARLY_WEEK = Schedule(PARIS, {day: (Shift(time(9), time(0)),) for day in (1, 2)})
"""Open on Mondays and Tuesdays from nine until midnight."""
NEVER = Schedule(PARIS, {})
OPEN = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
CLOSED = datetime(2026, 11, 29, 22, 30, tzinfo=UTC)
"""A Sunday, 23:30 in Paris: tomorrow there begins an hour before it does in UTC."""


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load(ROOT / "data" / "responses.yml")


def saying(words: Words, locale: str) -> Say:
    return lambda key, **blanks: words.say(f"utter_{key}", locale[:2], **blanks)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_GB", "You will have a first answer on Tuesday 1 December at 14:30 at the latest."),
        ("en_US", "You will have a first answer on Tuesday, December 1 at 14:30 at the latest."),
        ("fr_FR", "Vous aurez une première réponse le mardi 1er décembre à 14:30 au plus tard."),
        ("fr_CA", "Vous aurez une première réponse le mardi 1er décembre à 14:30 au plus tard."),
    ],
)
def test_a_promised_answer_is_told_at_the_partners_place(words: Words, locale: str, said: str) -> None:
    promised = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
    assert first_answer(saying(words, locale), promised, EARLY_WEEK, CLOSED, locale) == said


def test_without_a_promise_the_next_opening_is_told(words: Words) -> None:
    said = first_answer(saying(words, "en_GB"), None, EARLY_WEEK, CLOSED, "en_GB")
    assert said == "We are closed right now; our team will look at it from our next opening, tomorrow at 09:00."


@pytest.mark.parametrize(("schedule", "now"), [(EARLY_WEEK, OPEN), (NEVER, CLOSED)], ids=["open", "no opening planned"])
def test_without_promise_and_opening_nothing_is_made_up(words: Words, schedule: Schedule, now: datetime) -> None:
    said = first_answer(saying(words, "fr_FR"), None, schedule, now, "fr_FR")
    assert said == words.say("utter_ticket_answer_soon", "fr")


@pytest.mark.parametrize(
    ("state", "english", "french"),
    [
        (
            OpenState(True, until=datetime(2026, 11, 30, 18, 0, tzinfo=PARIS)),
            "We are open right now, until 18:00.",
            "Nous sommes ouverts en ce moment, jusqu'à 18:00.",
        ),
        (
            OpenState(False, opens_at=datetime(2026, 12, 1, 9, 0, tzinfo=PARIS)),
            "We are closed right now and open again on Tuesday 1 December at 09:00.",
            "Nous sommes fermés en ce moment et rouvrons le mardi 1er décembre à 09:00.",
        ),
        (
            OpenState(False, opens_at=datetime(2026, 11, 30, 9, tzinfo=PARIS), holiday={"en": "Feast", "fr": "Fête"}),
            "We are closed today (Feast) and open again tomorrow at 09:00.",
            "Nous sommes fermés aujourd'hui (Fête) et rouvrons demain à 09:00.",
        ),
        (OpenState(False), "We are closed right now.", "Nous sommes fermés en ce moment."),
    ],
    ids=["open", "closed", "holiday", "no opening planned"],
)
def test_open_or_closed_in_both_languages(words: Words, state: OpenState, english: str, french: str) -> None:
    said = [state_text(saying(words, locale), state, CLOSED, locale) for locale in ("en_GB", "fr_FR")]
    assert said == [english, french]
