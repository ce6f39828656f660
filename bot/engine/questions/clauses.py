"""Cuts a text into the clauses that may each be a question of its own."""

import re
from typing import Final

MOST: Final = 4
"""Clauses looked at in one message: who asks more is told what is left over."""
LEAST_WORDS: Final = 2
"""A clause of fewer words belongs to the one before."""

_JOINTS: Final = "and also|and then|and|also|plus|et aussi|et puis|puis|pis|et|aussi|ainsi que|n|&"
_ASKING: Final = (
    "what|when|where|which|who|how|why|is|are|do|does|did|can|could|will|would|have|has|may|"
    r"quel\w*|quand|comment|combien|pourquoi|qui|est[- ]ce|etes|sont|avez|avons|peut|peux|pouvez|puis|ou|a quelle?|"
    r"y a|(?:pour|a|de) combien|(?:sur|dans|pour|de|en|a) quel\w*|"
    "(?:in|on|to|for|against|of) (?:which|what)|for how|at what|by when|until when|since when|pour quand|depuis quand|"
    "jusqu'a quand|jusqu'a quelle|dois|doit|devons|faut|it|they|that|we|elles?|ils?|ca|c'est|on|nous|vous"
)
_CUT: Final = re.compile(
    r"(?<=[?!;])\s+|(?<=[a-z\d)]{2})\.\s+(?=\S)|\n+|\s+(?=\(?\d[.)]\s)|"
    rf",?\s+(?:{_JOINTS})\s+(?=(?:{_ASKING})\b)|"
    r",\s+(?=(?:what|when|how|who|why|which|quand|combien|comment|quel\w*|pourquoi|qui)\b)"
)


def clauses_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a folded text stand, [start, end) each; one for the whole where there is no cut."""
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in _CUT.finditer(text):
        if len(text[start : cut.start()].split()) >= LEAST_WORDS:
            spans.append((start, cut.start()))
            start = cut.end()
        if len(spans) == MOST - 1:
            break
    if len(text[start:].split()) >= LEAST_WORDS or not spans:
        spans.append((start, len(text)))
    else:
        spans[-1] = (spans[-1][0], len(text))
    return tuple(spans)
