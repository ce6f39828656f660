"""Days named by their number alone: the 26th, le 15, of whichever month is near."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, has_digit, matches

_ORDINAL: Final = re.compile(
    r"(?<!\w)(?:the|on|by|til|till|until|of) (?:the )?(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)"
    r"(?! (?:of|time|attempt|user|seat|line|item|invoice|month|floor|anniversary|century|day|one|person|in a row|"
    r"street|avenue))(?!\w)|"
    r"(?<!\w)(?:le|au|du|avant le|d'ici le|jusqu'au|et le|ou le) (?P<jour>[12]?\d|3[01])(?:er)?(?=\s*(?:[?!;)]|"
    r"[.,](?!\d)|$|et\b|ou\b|svp|stp|pour\b|au plus))"
)


def numbered_days(text: str) -> Iterator[Entity]:
    """Yield days of which nothing but the number is said, as `N26`."""
    if has_digit(text):
        yield from matches("date", _ORDINAL, _code, text)


def _code(found: re.Match[str]) -> str | None:
    number = int(found["d"] or found["jour"])
    return f"N{number:02}" if number else None
