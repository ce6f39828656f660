"""Doubt with the real engine: asked once, then a person; and a repeated turn changes nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.conversations.chat import Answered, Chat
from tests.fixtures.desk import NOW
from tests.fixtures.engine import RunningEngine

pytestmark = pytest.mark.engine

VAGUE = {
    "en": (
        "my boss wants the thing by friday", "we moved to a new office", "I lost the paper", "my manager left",
        "the paper from my colleague", "second floor please", "the box is empty", "do I need to sign something",
    ),
    "fr": (
        "j'ai perdu le papier", "nous avons changé de nom", "ça affiche 42", "envoyez ça à lyon",
        "notre nouvelle collègue arrive lundi", "nous avons déménagé", "deuxième étage", "et le bleu alors",
    ),
}  # fmt: skip
"""Messages a person would ask back about; which of them the model doubts may change with its training."""
NEITHER = {"en": "Something else", "fr": "Autre chose"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_doubt_is_asked_once_and_then_a_person_is_offered(
    language: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    desk = desk_at(NOW)
    doubted = [text for text in VAGUE[language] if NEITHER[language] in _asked(engine, desk, language, text).titles]
    assert doubted, "no vague message is asked back: is the threshold right?"
    chat = Chat.of(engine, desk, "billing@contoso.example", language)
    first = chat.write(doubted[0])
    assert 2 <= len(first.titles) <= 4
    second = chat.write(doubted[-1])
    assert ("colleague" if language == "en" else "collègue") in second.text
    third = chat.write("yes please" if language == "en" else "oui, s'il vous plaît")
    assert third.hand_off == {"queue": "commercial", "reason": "fallback"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_meaning_pressed_is_answered(
    language: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    desk = desk_at(NOW)
    chat = Chat.of(engine, desk, "billing@contoso.example", language)
    for text in VAGUE[language]:
        asked = chat.write(text)
        if NEITHER[language] in asked.titles:
            answered = chat.press(asked.titles[0])
            assert answered.confidence == 1.0
            assert answered.text
            return
        chat.write("no" if language == "en" else "non")
    pytest.fail("no vague message is asked back: is the threshold right?")


def test_a_repeated_turn_opens_no_second_ticket(engine: RunningEngine, desk_at: Callable[[datetime], Desk]) -> None:
    chat = Chat.of(engine, desk_at(NOW), "billing@contoso.example")
    chat.write("open a ticket please")
    chat.press("Technical problem")
    before = chat.state
    first = chat.write("Teams does not start any more since the update", message_id="the-same")
    chat.state = before
    assert chat.write("Teams does not start any more since the update", message_id="the-same").text == first.text


def test_the_state_stays_small_in_a_long_conversation(
    engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    chat = Chat.of(engine, desk_at(NOW), "billing@contoso.example")
    for _ in range(12):
        chat.write("show me the last invoice")
        chat.write("why did it go up?")
    assert len(str(chat.state)) < 20_000


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂", "x" * 8000, "<b>hi</b> **x** [y](http://evil.example)", "\u202e\u0000?"]
)
def test_a_strange_message_is_answered(text: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]) -> None:
    answered: Any = Chat.of(engine, desk_at(NOW), "billing@contoso.example").write(text)
    assert answered.text
    assert "<b>" not in answered.text


def _asked(engine: RunningEngine, desk: Desk, language: str, text: str) -> Answered:
    return Chat.of(engine, desk, "billing@contoso.example", language).write(text)
