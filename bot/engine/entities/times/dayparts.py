"""Parts of a day and of the week: the morning, after lunch, at night, the weekend."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, matches, says

_ON = (
    r"(?:in the|this|every|each|the|early|tomorrow|today|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|"
    r"sundays?|christmas eve|new year's eve|\d|december|january|july|august)"
)
_LE = (
    r"(?:le|ce|au|du|chaque|demain|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|janvier|juillet|"
    r"aout|decembre)"
)
_PARTS = {
    "afternoon": (
        r"afternoons?|(?:after|past) (?:the )?lunch(?:[- ]?(?:time|break))?|apres[- ]?midis?|aprems?|"
        r"apres (?:le |la )?(?:pause )?(?:dejeuner|manger)|apres la pause(?: de midi)?"
    ),
    "lunch": (
        r"(?<!after )(?<!before )(?<!the )(?:(?:at|over|during|for|through) )?(?:the |your )?lunch(?:[- ]?(?:times?|"
        r"breaks?|hours?))?|pauses?(?: d[eu])?(?: la)? (?:midi|dejeuner)|(?:heures?|temps) d[eu] "
        r"(?:midi|dejeuner|table)|entre (?:midi|12 ?h) et (?:deux|2 ?h?|14 ?h)|pendant le dejeuner"
    ),
    "morning": (
        rf"(?<!\d )(?<!\d in ){_ON} mornings?|before (?:the )?lunch|avant[- ]midi|"
        rf"avant (?:le )?dejeuner|{_LE} matins?|(?:la|en) matinee"
    ),
    "evening": rf"(?:in the |this |{_ON} )?evenings?|tonight|{_LE} soirs?|(?:la|en) soiree",
    "night": (
        r"(?:at|by|all|during the|in the middle of the|every|late at) nights?|nights|overnight|night ?time|"
        r"(?:la|les|de|cette|en pleine|toute la) nuits?"
    ),
    "weekend": r"(?:on |at |over |during )?(?:the )?week[- ]?ends?|(?:la |les |en )?fins? de semaine|(?:ce|le|du) we",
}
_WORDS = {part: re.compile(rf"(?<![\w-])(?<!good )(?:{words})(?![\w-])") for part, words in _PARTS.items()}
_STEMS = (
    *("noon", "lunch", "midi", "aprem", "manger", "dejeuner", "pause", "table", "morning", "matin", "evening", "soir"),
    *("night", "nuit", "week", "semaine", " we"),
)


def dayparts(text: str) -> Iterator[Entity]:
    """Yield the parts of a day spoken of; where two share words, the first in the order above."""
    if not says(text, _STEMS):
        return
    held: list[Entity] = []
    for part, words in _WORDS.items():
        new = list(matches("daypart", words, always(part), text))
        held += [one for one in new if not any(one.overlaps(other) for other in held)]
    yield from sorted(held, key=lambda one: one.start)
