"""Customers' text made even: accents, typographic dashes and quotes, odd spaces and stacked marks do not matter."""

import unicodedata
from dataclasses import dataclass

# Longer texts are cut in the middle: a request stands at the beginning or at the end of a long message, and the time
# to understand one stays bounded.
MAX_HEAD = 600
MAX_TAIL = 300

_EVEN = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    **dict.fromkeys("’‘ʼ`´′＇", "'"),
    **dict.fromkeys("“”«»„″", '"'),
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
}


@dataclass(frozen=True)
class Folded:
    """A text in lower case without accents, and for each of its characters its place in the original."""

    text: str
    places: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where [start, end) of the folded text lies in the original."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Return `text` folded for comparison."""
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text))))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            folded.append(plain)
            places.append(place)
    return Folded("".join(folded), tuple(places))


def folded(text: str) -> str:
    """Return `text` folded, where places do not matter."""
    return fold(text).text


def words_of_list(*lines: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(word for line in lines for word in line.split())


def shortened(text: str) -> str:
    """Return `text` with the middle left out when it is long."""
    if len(text) <= MAX_HEAD + MAX_TAIL:
        return text
    return f"{text[:MAX_HEAD]} {text[-MAX_TAIL:]}"


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isspace():
        return " "
    if "\ud800" <= character <= "\udfff":
        return ""  # half of a character, which no other program takes
    lower = character.lower()
    if lower in _EVEN:
        return _EVEN[lower]
    if character in _EVEN:
        return _EVEN[character]
    kept = (part for part in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(part))
    return "".join(kept)[:4]
