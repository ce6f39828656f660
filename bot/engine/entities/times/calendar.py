"""Months, quarters, years, days and times of day; which ones they are in the calendar is for the desk to say."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator

from bot.engine.entities.found import Entity, always, has_digit, matches, says

_MONTHS = {
    1: "january|jan|janvier|janv",
    2: "february|feb|fevrier|fevr|fev",
    3: "march|mar|mars",
    4: "april|apr|avril|avr",
    5: "may|mai",
    6: "june|jun|juin",
    7: "july|jul|juillet|juil",
    8: "august|aug|aout",
    9: "september|sept|sep|septembre",
    10: "october|oct|octobre",
    11: "november|nov|novembre",
    12: "december|dec|decembre",
}
_MONTH_OF = {name: place for place, names in _MONTHS.items() for name in names.split("|")}
# "may" is a verb and French "sept" a number more often than a month: next to a word, a day or a year they are one.
_SURE = "|".join(sorted((name for name in _MONTH_OF if name not in ("may", "sept")), key=len, reverse=True))
_MAY = (
    r"(?:(?<=\bin )|(?<=\bof )|(?<=\bfor )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil )|(?<=\blast )|(?<=\bthis )|(?<=\bmy )|"  # noqa: E501
    r"(?<=\bour )|(?<=\bthe )|(?<=\band )|(?<=\bto )|(?<=\bnot )|(?<=\bbefore )|(?<=\bafter )|(?<=\bbetween )|(?<=\bthrough )|(?<=\d )|(?<=(?:st|nd|rd|th) ))(?:may|sept)(?! (?:i|we|you|be|have|not|it|they|he|she|licen\w+|utilis\w+|postes?|jours?|mois|factures?|heures?)\b)|"  # noqa: E501
    rf"(?:may|sept)(?=\.|,? (?:20)\d\d|'s| (?:invoice|bill|statement|charge|billing)| \d{{1,2}}\b| (?:to|through|till|"
    rf"until) (?:{_SURE})\b)"
)
MONTH = rf"(?:{_SURE}|{_MAY})\.?"
"""A month's name, where it is one."""
_YEAR = r"(?:20[1-4]\d)"
_LATE_YEAR = rf"(?:,? (?:de |of |de l'annee )?(?P<year>{_YEAR})(?![\d.,]\d|\d)| ?'(?P<short>\d\d)(?!\d))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NO_DIGIT = r"(?<![\w./-])"
_END = r"(?![\w]|[-/.]\d)"

_ISO_DATE = re.compile(rf"{_NO_DIGIT}(?P<y>{_YEAR})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>{_DAY}){_END}")
_NUMERIC_DATE = re.compile(rf"{_NO_DIGIT}(?P<a>{_DAY})([-/.])(?P<b>{_DAY})\2(?P<y>{_YEAR}|\d\d){_END}")
_SHORT_DATE = re.compile(rf"{_NO_DIGIT}(?P<a>{_DAY})/(?P<b>\d\d)(?![\w]|[-/.,]\d| ?%)")
_DAY_MONTH = re.compile(
    rf"{_NO_DIGIT}(?P<d>{_DAY})(?:er|st|nd|rd|th|e)?(?: of)?[ -]?(?P<month>{MONTH})(?:{_LATE_YEAR})?(?!\w)"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<month>{MONTH}) (?:the )?(?P<d>{_DAY})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?(?![\w]|[.,:/]\d| ?[€$£%]| ?(?:eur|usd|licen|seat|user))"  # noqa: E501
)
_DAYS = {
    "D0": r"today|tonight|this (?:morning|afternoon|evening)|aujourd'hui|aujourdhui|auj|ce (?:matin|soir)|cet apres[- ]midi|cette apres[- ]midi|cet(?:te)? aprem|cette nuit",  # noqa: E501
    "D-1": r"yesterday|hier",
    "D1": r"tomorrow|tmrw|tomorow|demain",
}
_DAY_WORDS = {
    code: re.compile(rf"(?<![\w-])(?<!day before )(?<!day after )(?<!avant )(?<!apres )(?:{words})(?!\w)")
    for code, words in _DAYS.items()
}
_WEEKDAYS = (
    "mondays?|lundis?",
    "tuesdays?|tues|mardis?",
    "wednesdays?|weds|mercredis?",
    "thursdays?|thurs|jeudis?",
    "fridays?|vendredis?",
    "saturdays?|samedis?",
    "sundays?|dimanches?",
)
_WEEKDAY_STEMS = (
    "day",
    "tues",
    "weds",
    "thurs",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
)
_DAY_STEMS = {
    "D0": ("to", "this", "auj", "ce", "apres"),
    "D-1": ("yester", "hier"),
    "D1": ("tom", "tmrw", "demain"),
}
_LEAP_YEAR = 2024
_WEEKDAY = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<W{place}>{names})' for place, names in enumerate(_WEEKDAYS, 1))})(?!\w)"
)

