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
        "about that thing on the account with the licences and the date", "the subscription invoice support payment",
        "can you check the one from the other office", "regarding the account, the other one", "and the seats then",
        "premium", "the number is different", "is it the same as before", "october", "account",
    ),
    "fr": (
        "à propos de ce truc avec les licences et la date", "abonnement facture support paiement",
        "vous pouvez vérifier celui de l'autre bureau", "concernant le compte, l'autre", "et les postes alors",
        "premium", "le numéro est différent", "c'est pareil qu'avant", "octobre", "compte",
    ),
}  # fmt: skip
"""Messages a person would ask back about; which of them the model doubts may change with its training."""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_doubt_is_asked_once_and_then_a_person_is_offered(
    language: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    desk = desk_at(NOW)
    doubted = [text for text in VAGUE[language] if _asked(engine, desk, language, text).intent == "nlu_fallback"]
    if not doubted:
        pytest.skip("this model doubts none of the vague messages")
    chat = Chat.of(engine, desk, "billing@contoso.example", language)
    first = chat.write(doubted[0])
    assert 3 <= len(first.titles) <= 4 or "collègue" in first.text or "colleague" in first.text
    second = chat.write(doubted[-1])
    assert ("colleague" if language == "en" else "collègue") in second.text
    third = chat.write("yes please" if language == "en" else "oui, s'il vous plaît")
    assert third.hand_off is not None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_meaning_pressed_is_answered(
    language: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    desk = desk_at(NOW)
    chat = Chat.of(engine, desk, "billing@contoso.example", language)
    for text in VAGUE[language]:
        asked = chat.write(text)
        if asked.intent == "nlu_fallback" and len(asked.titles) >= 3:
            answered = chat.press(asked.titles[0])
            assert answered.confidence == 1.0
            assert answered.text
            return
        chat.write("no" if language == "en" else "non")
    pytest.skip("this model doubts none of the vague messages")


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
