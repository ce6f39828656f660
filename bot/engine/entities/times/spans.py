"""Times that reach from one day to another: the last six months, since March, from May to July; and so long ago."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, matches, says
from bot.engine.entities.quantities import NUMBER, number
from bot.engine.entities.times.beside import beside

_UNIT = (
    r"(?:(?P<D>days?|jours?|jrs?|j)|(?P<W>weeks?|wks?|semaines?|sem)|(?P<M>months?|mths?|mois)|"
    r"(?P<Y>years?|yrs?|ans|an|annees?))(?!\w)"
)
_COUNT = rf"(?P<n>{NUMBER})"
_LAST = r"(?:last|past|previous|preceding|latest|rolling|trailing|recent)"
_DERNIERS = r"(?:derni(?:ers?|eres?)|passe(?:e?s)|ecoule(?:e?s)|glissante?s|precedente?s|recent(?:e?s))"
_ROLLING = (
    re.compile(rf"(?<!\w)(?:(?:in|over|for|during|within|of) )?(?:the |our |my |these )?{_LAST} {_COUNT} ?{_UNIT}"),
    re.compile(rf"(?<![\w.,-])(?:les |nos |mes |ces |des |aux? )?{_COUNT} {_DERNIERS} {_UNIT}"),
    re.compile(rf"(?<![\w.,-])(?:les |nos |mes |ces |des |aux? )?(?:derni(?:ers|eres) )?{_COUNT} {_UNIT} {_DERNIERS}"),
    re.compile(rf"(?<!\w)(?:derniers|dernieres) {_COUNT} {_UNIT}"),
    re.compile(rf"(?<![\w.,-]){_COUNT} rolling {_UNIT}"),
    re.compile(rf"(?<!\w)(?:depuis(?: plus de| environ| bientot)?|since|ces) {_COUNT} {_UNIT}"),
)
_THE_YEAR = re.compile(
    r"(?<!\w)(?:(?:in|over|during|within|for) the (?:last|past) (?:(?P<Y>year)|(?P<M>month)|(?P<W>week))|"
    r"the past (?P<Y2>year)|(?:l'|de l'|sur l')annee (?P<Y3>ecoulee))(?!\w)"
)
_TO_DATE = {
    "Y0..D0": re.compile(
        r"(?<!\w)(?:year[ -]to[ -]date|ytd|(?:so far )?this year so far|(?:since|from) the (?:beginning|"
        r"start) of the year|depuis (?:le )?(?:debut|commencement) (?:de l'|d')annee|depuis le 1er janvier|"
        r"cette annee jusqu'(?:ici|a present))(?!\w)"
    ),
    "M0..D0": re.compile(
        r"(?<!\w)(?:month[ -]to[ -]date|mtd|this month so far|(?:since|from) the (?:beginning|start) of the month|"
        r"depuis (?:le )?debut du mois)(?!\w)"
    ),
}
_BACK_STEMS = (
    *("last", "past", "previous", "preced", "latest", "rolling", "trailing", "recent", "derni", "passe", "ecoule"),
    *("glissant", "depuis", "since", "ces "),
)
_UNIT_STEMS = ("day", "jour", "jr", " j", "week", "wk", "sem", "month", "mth", "mois", "year", "yr", " an", "annee")
_UNIT_AGAIN = _UNIT.replace("(?P<", "(?P<ago_")
_AGO = re.compile(rf"(?<![\w.,-])(?P<n>an?|{NUMBER}) ?{_UNIT} ago(?!\w)|(?<!\w)il y a (?P<n2>{NUMBER}) ?{_UNIT_AGAIN}")

_OF = re.compile(r"(?:^\W*|(?<!\w)(?:from|of|de|d'|dated|datee?)(?: about| around| environ)? ?)$")
_TO = re.compile(r" ?(?:to|until|till?|through|thru|up to|a|au|jusqu'(?:a|en|au)|-|en) ?(?:the |le |la |l'|en |fin )?")
_AND = re.compile(r" ?(?:and|et|&) ?(?:the |le |la |l'|en )?")
_FROM = re.compile(r"(?<!\w)(?:from|between|du|de|d'|entre|des|depuis|since)(?: the| le| la| l'| debut)? ?$")
_BETWEEN = re.compile(r"(?<!\w)(?:between|entre)(?: the| le| la| l')? ?$")
_DAY_BEFORE = re.compile(
    r"(?<![\w.,/-])(?P<cue>(?:from|between|du|entre(?: le)?|des?|le) )?(?:the )?(?P<d>0?[1-9]|[12]\d|3[01])(?:er|st|"
    r"nd|rd|th)? (?:(?P<to>to|until|till|through|au|a|jusqu'au)|and|et(?: le)?) (?:the )?$"
)
_SINCE = re.compile(r"(?<!\w)(?:ever )?(?:since|depuis)(?: the| le| la| l'| debut| early| fin| start of)? ?$")
_STARTING = re.compile(
    r"(?<!\w)(?:starting|starting (?:in|from|with)|beginning (?:in|with)|as of|a partir d[eu']|a compter d[eu']|des)"
    r"(?: le| la| l')? ?$"
)
_ON = re.compile(r" (?:on(?:wards?)?(?! (?:my|our|the|your))|and (?:on|later|after)|till now|until now)(?!\w)")
_UNTIL = re.compile(r"(?<!\w)(?:until|till?|up (?:to|until)|jusqu'(?:a|en|au)(?: fin| la fin de)?)(?: the| le)? ?$")
_BEFORE = re.compile(r"(?<!\w)(?:before|prior to|earlier than|avant)(?: the| le| la| l')? ?$")
_AFTER = re.compile(r"(?<!\w)(?:after|later than|apres)(?: the| le| la| l')? ?$")
_COMPARED = (
    *("diff", "ecart", "gap", "compar", "chang", "versus", " vs", "hausse", "augment", "increas", "jump", "went up"),
    *("gone up", "dearer", "cher", "higher", "why", "pourquoi", "baiss", "lower"),
)  # who says one of these sets two times against each other: "the difference between March and April"
_LISTED = re.compile(r"invoic|bill|factur|payment|paiement|statement|avoir|credit|charge|spen[dt]|depens|paid|pay[ei]")
_LOOK_BACK = 28  # characters before a day within which the word stands that makes a span of it


def rolling(text: str) -> Iterator[Entity]:
    """Yield spans counted back from today, and what of a year or month has passed."""
    if says(text, _BACK_STEMS) and says(text, _UNIT_STEMS):
        for pattern in _ROLLING:
            yield from matches("span", pattern, _back, text)
        yield from matches("span", _THE_YEAR, lambda found: f"R-1{(found.lastgroup or 'Y')[0]}", text)
    if says(text, ("ytd", "mtd", "dat", "far", "debut", "of the", "1er")):
        for code, words in _TO_DATE.items():
            yield from matches("span", words, always(code), text)


def ago(text: str) -> Iterator[Entity]:
    """Yield the day, week or month that is so long ago; a year ago is the same month of that year.

    Days and weeks ago something was mostly done; they name what is "from two weeks ago" only.
    """
    if "ago" not in text and "il y a" not in text:
        return
    for match in _AGO.finditer(text):
        count = number(match["n"] or match["n2"]) if (match["n"] or match["n2"]) not in ("a", "an") else 1
        unit = next(name[-1] for name, found in match.groupdict().items() if found and name[-1] in "DWMY")
        code = {"D": f"D-{count}", "W": f"W-{count}", "M": f"M-{count}", "Y": f"M-{(count or 0) * 12}"}[unit]
        near = unit in "DW" and not _OF.search(text[max(0, match.start() - 12) : match.start()])
        if count and not near and count <= {"D": 999, "W": 99, "M": 120, "Y": 20}[unit]:
            yield Entity("date" if unit == "D" else "period", code, *match.span())


def joined(text: str, days: list[Entity]) -> Iterator[Entity]:
    """Yield spans made of the days and periods found in a text, in their order: from one to another, since one."""
    place = 0
    listed = _LISTED.search(text) is not None
    while place < len(days):
        day, after = days[place], days[place + 1] if place + 1 < len(days) else None
        place += 1
        if after is not None and (span := _range(text, day, after)):
            place += 1
            yield span
        elif span := _day_before(text, day) or _open(text, day, listed):
            yield span


def _back(found: re.Match[str]) -> str | None:
    count = number(found["n"])
    unit = next(name for name in "DWMY" if found[name])
    return f"R-{count}{unit}" if count and count <= 999 else None


def _range(text: str, first: Entity, last: Entity) -> Entity | None:
    """Return the span from one day or period to the next one, where the words between them say so."""
    between, before = text[first.end : last.start], text[max(0, first.start - _LOOK_BACK) : first.start]
    cue = _FROM.search(before)
    weekdays = re.fullmatch("W[1-7]", first.value) and re.fullmatch("W[1-7]", last.value)
    both = _AND.fullmatch(between) and _BETWEEN.search(before) and not says(text, _COMPARED)
    if weekdays or not (_TO.fullmatch(between) or both):
        return None
    start = first.start - len(before) + cue.start() if cue else first.start
    return Entity("span", f"{first.value}..{last.value}", start, last.end)


def _day_before(text: str, last: Entity) -> Entity | None:
    """Return the span whose beginning is a day of the month its end names: "from 1 to 15 May"."""
    before = text[max(0, last.start - _LOOK_BACK) : last.start]
    found = _DAY_BEFORE.search(before)
    if not found or not re.fullmatch(r".*-\d\d-\d\d", last.value):
        return None
    between = found["cue"] and found["cue"].startswith(("between", "entre", "du", "from"))
    if int(found["d"]) >= int(last.value[-2:]) or not (found["to"] or between):
        return None
    first = f"{last.value[:-2]}{int(found['d']):02}"
    return Entity("span", f"{first}..{last.value}", last.start - len(before) + found.start(), last.end)


def _open(text: str, day: Entity, listed: bool) -> Entity | None:
    """Return the span that begins or ends with a day or period; days do so where invoices or money are spoken of."""
    before = text[max(0, day.start - _LOOK_BACK) : day.start]
    spans = listed or day.name == "period"
    if (found := _SINCE.search(before)) or (spans and (found := _STARTING.search(before))):
        value = f"{day.value}.."
    elif (tail := _ON.match(text, day.end)) and (found := _FROM.search(before)):
        return Entity("span", f"{day.value}..", day.start - len(before) + found.start(), tail.end())
    elif spans and (found := _UNTIL.search(before)):
        value = f"..{day.value}"
    elif listed and (found := _BEFORE.search(before)) and (code := beside(day.value, -1)):
        value = f"..{code}"
    elif listed and (found := _AFTER.search(before)) and (code := beside(day.value, +1)):
        value = f"{code}.."
    else:
        return None
    return Entity("span", value, day.start - len(before) + found.start(), day.end)
