"""Response targets: by when a first answer is due, counted in the opening hours of the customer's support plan."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.kernel.hours import LOOK_AHEAD_DAYS, Schedule
from bot.domain.support.plans import SupportPlan


@dataclass(frozen=True, slots=True)
class ResponseTarget:
    """A first answer is due `by` an instant, `hours` of support time after the request."""

    by: datetime
    hours: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A target now: `left` is the support time until it, or since it once it is `overdue`."""

    target: ResponseTarget
    left: timedelta
    overdue: bool


def response_target_of(plan: SupportPlan, opened_at: datetime) -> ResponseTarget | None:
    """The plan's target for a request of that instant; None where it is closed for longer than is foreseen."""
    hours = plan.first_response_hours
    by = plan.schedule.after(opened_at, timedelta(hours=hours))
    return ResponseTarget(by, hours) if by is not None else None


def standing_of(plan: SupportPlan, opened_at: datetime, now: datetime) -> Standing | None:
    """How a target that nobody has met yet stands; overdue from its instant on."""
    target = response_target_of(plan, opened_at)
    if target is None:
        return None
    overdue = target.by <= now
    first, last = (target.by, now) if overdue else (now, target.by)
    return Standing(target, open_time(plan.schedule, first, last), overdue)


def open_time(schedule: Schedule, start: datetime, end: datetime) -> timedelta:
    """How long it is open between two aware instants; nothing when `end` comes first."""
    worked, day = timedelta(0), start.astimezone(schedule.zone).date()
    while day <= end.astimezone(schedule.zone).date():
        for opens, closes in schedule.shifts_on(day):
            worked += max(min(closes, end) - max(opens, start), timedelta(0))
        day += timedelta(days=1)
    return worked


def overdue_when_opened_by(plan: SupportPlan, now: datetime) -> datetime | None:
    """Unanswered requests of this instant and earlier have outlived the plan's response target (UTC).

    The mirror of `response_target_of`, so that a database can choose among many requests. None when the plan was not
    open long enough within LOOK_AHEAD_DAYS.
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
