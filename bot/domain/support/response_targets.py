"""By when a first answer is promised, counted in the opening hours of the customer's support plan."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.kernel.hours import LOOK_AHEAD_DAYS, Schedule
from bot.domain.support.plans import SupportPlan


@dataclass(frozen=True, slots=True)
class Promise:
    """A first answer is promised `by` an instant, `hours` of support time after the request."""

    by: datetime
    hours: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise now: `left` is the support time until it, or since it once it is `overdue`."""

    promise: Promise
    left: timedelta
    overdue: bool


def promise_of(plan: SupportPlan, opened_at: datetime) -> Promise | None:
    """The plan's promise for a request of that instant; None where the plan is closed for longer than is foreseen."""
    hours = plan.first_response_hours
    by = plan.schedule.after(opened_at, timedelta(hours=hours))
    return Promise(by, hours) if by is not None else None


def standing_of(plan: SupportPlan, opened_at: datetime, now: datetime) -> Standing | None:
    """How a promise that nobody has kept yet stands; overdue from the promised instant on."""
    promise = promise_of(plan, opened_at)
    if promise is None:
        return None
    overdue = promise.by <= now
    first, last = (promise.by, now) if overdue else (now, promise.by)
    return Standing(promise, open_time(plan.schedule, first, last), overdue)


def open_time(schedule: Schedule, start: datetime, end: datetime) -> timedelta:
    """How long it is open between two aware instants; nothing when `end` comes first."""
    worked, day = timedelta(0), start.astimezone(schedule.zone).date()
    while day <= end.astimezone(schedule.zone).date():
        for opens, closes in schedule.shifts_on(day):
            worked += max(min(closes, end) - max(opens, start), timedelta(0))
        day += timedelta(days=1)
    return worked


def overdue_when_opened_by(plan: SupportPlan, now: datetime) -> datetime | None:
    """Unanswered requests of this instant and earlier have outlived the plan's promise (UTC).

    The mirror of `promise_of`, so that a database can choose among many requests. None when the plan was not open
    long enough within LOOK_AHEAD_DAYS.
    """
    left, today = timedelta(hours=plan.first_response_hours), now.astimezone(plan.schedule.zone).date()
    for back in range(LOOK_AHEAD_DAYS):
        for opens, closes in reversed(plan.schedule.shifts_on(today - timedelta(days=back))):
            ends = min(closes.astimezone(UTC), now.astimezone(UTC))
            open_for = max(ends - opens.astimezone(UTC), timedelta(0))
            if left <= open_for:
                return ends - left
            left -= open_for
    return None
