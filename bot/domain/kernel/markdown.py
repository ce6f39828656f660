"""The little markdown of the desk's own sentences: bold words, and marks escaped so that they stay what they are."""

import re
from collections.abc import Iterator
from typing import Final

_BOLD: Final = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text without its marks in parts, each with whether it is bold."""
    for number, part in enumerate(_BOLD.split(text)):
        if part:
            yield _ESCAPED.sub(r"\1", part), number % 2 == 1


def unmarked(text: str) -> str:
    """The text as one would read it aloud."""
    return "".join(part for part, _ in pieces(text))
