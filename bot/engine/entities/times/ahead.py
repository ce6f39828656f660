"""So many days from now, where somebody says when they pay: "we settle it in three weeks"."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says
from bot.engine.entities.quantities import NUMBER, number

_PAYING = (
    r"(?:pay(?:ing|er|e|erai|erons|era|ons)?|paie(?:rai|rons|ra|ment)?|settl(?:e|ing)|clear(?:ing)?|transfer(?:ring)?|"
    r"regl(?:e|er|erai|erons|era|ons|ement)|sold(?:e|er|erai|erons)|vir(?:e|er|erai|erons|ement)|money|fonds|argent)"
)
_AHEAD: Final = re.compile(
    rf"(?<![\w-]){_PAYING}(?![\w-])[^.?!;\n]{{0,50}}?(?<!\w)"
    rf"(?P<at>(?:in|within|dans|d'ici|sous) (?:about |around |environ )?(?:(?P<count>{NUMBER}|a) ?"
    r"(?P<unit>days?|jours?|j|weeks?|semaines?|fortnight|dizaine de jours|quinzaine(?: de jours)?|huitaine)|"
    r"(?P<bare>quinzaine|huitaine)))(?!\w)"
)
_STEMS: Final = ("day", "jour", " j", "week", "semaine", "fortnight", "quinzaine", "huitaine")
_DAYS: Final = {"week": 7, "sema": 7, "fort": 14, "diza": 10, "quin": 15, "huit": 8}
MOST: Final = 366
"""Days ahead up to which a day is told."""


def promised(text: str) -> Iterator[Entity]:
    """Yield the day, as `D21`, so many days or weeks from now on which a folded text says that something is paid."""
    if not says(text, _STEMS):
        return
    for match in _AHEAD.finditer(text):
        count = 1 if match["bare"] or match["count"] == "a" else number(match["count"])
        days = (count or 0) * _DAYS.get((match["bare"] or match["unit"])[:4], 1)
        if 0 < days <= MOST:
            yield Entity("date", f"D{days}", *match.span("at"))
