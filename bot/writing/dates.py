"""Days, times and periods in words. Locales are CLDR's ("en_GB", "fr_CA"), of a language the desk speaks.

French counts the first of a month as an ordinal: 1er décembre (Imprimerie nationale, Office québécois de la langue
française). Times are of the 24-hour clock in every locale, as the partner's opening hours are.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, get_day_names, get_timezone_location

from bot.domain.kernel.locales import language_of
from bot.domain.kernel.periods import Period, month

_FIRST: Final = re.compile(r"\b1(?=[\s–])")
_AT: Final[Mapping[str, str]] = {"en": "{day} at {time}", "fr": "{day} à {time}"}
_ON: Final[Mapping[str, str]] = {"en": "on {day}", "fr": "le {day}"}
_AHEAD: Final[Mapping[str, tuple[str, str]]] = {"en": ("today", "tomorrow"), "fr": ("aujourd'hui", "demain")}
"""What the days from today on are called."""
_HALF_A_YEAR: Final = 182


def day(on: date, locale: str) -> str:
    """A date in full: "21 November 2026", "November 21, 2026", "1er décembre 2026"."""
    return _ordinal(format_date(on, "long", locale=locale), locale)


def short_day(on: date, locale: str) -> str:
    """A date with its month shortened: "21 Nov 2026", "1er déc. 2026"."""
    return _ordinal(format_date(on, "medium", locale=locale), locale)


def brief_day(on: date, locale: str) -> str:
    """A date without its year, for little room: "21 Nov", "Nov 21", "1er déc."."""
    return _ordinal(format_skeleton("MMMd", on, locale=locale), locale)


def near_day(on: date, locale: str) -> str:
    """A date near now, with its weekday and without its year: "Saturday 21 November", "Saturday, November 21"."""
    return _with_weekday(on, format_skeleton("MMMMd", on, locale=locale), locale)


def whole_day(on: date, locale: str) -> str:
    """A date with weekday and year: "Saturday 21 November 2026", "Saturday, November 21, 2026"."""
    return _with_weekday(on, format_date(on, "long", locale=locale), locale)


def weekday(number: int, locale: str, *, short: bool = False) -> str:
    """The name of a weekday, 1 for Monday to 7 (ISO 8601): "Monday", short "Mon"."""
    return str(get_day_names("abbreviated" if short else "wide", locale=locale)[number - 1])


def clock(at: datetime | time) -> str:
    """The time of day where `at` is: "09:05"."""
    return f"{at:%H:%M}"


def city(zone: ZoneInfo, locale: str) -> str:
    """The city a time zone is called by: "Paris", "New York", "Londres"; "UTC" for the one without."""
    if zone.key.rpartition("/")[2] in {"UTC", "GMT"}:
        return "UTC"
    return get_timezone_location(zone, locale=locale, return_city=True)


def from_to(begin: datetime | time, end: datetime | time) -> str:
    """From one time of day to another: "09:00–12:30"."""
    return f"{clock(begin)}–{clock(end)}"


def moment(at: datetime, locale: str) -> str:
    """Day and time where `at` is, whatever today is: "Monday 23 November at 09:00"."""
    return _at(near_day(at.date(), locale), at, locale)


def when(at: datetime, today: date, locale: str) -> str:
    """When something is, within a sentence: "today at 09:00", "tomorrow at 09:00", "on Monday 23 November at 09:00".

    `at` and `today` are those of one place. The year is added from half a year before or after today.
    """
    language, ahead = language_of(locale), (at.date() - today).days
    if 0 <= ahead < len(_AHEAD[language]):
        return _at(_AHEAD[language][ahead], at, locale)
    called = near_day(at.date(), locale) if abs(ahead) < _HALF_A_YEAR else whole_day(at.date(), locale)
    return _at(_ON[language].format(day=called), at, locale)


def span(period: Period, locale: str) -> str:
    """A period: a whole month by its name ("November 2026"), anything else by its first and last day."""
    if period == month(period.first.year, period.first.month):
        return format_date(period.first, "LLLL y", locale=locale)
    return _ordinal(format_interval(period.first, period.last, "yMMMd", locale=locale), locale)


def numeric_span(first: date, last: date, locale: str) -> str:
    """Two days in figures, for columns: "01/12/2026 - 31/12/2026"."""
    return f"{_numeric_day(first, locale)} - {_numeric_day(last, locale)}"


def _numeric_day(on: date, locale: str) -> str:
    return format_date(on, "short", locale=locale)


def _at(called: str, at: datetime, locale: str) -> str:
    return _AT[language_of(locale)].format(day=called, time=clock(at))


def _with_weekday(on: date, written: str, locale: str) -> str:
    """American English puts a comma between the weekday and a date that begins with the month."""
    between = ", " if written[0].isalpha() else " "
    return f"{weekday(on.isoweekday(), locale)}{between}{_ordinal(written, locale)}"


def _ordinal(written: str, locale: str) -> str:
    return _FIRST.sub("1er", written) if language_of(locale) == "fr" else written
