"""Takes out of a customer's message what tells who wrote it, and leaves a sentence one can still learn from.

What a model needs keeps its shape: invoices and tickets get neutral numbers in the same spelling; amounts, dates,
times, products and error codes stay. Every substitute is masked to itself: masking twice changes nothing more.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from bot.domain.learning.masking_names import mask_names
from bot.domain.learning.masking_shapes import mask_shapes

ROUNDS: Final = 40
"""More than any text needs to come to rest (a name may show beside an address that hid it); one or two are the rule."""

_GAP: Final = re.compile(r"[^\S\n]+")
_BREAK: Final = re.compile(r"\s*\n\s*")
_INVISIBLE: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0")
"""Characters nobody sees that Unicode does not class as formatting: soft hyphen, joiners, fillers."""
_EVEN: Final = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2019\u2018\u02bc\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u3002\uff0e\uff61\u2024\u2027\u30fb", "."),
    "\u2044": "/",
    "\u2215": "/",
})  # fmt: skip


def mask(text: str, *, people: Iterable[str] = (), companies: Iterable[str] = ()) -> str:
    """The text without addresses, numbers of accounts and telephones, links and names.

    `people` and `companies` are names known from the file (the conversation's contact and customer): each of their
    words of more than two letters is replaced wherever it stands, whatever its case and accents. Other names are
    found by what stands around them ("my name is ..."). Digits, dashes and spaces come out as
    ASCII, runs of spaces as one.
    """
    people, companies = tuple(people), tuple(companies)
    seen = [_evened(text)]
    while len(seen) <= ROUNDS:
        masked = mask_names(mask_shapes(seen[-1]), people, companies)
        if masked in seen:
            return min(seen[seen.index(masked) :])  # two readings that undo each other: always the same one of them
        seen.append(masked)
    return seen[-1]


def _evened(text: str) -> str:
    """One spelling for what looks alike: compatibility forms, digits of any script, spaces, dashes."""
    composed = unicodedata.normalize("NFKC", text).translate(_EVEN)
    plain = "".join(_plain(character) for character in composed)
    return _BREAK.sub("\n", _GAP.sub(" ", plain)).strip()


def _plain(character: str) -> str:
    if character.isascii():
        return "\n" if character in "\r\x0b\x0c" else character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Cf", "Cs", "Cn", "Co"} or character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return ""
    return " " if character.isspace() else character
