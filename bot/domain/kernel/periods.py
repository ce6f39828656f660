"""Turns the codes for spoken periods, days and clock times into dates, given today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.kernel import written
from bot.domain.kernel.errors import PeriodUnclear


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period ends before it begins: {self.first} to {self.last}")

    @property
    def days(self) -> int:
        """Days in the period, both ends counted."""
        return (self.last - self.first).days + 1

    @property
    def following(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)


def period_of(code: str, today: date) -> Period:
    """The days a period code means.

    `M0`, `M-1` count calendar months from today's, `Q0`, `Q-1` quarters, `Y0`, `Y-1` years. `M03` and `Q2`
    are the most recent March and second quarter that have begun. `W0`, `W-1`, `W+1` are weeks from Monday to Sunday
    counted from today's, `W31` the most recent such ISO week that has begun. `2026-03`, `2026-Q2`, `2026-W31` and
    `2026` are absolute. Raises PeriodUnclear for anything else and for years outside 1 to 9999.
    """
    for shape, reader in _PERIODS:
        if match := shape.fullmatch(code.strip().upper()):
            try:
                return reader(match.groups(), today)
            except (ValueError, OverflowError) as error:
                raise PeriodUnclear(code=code) from error
    raise PeriodUnclear(code=code)


def span_of(code: str, today: date) -> Period:
    """The days a span means: `R-30D`, `R-2W`, `R-6M`, `R-1Y` back from today, or `FROM..TO`, `FROM..`, `..TO`.

    The ends are codes of periods or days, both included. What is left open reaches from EARLIEST, or to today. An end
    without a year is the first after a beginning. Raises PeriodUnclear for anything else, and for an end before its
    beginning.
    """
    try:
        if match := re.fullmatch(r"R-(\d{1,3})([DWMY])", code.strip().upper()):
            return Period(_back(int(match[1]), match[2], today), today)
        begins, dots, ends = code.partition("..")
        if not dots or not (begins or ends):
            raise PeriodUnclear(code=code)
        return _between(begins, ends, today)
    except (ValueError, OverflowError) as error:
        raise PeriodUnclear(code=code) from error


def day_of(code: str, today: date, *, ahead: bool = False) -> date:
    """The day a date code means.

    `D0`, `D-1`, `D1` count days from today; `2026-08-12` is absolute; `--08-12` is the most recent such day,
    or the next one when `ahead`, and `N26` likewise the 26th of a month; `W1` to `W7` the next such weekday, today
    included (always ahead: it is opening hours that are asked by weekday). Raises PeriodUnclear for anything else.
    """
    text = code.strip().upper()
    try:
        if match := re.fullmatch(r"D(-?\d{1,4})", text):
            return today + timedelta(days=int(match[1]))
        if match := re.fullmatch(r"W([1-7])", text):
            return today + timedelta(days=(int(match[1]) - today.isoweekday()) % 7)
        if match := re.fullmatch(r"N(\d{2})", text):
            return _numbered(int(match[1]), today, ahead)
        if match := re.fullmatch(r"--(\d{2})-(\d{2})", text):
            return _yearly(int(match[1]), int(match[2]), today, ahead)
        if day := written.day_of(text):
            return day
    except (ValueError, OverflowError) as error:
        raise PeriodUnclear(code=code) from error
    raise PeriodUnclear(code=code)


def day_to_come(day_code: str | None, period_code: str | None, today: date) -> date | None:
    """The day that is named, else the last of the period that is; None where neither is, or it is unclear or over."""
    try:
        if day_code:
            named = day_of(day_code, today, ahead=True)
        elif period_code:
            named = period_of(period_code, today).last
        else:
            return None
    except PeriodUnclear:
        return None
    return named if named >= today else None


def clock_time_of(code: str) -> time:
    """The clock time of `18:00`. Raises PeriodUnclear."""
    try:
        return datetime.strptime(code.strip(), "%H:%M").time()  # noqa: DTZ007 - a wall-clock time has no zone
    except ValueError as error:
        raise PeriodUnclear(code=code) from error


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """A calendar quarter, 1 to 4. Raises ValueError for other numbers."""
    if not 1 <= number <= 4:
        raise ValueError(f"no quarter {number}")
    return Period(date(year, number * 3 - 2, 1), month(year, number * 3).last)


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


EARLIEST: Final = date(written.YEARS[0], 1, 1)
"""Where a span begins that names its end only."""


def _back(count: int, unit: str, today: date) -> date:
    if unit in "DW":
        return today - timedelta(days=count * (7 if unit == "W" else 1))
    before = _relative_month((str(-count * (12 if unit == "Y" else 1)),), today)
    return before.first.replace(day=min(today.day, before.last.day))


def _between(begins: str, ends: str, today: date) -> Period:
    if not ends:
        first = _latest(begins, today).first
        return Period(first, max(first, today))
    if not begins:
        return Period(EARLIEST, _latest(ends, today).last)
    dated = re.match(r"\d{4}", ends) and not re.match(r"\d{4}", begins)
    first = _latest(begins, _latest(ends, today).first if dated else today).first
    return Period(first, _next(ends, first, today).last)


def _latest(code: str, today: date) -> Period:
    """The latest period or day of a code that has begun."""
    try:
        return period_of(code, today)
    except PeriodUnclear:
        found = day_of(code, today)
    if code.strip().upper().startswith("W") and found > today:
        found -= timedelta(days=7)
    return Period(found, found)


def _next(code: str, first: date, today: date) -> Period:
    """What a code means as the end of a span that begins on `first`."""
    if re.fullmatch(r"--\d{2}-\d{2}|W[1-7]", code.strip().upper()):
        found = day_of(code, first, ahead=True)
        return Period(found, found)
    if not re.fullmatch(r"[MQ]\d{1,2}|W\d{2}", code.strip().upper()):
        return _latest(code, today)
    later = [period_of(code, first + timedelta(weeks=weeks)) for weeks in range(0, 54, 4)]
    return min((found for found in later if found.last >= first), key=lambda found: found.first)


Groups = tuple[str, ...]


def _relative_month(groups: Groups, today: date) -> Period:
    year, index = divmod(today.year * 12 + today.month - 1 + int(groups[0]), 12)
    return month(year, index + 1)


def _named_month(groups: Groups, today: date) -> Period:
    number = int(groups[0])
    return month(today.year if number <= today.month else today.year - 1, number)


def _relative_quarter(groups: Groups, today: date) -> Period:
    year, index = divmod(today.year * 4 + (today.month - 1) // 3 + int(groups[0]), 4)
    return quarter(year, index + 1)


def _named_quarter(groups: Groups, today: date) -> Period:
    number = int(groups[0])
    return quarter(today.year if number * 3 - 2 <= today.month else today.year - 1, number)


def _relative_week(groups: Groups, today: date) -> Period:
    return _week(today - timedelta(days=today.weekday()) + timedelta(weeks=int(groups[0])))


def _named_week(groups: Groups, today: date) -> Period:
    """The latest ISO week of that number that has begun; not every year has a week 53."""
    for year in range(today.year + 1, today.year - 9, -1):
        try:
            found = _week(date.fromisocalendar(year, int(groups[0]), 1))
        except ValueError:
            continue
        if found.first <= today:
            return found
    raise ValueError(f"no week {groups[0]}")


def _week(monday: date) -> Period:
    return Period(monday, monday + timedelta(days=6))


_PERIODS = (
    (re.compile(r"M(0|-\d{1,3})"), _relative_month),
    (re.compile(r"M(0[1-9]|1[0-2])"), _named_month),
    (re.compile(r"(\d{4})-(\d{2})"), lambda g, today: month(int(g[0]), int(g[1]))),
    (re.compile(r"Q(0|-\d{1,2})"), _relative_quarter),
    (re.compile(r"Q([1-4])"), _named_quarter),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda g, today: quarter(int(g[0]), int(g[1]))),
    (re.compile(r"W(0|[+-]\d{1,2})"), _relative_week),
    (re.compile(r"W(\d{2})"), _named_week),
    (re.compile(r"(\d{4})-W(\d{2})"), lambda g, today: _week(date.fromisocalendar(int(g[0]), int(g[1]), 1))),
    (re.compile(r"Y(0|-\d{1,2})"), lambda g, today: year_of(today.year + int(g[0]))),
    (re.compile(r"(\d{4})"), lambda g, today: year_of(int(g[0]))),
)


def _numbered(number: int, today: date, ahead: bool) -> date:
    """The nearest day of that number, today included: before it, or after it when `ahead`. ValueError for a 32nd."""
    days = [today + timedelta(days=count if ahead else -count) for count in range(62)]
    return min((day for day in days if day.day == number), key=lambda day: abs(day - today))


def _yearly(month_number: int, day: int, today: date, ahead: bool) -> date:
    """The nearest such day before or after today, today included; 29 February looks for its leap year."""
    step = 1 if ahead else -1
    for year in range(today.year, today.year + 9 * step, step):
        if day > monthrange(year, month_number)[1]:
            continue
        found = date(year, month_number, day)
        if (found >= today) if ahead else (found <= today):
            return found
    raise ValueError(f"no day {month_number}-{day}")
