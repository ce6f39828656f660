"""Days people call by a name, as dates: Christmas, Easter Monday, the days around them."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.periods import Period

_FIXED: Final = {
    "christmas": (12, 25),
    "christmas_eve": (12, 24),
    "boxing_day": (12, 26),
    "new_year": (1, 1),
    "new_year_eve": (12, 31),
    "labour_day": (5, 1),
    "victory_day": (5, 8),
    "bastille_day": (7, 14),
    "national_day": (7, 14),
    "assumption": (8, 15),
    "all_saints": (11, 1),
    "armistice": (11, 11),
    "year_end": (12, 26),
    "saint_patrick": (3, 17),
    "kings_day": (4, 27),
    "saint_jean": (6, 24),
    "canada_day": (7, 1),
    "independence_day": (7, 4),
    "belgian_day": (7, 21),
    "swiss_day": (8, 1),
    "halloween": (10, 31),
}
_NTH: Final = {
    "mlk_day": (1, 0, 3),
    "presidents_day": (2, 0, 3),
    "early_may": (5, 0, 1),
    "memorial_day": (5, 0, -1),
    "august_bank_holiday": (8, 0, -1),
    "columbus_day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
}
"""Month, weekday (0 is Monday) and which of them in the month, -1 the last: days that other countries keep."""
_AFTER_EASTER: Final = {"good_friday": -2, "easter": 0, "easter_monday": 1, "ascension": 39, "whit_monday": 50}
_ELSEWHERE: Final = {"labour_day": ("labor day", "labour day"), "national_day": ("national day",)}
NAMED_DAYS: Final = frozenset(_FIXED) | frozenset(_AFTER_EASTER) | frozenset(_NTH)
"""The codes there are."""

ABROAD: Final = frozenset(_NTH) | frozenset({
    "saint_patrick", "kings_day", "saint_jean", "canada_day", "independence_day", "belgian_day", "swiss_day",
    "halloween",
})  # fmt: skip
"""Days other countries keep: where the partner does not, that is said."""

_NO_DAYS: Final[Mapping[date, Mapping[str, str]]] = MappingProxyType({})


def holiday_date(
    code: str, today: date, *, ahead: bool = True, closed: Mapping[date, Mapping[str, str]] = _NO_DAYS
) -> date:
    """The next such day, today included, or with `ahead` False the most recent; of `year_end` its first day.

    `closed` are the partner's public holidays with their names by language: a day that other countries keep on another
    date (Labour Day, the national day) is taken from there. Raises PeriodUnclear for a code that is none.
    """
    days = _kept_on(code, closed) or [_in_year(code, year) for year in range(today.year - 1, today.year + 2)]
    found = [day for day in days if (day >= today if ahead else day <= today)]
    if not found:
        raise PeriodUnclear(code=code)
    return min(found) if ahead else max(found)


def holiday_period(
    code: str, today: date, *, ahead: bool = True, closed: Mapping[date, Mapping[str, str]] = _NO_DAYS
) -> Period:
    """The days a name covers: one, but those between Christmas and New Year. Raises PeriodUnclear."""
    first = holiday_date(code, today, ahead=ahead, closed=closed)
    if code != "year_end":
        return Period(first, first)
    if ahead and today.month == 12 and today.day > 26:  # the days have begun, and what is left of them is meant
        first = date(today.year, 12, 26)
    return Period(first, date(first.year, 12, 31))


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _in_year(code: str, year: int) -> date:
    if code in _AFTER_EASTER:
        return easter(year) + timedelta(days=_AFTER_EASTER[code])
    if code in _NTH:
        return _nth(year, *_NTH[code])
    if code not in _FIXED:
        raise PeriodUnclear(code=code)
    return date(year, *_FIXED[code])


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second ... such weekday of a month; with -1 the last. `weekday` 0 is Monday."""
    days = [date(year, month, day) for day in range(1, 29)]
    if which < 0:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return [day for day in days if day.weekday() == weekday][which - 1]


def _kept_on(code: str, closed: Mapping[date, Mapping[str, str]]) -> list[date]:
    names = _ELSEWHERE.get(code, ())
    return [day for day, called in closed.items() if called.get("en", "").casefold() in names]
