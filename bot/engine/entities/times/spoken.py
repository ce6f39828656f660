"""Times of day as they are spoken: "2 in the morning", « deux heures du matin », "Tuesday at 2"."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says
from bot.engine.entities.quantities import NUMBER, number

_DAY = r"(?:today|tomorrow|(?:on |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
_OF_PART: Final = re.compile(
    rf"(?<![\w.:/-])(?P<h>{NUMBER})(?:[:.](?P<m>[0-5]\d)| ?h(?:eures?)? ?(?P<min>[0-5]\d)?)?(?: ?o'?clock)? "
    r"(?:in the |at |du |de l'|de la )(?P<part>morning|afternoon|evening|night|mat(?:in)?|apres[- ]?midi|aprem|soir|"
    r"nuit)(?!\w)"
)
_AT_HOUR: Final = re.compile(
    rf"^\W*(?:(?:and|or|so|ok|but|what about|how about)\W+)*at (?P<alone>1?\d|2[0-3])\W*$|"
    rf"(?<![\w-]){_DAY} at (?P<after>1?\d|2[0-3])(?![\w:.%]|,\d| ?(?:o'?clock|[ap]\.?m|h\b|%|€|eur))|"
    rf"(?<!\w)at (?P<before>1?\d|2[0-3]) {_DAY}(?!\w)"
)
_PART_STEMS: Final = ("morning", "noon", "evening", "night", "mat", "midi", "aprem", "soir", "nuit")
_AT_STEMS: Final = ("at ",)
_NIGHT: Final = frozenset({"night", "nuit"})
_MORNING: Final = frozenset({"morning", "mat", "matin"})
_SAID: Final = re.compile(
    r"(?<!\w)(?:mornings?|nights?|mat(?:in|ins)?|nuits?|midnight|minuit|[ap]\.m)(?!\w)|\d ?[ap]\.?m(?!\w)"
)
_UNSAID: Final = re.compile(
    r"(?<![\w.:/-])(?:[1-6](?:\s?o'?clock|\s?h(?:eures?)?(?:\s?[0-5]\d)?(?!\w)|:[0-5]\d(?![\w:]))"
    r"|(?<=\bat )[1-6](?![\w:.,%]))"
)
LOOKED_AT: Final = 400
"""Characters of a text in which it is looked for whether the half of the day is said."""


def times(text: str) -> Iterator[Entity]:
    """Yield times as HH:MM that a part of the day stands beside, and hours after "at" where a day is named."""
    if says(text, _PART_STEMS):
        for found in _OF_PART.finditer(text):
            if (time := _of_part(found)) is not None:
                yield Entity("time", time, *found.span())
    if says(text, _AT_STEMS):
        for found in _AT_HOUR.finditer(text):
            group = str(found.lastgroup)
            yield Entity("time", f"{int(found[group]):02}:00", *found.span(group))


def is_half_unsaid(text: str) -> bool:
    """Return whether an hour from 1 to 6 is named and nothing says whether it is at night or in the afternoon.

    "13:00" and "01:00" say it, "1 o'clock", "1:30" and « 1 h » do not.
    """
    looked = text[:LOOKED_AT]
    return _UNSAID.search(looked) is not None and _SAID.search(looked) is None


def _of_part(found: re.Match[str]) -> str | None:
    hour, part = number(found["h"]), found["part"]
    if hour is None or not 0 < hour < 24:
        return None
    minutes = found["m"] or found["min"] or "00"
    if hour > 12:
        return f"{hour}:{minutes}"
    late = part not in _MORNING and (part not in _NIGHT or 5 < hour < 12)
    return f"{hour % 12 + (12 if late else 0):02}:{minutes}"
