"""Months, quarters, years, days and times of day; which ones they are in the calendar is for the desk to say."""

import re
from collections.abc import Callable, Iterator

from bot.engine.entities.found import Entity, always, matches
from bot.engine.entities.quantities import number

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
    r"(?<=\bour )|(?<=\bthe )|(?<=\band )|(?<=\d )|(?<=(?:st|nd|rd|th) ))(?:may|sept)(?! (?:i|we|you|be|have|not|it|they|he|she|licen\w+|utilis\w+|postes?|jours?|mois|factures?|heures?)\b)|"  # noqa: E501
    r"(?:may|sept)(?=\.|,? (?:20)\d\d|'s| (?:invoice|bill|statement|charge|billing)| \d{1,2}\b)"
)
_MONTH = rf"(?:{_SURE}|{_MAY})\.?"
_YEAR = r"(?:20[1-4]\d)"
_LATE_YEAR = rf"(?:,? (?:de |of |de l'annee )?(?P<year>{_YEAR})(?![\d.,]\d|\d)| ?'(?P<short>\d\d)(?!\d))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NO_DIGIT = r"(?<![\w./-])"
_END = r"(?![\w]|[-/.]\d)"

_ISO_DATE = re.compile(rf"{_NO_DIGIT}(?P<y>{_YEAR})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>{_DAY}){_END}")
_NUMERIC_DATE = re.compile(rf"{_NO_DIGIT}(?P<a>{_DAY})([-/.])(?P<b>{_DAY})\2(?P<y>{_YEAR}|\d\d){_END}")
_SHORT_DATE = re.compile(rf"{_NO_DIGIT}(?P<a>{_DAY})/(?P<b>\d\d)(?![\w]|[-/.,]\d| ?%)")
_DAY_MONTH = re.compile(
    rf"{_NO_DIGIT}(?P<d>{_DAY})(?:er|st|nd|rd|th|e)?(?: of)?[ -]?(?P<month>{_MONTH})(?:{_LATE_YEAR})?(?!\w)"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH}) (?:the )?(?P<d>{_DAY})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?(?![\w]|[.,:/]\d| ?[€$£%]| ?(?:eur|usd|licen|seat|user))"  # noqa: E501
)
_DAYS = {
    "D0": r"today|tonight|this (?:morning|afternoon|evening)|aujourd'hui|aujourdhui|auj|ce (?:matin|soir)|cet apres[- ]midi|cette apres[- ]midi",  # noqa: E501
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
_WEEKDAY = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<W{place}>{names})' for place, names in enumerate(_WEEKDAYS, 1))})(?!\w)"
)

_ISO_MONTH = re.compile(rf"{_NO_DIGIT}(?P<y>{_YEAR})[-/](?P<m>0[1-9]|1[0-2])(?![\w]|[-/]\d)")
_NUMERIC_MONTH = re.compile(rf"{_NO_DIGIT}(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>{_YEAR}){_END}")
_NAMED_MONTH = re.compile(rf"(?<!\w)(?P<month>{_MONTH})(?:{_LATE_YEAR})?(?!\w)")
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
    "M-2": r"(?:the )?month before last|two months ago|2 months ago|il y a (?:deux|2) mois|avant[- ]dernier mois|l'avant dernier mois",  # noqa: E501
    "M-1": r"(?:last|previous|prior|past) month(?:'s)?|month just gone|(?:le |du )?mois (?:dernier|passe|precedent|d'avant|ecoule)|a month ago|il y a un mois",  # noqa: E501
    "Q0": r"(?:this|current) quarter|ce trimestre|trimestre en cours",
    "Q-1": r"(?:last|previous|prior|past) quarter|trimestre (?:dernier|passe|precedent|ecoule)|dernier trimestre",
    "Y0": r"(?:this|current) year|cette annee|annee en cours",
    "Y-1": r"(?:last|previous|prior) year|(?:l'an |l'annee |annee )(?:dernier|derniere|passee?|precedente)",
}
_RELATIVE_WORDS = {
    code: re.compile(rf"(?<![\w-])(?:{words})(?!\w)(?! before last)") for code, words in _RELATIVE.items()
}
_MONTHS_AGO = re.compile(r"(?<!\w)(?:(?P<n>\w+) months ago|il y a (?P<m>\w+) mois)(?!\w)")

