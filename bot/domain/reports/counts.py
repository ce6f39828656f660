"""What is counted for the reports page: over which days, of which conversations, and what a count holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.conversations.satisfaction import RatingSubject, Score
from bot.domain.conversations.stretches import Ending
from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.written import day_of

QUIET: Final = timedelta(hours=1)
"""A conversation the assistant leads is over when it was closed, or when nobody wrote for so long."""

MAX_DAYS: Final = 366
"""The longest period one may ask for."""

PRESETS: Final[Mapping[str, int]] = {"today": 1, "7": 7, "30": 30, "90": 90}
"""Periods offered: so many days, today being the last."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (included) until `until` (not included), as instants."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day at the partner's place, and its two midnights as instants."""

    day: date
    period: Period


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days at the partner's place, the first and the last included."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def period(self) -> Period:
        """From the midnight that begins the first day to the one that ends the last; a day may have 23 or 25 hours."""
        return Period(self._midnight(self.first), self._midnight(self.last + timedelta(days=1)))

    @property
    def each(self) -> tuple[Day, ...]:
        """The days in order."""
        days = (self.first + timedelta(days=n) for n in range(self.count))
        return tuple(Day(day, Days(day, day, self.zone).period) for day in days)

    @property
    def preceding(self) -> "Days":
        """As many days just before these."""
        return Days(self.first - timedelta(days=self.count), self.first - timedelta(days=1), self.zone)

    def before(self, now: datetime) -> Period:
        """As many days just before these. While these still go on, only up to the same time of day: like with like."""
        earlier = self.preceding.period
        local = now.astimezone(self.zone)
        if not self.first <= local.date() <= self.last:
            return earlier
        same_time = (local.replace(tzinfo=None) - timedelta(days=self.count)).replace(tzinfo=self.zone)
        return Period(earlier.since, min(earlier.until, same_time.astimezone(UTC)))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self.zone).astimezone(UTC)


def latest(count: int, today: date, zone: ZoneInfo) -> Days:
    """The last `count` days, today included."""
    return Days(today - timedelta(days=count - 1), today, zone)


def chosen(first: str, last: str, zone: ZoneInfo) -> Days:
    """Days given as ISO dates. Raises PeriodUnclear (blank: code) unless they are 1 to MAX_DAYS days in order."""
    ends = day_of(first), day_of(last)
    if ends[0] is None or ends[1] is None or not 1 <= (days := Days(ends[0], ends[1], zone)).count <= MAX_DAYS:
        raise PeriodUnclear(code=f"{first} – {last}")
    return days


@dataclass(frozen=True, slots=True)
class Selection:
    """Which conversations are counted; None for those in any language, by any channel."""

    language: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conversations in one language by one channel: all, those over, and of these the solved ones; those with people.

    Solved is a conversation that is over, in which the assistant answered at least one question that looks something
    up or solves something, that never was with people, and that opened no ticket.
    """

    language: str
    channel: str
    conversations: int
    over: int
    solved: int
    with_people: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """What happened on one day: conversations in which customers wrote, and stretches with people that began."""

    day: date
    conversations: int
    stretches: int


@dataclass(frozen=True, slots=True)
class StretchTimes:
    """The instants of a stretch with people that figures are made of.

    `reason` is None for a take-over nobody asked for; `plan` is the key of the customer's support plan, if any;
    `queue` is the one it was in last.
    """

    reason: str | None
    began_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    ending: Ending | None
    plan: str | None
    queue: str


@dataclass(frozen=True, slots=True)
class Ratings:
    """How often customers were asked about something, and what they answered."""

    about: RatingSubject
    asked: int = 0
    good: int = 0
    okay: int = 0
    poor: int = 0

    @property
    def answered(self) -> int:
        return self.good + self.okay + self.poor


@dataclass(frozen=True, slots=True)
class Comment:
    """What a customer wrote with a rating."""

    conversation_id: str
    asked_at: datetime
    about: RatingSubject
    score: Score
    text: str
