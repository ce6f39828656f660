"""Messages worth a second look, and what people may say that they meant."""

from enum import StrEnum
from typing import Final

from bot.domain.conversations.topics import QUESTIONS

NOT_UNDERSTOOD: Final = "nlu_fallback"
OUT_OF_SCOPE: Final = "out_of_scope"
ASKS_FOR_A_PERSON: Final = "talk_to_human"
COURTESIES: Final = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "switch_language"})

TAUGHT: Final = QUESTIONS | COURTESIES | {ASKS_FOR_A_PERSON, OUT_OF_SCOPE}
"""The intents with training examples: one of them is a review, or none for a message nobody can learn from."""

CLARIFIED: Final = frozenset({NOT_UNDERSTOOD, OUT_OF_SCOPE})
"""Understood as nothing the desk answers: the customer was asked back or turned away."""

DOUBTFUL_BELOW: Final = 0.6
"""Confidence (the probability that this very intent is meant) below which an answer is worth checking."""


class Reason(StrEnum):
    """Why a message is in the inbox; it may be there for several reasons."""

    UNSURE = "unsure"
    CLARIFIED = "clarified"
    HANDED_OFF = "handed_off"
    CORRECTED = "corrected"
    MISSED = "missed"
