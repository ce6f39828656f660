"""What an entity is to the rules: a name, a value and its place in the folded text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Entity:
    """One thing a message names; `start` and `end` are places in the text it was found in."""

    name: str
    value: str
    start: int
    end: int

    def overlaps(self, other: "Entity") -> bool:
        """Return whether both use a character in common."""
        return self.start < other.end and other.start < self.end


def says(text: str, stems: Iterable[str]) -> bool:
    """Return whether one of the stems stands anywhere in the text, which is found out far faster than a pattern."""
    for stem in stems:  # noqa: SIM110 - a generator in any() takes three times as long
        if stem in text:
            return True
    return False


def has_digit(text: str) -> bool:
    """Return whether there is a digit in the text."""
    return _DIGIT.search(text) is not None


def always(value: str) -> Callable[[re.Match[str]], str]:
    """Return the value of a rule whose every match means the same."""
    return lambda _: value


def matches(
    name: str, pattern: re.Pattern[str], value: Callable[[re.Match[str]], str | None], text: str
) -> Iterator[Entity]:
    """Yield an entity for each match of `pattern` for which `value` gives one; its place is group "at" where there is one."""  # noqa: E501
    for match in pattern.finditer(text):
        found = value(match)
        if found is not None:
            group: int | str = "at" if "at" in pattern.groupindex else 0
            yield Entity(name, found, match.start(group), match.end(group))