_CLOCK = re.compile(
    r"(?<![\w.:/-])(?P<h>[01]?\d|2[0-3])(?::|\s?h\s?|\.(?=\d\d ?[ap]m))(?P<m>[0-5]\d)\s?(?P<half>[ap])?\.?(?(half)m\.?)(?![\w:/])"  # noqa: E501
)
_HOUR = re.compile(
    r"(?<!24/)(?<![\w.:/-])(?<!within )(?<!under )(?<!sous )(?<!dans )(?<!toutes les )(?<!en )(?P<h>[01]?\d|2[0-4])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|\s?h(?:eures?)?\b(?!/)(?! (?:sur|par|de|ouvre|d')\b| d')| ?o'?clock)"
)
_NOON = {
    "12:00": re.compile(r"(?<![\w-])(?:noon|midday|midi)(?!\w)"),
    "00:00": re.compile(r"(?<!\w)(?:midnight|minuit)(?!\w)"),
}


def dates(text: str) -> Iterator[Entity]:
    """Yield days: with or without a year, relative to today, or of the week."""
    yield from matches("date", _ISO_DATE, lambda found: _date(found["y"], found["m"], found["d"]), text)
    yield from matches("date", _NUMERIC_DATE, _numeric_date, text)
    yield from matches("date", _SHORT_DATE, lambda found: _day_first(None, found["a"], found["b"]), text)
    yield from matches("date", _DAY_MONTH, _named_date, text)
    yield from matches("date", _MONTH_DAY, _named_date, text)
    for code, words in _DAY_WORDS.items():
        yield from matches("date", words, always(code), text)
    yield from matches("date", _WEEKDAY, lambda found: found.lastgroup, text)


def periods(text: str) -> Iterator[Entity]:
    """Yield months, quarters and years."""
    for code, words in _RELATIVE_WORDS.items():
        yield from matches("period", words, always(code), text)
    yield from matches("period", _MONTHS_AGO, _months_ago, text)
    yield from matches("period", _ISO_MONTH, lambda found: f"{found['y']}-{found['m']}", text)
    yield from matches("period", _NUMERIC_MONTH, lambda found: f"{found['y']}-{int(found['m']):02}", text)
    for code, words in _QUARTERS.items():
        yield from matches("period", words, _quarter(f"Q{code}"), text)
    yield from matches("period", _NAMED_MONTH, _named_month, text)
    yield from matches("period", _YEAR_ALONE, lambda found: found["at"], text)


def times(text: str) -> Iterator[Entity]:
    """Yield times of day as HH:MM."""
    yield from matches("time", _CLOCK, _time, text)
    yield from matches("time", _HOUR, _time, text)
    for value, words in _NOON.items():
        yield from matches("time", words, always(value), text)


def _quarter(code: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _of_year(found["year"], code, code)


def _of_year(year: str | None, code: str, without: str) -> str:
    return f"{year}-{code}" if year else without


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
    if not 1 <= int(month) <= 12:
        return None
    return f"{year or '-'}-{int(month):02}-{int(day):02}"


def _months_ago(found: re.Match[str]) -> str | None:
    months = number(found["n"] or found["m"])
    return f"M-{months}" if months and months <= 36 else None


def _time(found: re.Match[str]) -> str:
    fields = found.groupdict()
    hour = int(fields["h"]) % 24
    if fields.get("half"):
        hour = hour % 12 + (12 if fields["half"] == "p" else 0)
    return f"{hour:02}:{fields.get('m') or '00'}"