_ISO_MONTH = re.compile(rf"{_NO_DIGIT}(?P<y>{_YEAR})[-/](?P<m>0[1-9]|1[0-2])(?![\w]|[-/]\d)")
_NUMERIC_MONTH = re.compile(rf"{_NO_DIGIT}(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>{_YEAR}){_END}")
_NAMED_MONTH = re.compile(rf"(?<!\w)(?P<month>{MONTH})(?:{_LATE_YEAR})?(?!\w)")
_ORDINAL = {
    "1": "1(?:er|st|ere)?|first|premier",
    "2": "2(?:e|eme|nd|d|nde)?|second|deuxieme|seconde?",
    "3": "3(?:e|eme|rd)?|third|troisieme",
    "4": "4(?:e|eme|th)?|fourth|quatrieme|last quarter of the year",
}
_QUARTER_YEAR = rf"(?:[ -/]?(?:of |de |en )?(?P<year>{_YEAR}))?(?![\w]|[-/]\d)"
_QUARTERS = {
    code: re.compile(rf"(?<![\w-])(?:[qt]{code}|(?:{words}) (?:quarter|trimestre|trim\b)){_QUARTER_YEAR}")
    for code, words in _ORDINAL.items()
}
_YEAR_ALONE = re.compile(
    rf"(?<![\w.,/:#-])(?<!exchange )(?<!office )(?<!server )(?<!project )(?<!visio )(?<!windows )(?<!outlook )(?<!sharepoint )"  # noqa: E501
    rf"(?<!sql )(?<!excel )(?<!word )(?<!access )(?P<at>{_YEAR})(?![\w€$£%]|[-/.,:']\d| ?(?:eur|euro|usd|chf|gbp|dollar|licen|seat|user| r2))"  # noqa: E501
)
_RELATIVE = {
    "M0": r"this month(?:'s)?|current month|month to date|ce mois(?:[- ]ci)?|(?:le |du )?mois en cours|mois courant",
    "M-2": r"(?:the )?month before last|avant[- ]dernier mois|l'avant dernier mois",
    "M-1": r"(?:last|previous|prior|past) month(?:'s)?|month just gone|(?:le |du )?mois (?:dernier|passe|precedent|d'avant|ecoule)",  # noqa: E501
    "W0": r"this week|current week|cette semaine|semaine en cours",
    "W-1": r"(?:last|previous|prior|past) week(?:'s)?|(?:la )?semaine (?:derniere|passee|precedente|ecoulee)",
    "W+1": r"next week(?:'s)?|the coming week|(?:la )?semaine (?:prochaine|suivante|qui vient)",
    "Q0": r"(?:this|current) quarter|ce trimestre|trimestre en cours",
    "Q-1": r"(?:last|previous|prior|past) quarter|trimestre (?:dernier|passe|precedent|ecoule)|dernier trimestre",
    "Y0": r"(?:this|current) year|cette annee|annee en cours",
    "Y-1": r"(?:last|previous|prior) year|(?:l'an |l'annee |annee )(?:dernier|derniere|passee?|precedente)",
}
_RELATIVE_WORDS = {
    code: re.compile(rf"(?<![\w-])(?:{words})(?!\w)(?! before last)") for code, words in _RELATIVE.items()
}
_WEEK = re.compile(
    rf"(?<!\w)(?:week|semaine|kw|wk) ?(?:no\.? ?|n° ?|# ?|number )?(?P<week>0?[1-9]|[1-4]\d|5[0-3])"
    rf"(?:(?: of| de)? (?P<year>{_YEAR}))?(?![\w%]|[.,/]\d)"
)
_WORDS_OF = {
    "M": ("month", "mois"),
    "Q": ("quarter", "trimestre"),
    "Y": ("year", "annee", "l'an"),
    "W": ("week", "semaine"),
}
_MONTH_STEMS = tuple({name[:3] for name in _MONTH_OF})

