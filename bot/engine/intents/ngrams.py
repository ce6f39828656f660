"""The sparse half of understanding: words, word pairs and pieces of words of a text."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from bot.engine.text import folded, shortened

PIECES = range(2, 6)  # characters
_WORD = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
USUAL = 24  # characters of a word up to which its pieces are remembered: longer ones would fill the memory


@lru_cache(maxsize=16)  # topic and aspect are read from the same texts of one message
def ngrams(text: str) -> Counter[str]:
    """Return how often each word, pair of words and piece of a word occurs. Which digits were typed is forgotten.

    The caller must not change what is returned.
    """
    words = _WORD.findall(_DIGIT.sub("0", folded(shortened(text))))
    counts = Counter(words)
    counts.update(f"{one} {two}" for one, two in pairwise(words))
    for word in words:
        counts.update((_remembered if len(word) <= USUAL else _pieces)(f"_{word}_"))
    return counts


def _pieces(word: str) -> tuple[str, ...]:
    # "#" keeps pieces apart from words
    return tuple(f"#{word[start : start + length]}" for length in PIECES for start in range(len(word) - length + 1))


_remembered = lru_cache(maxsize=4096)(_pieces)  # most words of a message were in others before
