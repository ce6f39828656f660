"""What the components keep with a message of Rasa's, and how they read it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.questions.clauses import MOST, clauses_of
from bot.engine.text import MAX_TAIL, folded

CLAUSES = "clauses"
"""The clauses of a message that has several, each its span and its sentence vector; then its meaning as well."""
MEANING = "meaning"
OWN_WORDS = "own_words"
LONG = 4 * MAX_TAIL
"""Characters of a message in which clauses are looked for: a longer one tells a story with one question."""


def clauses_in(text: str, own: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return where the clauses of the writer's own words stand in a text; none in one whose signs fold to others."""
    found: list[tuple[int, int]] = []
    for start, end in own:
        even = folded(text[start:end])
        if not len(even) == end - start <= LONG:
            return []
        found += [(start + first, start + last) for first, last in clauses_of(even)]
    return found[:MOST]


def words_of(message: Message) -> str:
    """Return what the writer says: a message without the mails it quotes and without its signature."""
    return str(message.get(OWN_WORDS) or message.get(TEXT) or "")


def label_of(message: Message) -> str:
    """Return the intent of an example, with its aspect if it has one: `find_invoice/tax`."""
    return str(message.get(INTENT_RESPONSE_KEY) or message.get(INTENT))


def author_of(message: Message) -> str:
    """Return who wrote an example, as its block in data/nlu says; empty when it does not."""
    return str(((message.get("metadata") or {}).get("intent") or {}).get("author") or "")


def vector_of(message: Message) -> NDArray[np.float32]:
    """Return the sentence vector of a message. Raises RuntimeError where no encoder has worked on it."""
    _, sentence = message.get_dense_features(TEXT, [])
    if sentence is None:
        raise RuntimeError("the sentence encoder must stand before the classifier in config.yml")
    return np.asarray(sentence.features[0], dtype=np.float32)
