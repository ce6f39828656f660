"""When people are there: weekly hours, lunch breaks, half days and public holidays, in the partner's time zone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.kernel.errors import PeriodUnclear

LOOK_AHEAD_DAYS = 400
"""How far an opening is searched: more than a year, so that one exists for any sane schedule."""
_AHEAD: Final = timedelta(days=30)
"""How far ahead two clocks are compared: one of them may be put forward or back meanwhile."""


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises PeriodUnclear."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PeriodUnclear(code=name) from error


def are_apart(home: ZoneInfo, reader: ZoneInfo | None, at: datetime) -> bool:
    """Whether times told of one zone must name it to a reader in another; None: nobody knows where the reader is.

    Zones whose clocks show the same now and for the next weeks, whatever they are called, are not apart: times told to
    customers lie at most that far ahead.
    """
    if reader is None:
        return True
    return any(then.astimezone(home).utcoffset() != then.astimezone(reader).utcoffset() for then in (at, at + _AHEAD))


@dataclass(frozen=True, slots=True)
class Shift:
    """Open from `start` until `end` of the same day, local wall-clock time; `end` 00:00 means midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether it is open at an instant, and the next change. Instants are in the schedule's zone.

    `until` is the closing time while open. `opens_at` is the next opening while closed. `holiday` names
    the public holiday that closes this day, by language, if any.
    """

    is_open: bool
    until: datetime | None = None
    opens_at: datetime | None = None
    holiday: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Opening hours. `week` maps ISO weekdays (Monday 1) to shifts; `half_days` maps (month, day) to the closing time.

    `holidays` maps days to their names by language; on those the schedule is closed unless `open_on_holidays`.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Shift, ...]]
    holidays: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    half_days: Mapping[tuple[int, int], time] = field(default_factory=dict)
    open_on_holidays: bool = False

    def shifts_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The openings of one day as aware instants, in order; empty when closed."""
        if day in self.holidays and not self.open_on_holidays:
            return ()
        closing = self.half_days.get((day.month, day.day))
        spans = (self._span(day, shift, closing) for shift in self.week.get(day.isoweekday(), ()))
        return tuple(span for span in spans if span[0] < span[1])

    def days_alike(self) -> Iterator[tuple[tuple[Shift, ...], tuple[int, ...]]]:
        """The usual week, Monday first: neighbouring ISO weekdays with the same shifts together, closed ones too."""
        for shifts, days in groupby(range(1, 8), key=lambda day: self.week.get(day, ())):
            yield tuple(shifts), tuple(days)

    def holiday_on(self, day: date) -> Mapping[str, str] | None:
        """The names of the public holiday that closes a day, by language, or None."""
        return None if self.open_on_holidays else self.holidays.get(day)

    def state_at(self, instant: datetime) -> OpenState:
        """Open or closed at an aware instant, and when that changes. A shift's end is already closed."""
        local, at = instant.astimezone(self.zone), instant.astimezone(UTC)
        for opens, closes in self.shifts_on(local.date()):
            if opens.astimezone(UTC) <= at < closes.astimezone(UTC):
                return OpenState(True, until=closes)
        return OpenState(False, opens_at=self.next_opening(local), holiday=self.holiday_on(local.date()))

    def next_opening(self, instant: datetime) -> datetime | None:
        """The first opening after an aware instant, or None when there is none within LOOK_AHEAD_DAYS."""
        today, at = instant.astimezone(self.zone).date(), instant.astimezone(UTC)
        for offset in range(LOOK_AHEAD_DAYS):
            for opens, _ in self.shifts_on(today + timedelta(days=offset)):
                if opens.astimezone(UTC) > at:
                    return opens
        return None

    def after(self, instant: datetime, worked: timedelta) -> datetime | None:
        """The instant by which `worked` opening time has passed since an aware instant, None beyond LOOK_AHEAD_DAYS."""
        today, at, left = instant.astimezone(self.zone).date(), instant.astimezone(UTC), worked
        for offset in range(LOOK_AHEAD_DAYS):
            for opens, closes in self.shifts_on(today + timedelta(days=offset)):
                begins = max(opens.astimezone(UTC), at)
                open_for = max(closes.astimezone(UTC) - begins, timedelta(0))
                if left <= open_for:
                    return (begins + left).astimezone(self.zone)
                left -= open_for
        return None

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """How long it is open between two aware instants; nothing when `end` comes first."""
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        worked, day = timedelta(0), start.astimezone(self.zone).date()
        while day <= end.astimezone(self.zone).date():
            for opens, closes in self.shifts_on(day):
                worked += max(min(closes.astimezone(UTC), last) - max(opens.astimezone(UTC), first), timedelta(0))
            day += timedelta(days=1)
        return worked

    def _span(self, day: date, shift: Shift, closing: time | None) -> tuple[datetime, datetime]:
        opens = datetime.combine(day, shift.start, self.zone)
        last = day if shift.end != time(0) else day + timedelta(days=1)
        closes = datetime.combine(last, shift.end, self.zone)
        if closing is not None:
            closes = min(closes, datetime.combine(day, closing, self.zone))
        return opens, closes


def day_and_night(zone: ZoneInfo) -> Schedule:
    """Open at every instant, as critical issues are where a plan says so."""
    return Schedule(zone, dict.fromkeys(range(1, 8), (Shift(time(0), time(0)),)))