_CLOCK = re.compile(
    r"(?<![\w.:/-])(?P<h>[01]?\d|2[0-3])(?::|\s?h\s?|\.(?=\d\d ?[ap]m))(?P<m>[0-5]\d)\s?(?P<half>[ap])?\.?(?(half)m\.?)(?![\w:/])"  # noqa: E501
)
_HOUR = re.compile(
    r"(?<!24/)(?<![\w.:/-])(?<!within )(?<!under )(?<!sous )(?<!dans )(?<!toutes les )(?<!en )(?<!\bin )(?<!d'ici )"
    r"(?P<h>[01]?\d|2[0-4])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|\s?h(?:eures?)?\b(?!/)(?! (?:sur|par|de|ouvre|d')\b| d')| ?o'?clock)"
)
_NOON = {
    "12:00": re.compile(r"(?<![\w-])(?:noon|midday|midi)(?!\w)(?! (?:et demie?|trente|30)\b)"),
    "12:30": re.compile(r"(?<![\w-])midi (?:et demie?|trente|30)(?!\w)"),
    "00:00": re.compile(r"(?<!\w)(?:midnight|minuit)(?!\w)"),
}


def dates(text: str) -> Iterator[Entity]:
    """Yield days: with or without a year, relative to today, or of the week."""
    if has_digit(text):
        yield from matches("date", _ISO_DATE, lambda found: _date(found["y"], found["m"], found["d"]), text)
        yield from matches("date", _NUMERIC_DATE, _numeric_date, text)
        yield from matches("date", _SHORT_DATE, lambda found: _day_first(None, found["a"], found["b"]), text)
        if says(text, _MONTH_STEMS):
            yield from matches("date", _DAY_MONTH, _named_date, text)
            yield from matches("date", _MONTH_DAY, _named_date, text)
    for code, words in _DAY_WORDS.items():
        if says(text, _DAY_STEMS[code]):
            yield from matches("date", words, always(code), text)
    if says(text, _WEEKDAY_STEMS):
        yield from matches("date", _WEEKDAY, lambda found: found.lastgroup, text)


def periods(text: str) -> Iterator[Entity]:
    """Yield weeks, months, quarters and years."""
    said = {unit for unit, words in _WORDS_OF.items() if says(text, words)}
    for code, words in _RELATIVE_WORDS.items():
        if code[0] in said:
            yield from matches("period", words, always(code), text)
    if has_digit(text):
        yield from matches("period", _ISO_MONTH, lambda found: f"{found['y']}-{found['m']}", text)
        yield from matches("period", _NUMERIC_MONTH, lambda found: f"{found['y']}-{int(found['m']):02}", text)
        yield from matches("period", _YEAR_ALONE, lambda found: found["at"], text)
        yield from matches("period", _WEEK, lambda found: _of_year(found["year"], f"W{int(found['week']):02}"), text)
    if has_digit(text) or "Q" in said:
        for code, words in _QUARTERS.items():
            yield from matches("period", words, _quarter(f"Q{code}"), text)
    if says(text, _MONTH_STEMS):
        yield from matches("period", _NAMED_MONTH, _named_month, text)


def times(text: str) -> Iterator[Entity]:
    """Yield times of day as HH:MM."""
    if has_digit(text):
        yield from matches("time", _CLOCK, _time, text)
        yield from matches("time", _HOUR, _time, text)
    for value, words in _NOON.items():
        if "mi" in text or "noon" in text:
            yield from matches("time", words, always(value), text)


def _quarter(code: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _of_year(found["year"], code)


def _of_year(year: str | None, code: str, without: str | None = None) -> str:
    return f"{year}-{code}" if year else without or code


def _month(found: re.Match[str]) -> int:
    return _MONTH_OF[found["month"].removesuffix(".")]


def _year(found: re.Match[str]) -> str | None:
    fields = found.groupdict()
    return fields.get("year") or (f"20{fields['short']}" if fields.get("short") else None)


def _named_month(found: re.Match[str]) -> str:
    return _of_year(_year(found), f"{_month(found):02}", f"M{_month(found):02}")


def _named_date(found: re.Match[str]) -> str | None:
    return _date(_year(found), str(_month(found)), found["d"])


def _numeric_date(found: re.Match[str]) -> str | None:
    year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
    return _day_first(year, found["a"], found["b"])


def _day_first(year: str | None, first: str, second: str) -> str | None:
    """Return the date; the day comes first, as in Europe, unless only the other order is a date."""
    if int(second) > 12:
        first, second = second, first
    return _date(year, second, first)


def _date(year: str | None, month: str, day: str) -> str | None:
    """Return the date, None for a day no calendar has; a 29 February without a year is one."""
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(int(year or _LEAP_YEAR), int(month))[1]:
        return None
    return f"{year or '-'}-{int(month):02}-{int(day):02}"


def _time(found: re.Match[str]) -> str:
    fields = found.groupdict()
    hour = int(fields["h"]) % 24
    if fields.get("half"):
        hour = hour % 12 + (12 if fields["half"] == "p" else 0)
    return f"{hour:02}:{fields.get('m') or '00'}"
