"""Who is called when people are needed outside the hours: agents in order, each always or at certain times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.kernel.hours import Schedule


@dataclass(frozen=True, slots=True)
class Duty:
    """An agent, by address, who is on call in the hours of `schedule` (None: always), from one day to another."""

    agent: str
    schedule: Schedule | None = None
    first: date | None = None
    last: date | None = None

    def covers(self, instant: datetime, today: date) -> bool:
        """Whether the agent is on call at an aware instant, which is `today` at the partner's place."""
        if (self.first is not None and today < self.first) or (self.last is not None and self.last < today):
            return False
        return self.schedule is None or self.schedule.state_at(instant).is_open


@dataclass(frozen=True, slots=True)
class OnCall:
    """The partner's list, in the order in which people are called."""

    duties: tuple[Duty, ...] = ()

    def at(self, instant: datetime, today: date) -> tuple[str, ...]:
        """The addresses of who is on call, the first to be called first; each once."""
        return tuple(dict.fromkeys(duty.agent for duty in self.duties if duty.covers(instant, today)))

    @property
    def agents(self) -> tuple[str, ...]:
        """Everybody named, each once."""
        return tuple(dict.fromkeys(duty.agent for duty in self.duties))


def first_gap(duties: tuple[Duty, ...]) -> tuple[int, time] | None:
    """The first weekday (ISO) and time of a usual week at which nobody is on call; None where somebody always is.

    Duties of certain days alone fill no gap of every week.
    """
    lasting = [duty for duty in duties if duty.first is None and duty.last is None]
    if any(duty.schedule is None for duty in lasting):
        return None
    for weekday in range(1, 8):
        reached = 0
        for start, end in sorted(_minutes(lasting, weekday)):
            if start > reached:
                break
            reached = max(reached, end)
        if reached < _DAY:
            return weekday, (datetime.min.replace(tzinfo=UTC) + timedelta(minutes=reached)).time()
    return None


_DAY = 24 * 60


def _minutes(duties: list[Duty], weekday: int) -> Iterator[tuple[int, int]]:
    for duty in duties:
        for shift in duty.schedule.week.get(weekday, ()) if duty.schedule else ():
            end = shift.end.hour * 60 + shift.end.minute
            yield shift.start.hour * 60 + shift.start.minute, end or _DAY
