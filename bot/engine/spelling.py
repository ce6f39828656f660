"""Typing slips in the few words that decide what is asked: "overdeu", « factrue », "Satuday"."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.text import Folded, words_of_list

WORDS: Final = words_of_list(
    "invoice invoices overdue unpaid payment payments balance reminder reminders suspended suspension subscription",
    "subscriptions licence licences license licenses support closed opening response currency refund",
    "monday tuesday wednesday thursday friday saturday sunday tomorrow",
    "facture factures retard impayee impayees paiement paiements echeance relance relances suspendu suspendue",
    "abonnement abonnements horaires ouvert ouverts reponse rappel",
    "mercredi vendredi samedi dimanche demain",
)
"""The words that are put right, folded."""
_SHORT: Final = {"opne": "open", "oepn": "open", "laet": "late", "piad": "paid", "pyaee": "payee", "rgelee": "reglee"}
"""Slips of words that are too short for the rule."""
_OTHER_WORDS: Final = words_of_list(
    "close overt payent repose facturee facturees horaire ouverte impaye impayes suspend rappele",
)
"""Words of their own that a slip may look like: they are left as they are."""
_FROM: Final = 6
"""Letters from which a word is put right by rule: shorter ones resemble too many others."""
_WORD: Final = re.compile(r"(?<![\w@./-])[a-z]{4,16}(?![\w@/-]|\.\w)")
"""Words as they are written in sentences, not those of addresses and numbers."""


def _slips(word: str) -> Iterator[str]:
    """Yield a word with two letters swapped, one left out or one doubled; its first letter is always right."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        if place + 1 < len(word):
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _table() -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for word in sorted(WORDS):
        for slip in _slips(word) if len(word) >= _FROM else ():
            meant.setdefault(slip, set()).add(word)
    sure = {slip: words.pop() for slip, words in meant.items() if len(words) == 1}
    return {slip: word for slip, word in sure.items() if slip not in WORDS | _OTHER_WORDS} | _SHORT


SLIPS: Final = _table()
"""What is put right, and into what; a slip of two words is left as it is."""


def respelt(text: str) -> str:
    """Return a folded text with the words that decide put right."""
    return _WORD.sub(lambda found: SLIPS.get(found[0], found[0]), text)


def respelt_in_place(folded: Folded) -> Folded:
    """Return the same with the place of each letter in the original: those put in stand at the letter before."""
    found = [match for match in _WORD.finditer(folded.text) if match[0] in SLIPS]
    if not found:
        return folded
    text, places, end = "", list[int](), 0
    for match in found:
        word = SLIPS[match[0]]
        last = len(match[0]) - 1
        text += folded.text[end : match.start()] + word
        places += folded.places[end : match.start()]
        places += [folded.places[match.start() + min(place, last)] for place in range(len(word) - 1)]
        places.append(folded.places[match.end() - 1])
        end = match.end()
    return Folded(text + folded.text[end:], (*places, *folded.places[end:]))
