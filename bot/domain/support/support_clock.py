"""The one clock of tickets: which hours count for whom, when it stands still, and by when what is due.

Time counts within the hours of the customer's plan; for a critical ticket, day and night where the plan promises that.
It does not count while the ticket waits for the customer or is closed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.support.plans import SupportPlan
from bot.domain.support.targets import NOTHING_DUE, Dues, Severity, Target, notice_before
from bot.domain.support.tickets import TicketEvent, TicketState

SEVERITIES = ":"
"""Between the severity before and after in the code of a change."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done with a ticket and when; `code` is the new state, or the severities before and after."""

    at: datetime
    event: TicketEvent
    code: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A target now: `left` is the time that counts until it, or since it once it is `overdue`.

    `day_and_night` tells that every hour counts, `hours` what the plan promises.
    """

    target: Target
    by: datetime
    left: timedelta
    overdue: bool
    day_and_night: bool
    hours: int


def dues_of(plan: SupportPlan, severity: Severity, opened_at: datetime, done: Sequence[Happened] = ()) -> Dues:
    """By when (UTC) each target is due, given what was `done` with the ticket in order. A closed one owes nothing."""
    spans = tuple(_running(opened_at, done))
    if _state(done) is TicketState.CLOSED:
        return NOTHING_DUE
    since = _as_severe_since(severity, opened_at, done)
    answers = [one.at for one in done if one.event is TicketEvent.ANSWER]
    begins = {
        Target.FIRST_RESPONSE: None if answers else since,
        Target.NEXT_UPDATE: answers[-1] if answers else None,
        Target.RESOLUTION: since,
    }
    return Dues(**{target.value: _due(plan, severity, target, begin, spans) for target, begin in begins.items()})


def standing_of(plan: SupportPlan, severity: Severity, target: Target, by: datetime, now: datetime) -> Standing:
    """How a target that is not met yet stands; overdue from its instant on."""
    overdue, hours = by <= now, plan.clock(severity)
    left = hours.open_between(by, now) if overdue else hours.open_between(now, by)
    promised = plan.promised_hours(severity, target) or 0
    return Standing(target, by, left, overdue, plan.is_day_and_night(severity), promised)


def next_look(plan: SupportPlan, severity: Severity, dues: Dues, after: datetime | None = None) -> datetime | None:
    """When somebody must look next whether people are to be told: a target comes near, or is missed.

    Only what comes later than `after`; None where nothing does.
    """
    looks = [look for target, by in dues.each() for look in (_warned(plan, severity, target, by), by)]
    return min((look for look in looks if after is None or look > after), default=None)


def is_near(plan: SupportPlan, severity: Severity, target: Target, by: datetime, now: datetime) -> bool:
    """Whether a target that is not missed yet is so close that people are told."""
    return _warned(plan, severity, target, by) <= now < by


def _warned(plan: SupportPlan, severity: Severity, target: Target, by: datetime) -> datetime:
    return by - notice_before(plan.promised_hours(severity, target) or 0)


def _due(
    plan: SupportPlan,
    severity: Severity,
    target: Target,
    begin: datetime | None,
    spans: Sequence[tuple[datetime, datetime | None]],
) -> datetime | None:
    hours = plan.promised_hours(severity, target)
    if hours is None or begin is None:
        return None
    clock, left = plan.clock(severity), timedelta(hours=hours)
    for start, end in spans:
        first = max(start, begin)
        if end is None:
            return _utc(clock.after(first, left))
        counted = clock.open_between(first, end)
        if counted >= left:
            return _utc(clock.after(first, left))
        left -= counted
    return None


def _utc(instant: datetime | None) -> datetime | None:
    """Where a clock goes back, instants of its zone are equal to nothing in another one."""
    return instant.astimezone(UTC) if instant is not None else None


def _running(opened_at: datetime, done: Sequence[Happened]) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretches in which the ticket was the partner's to work on; the last has no end while it still is."""
    since: datetime | None = opened_at
    for one in done:
        state = _state_after(one)
        if state is TicketState.OPEN and since is None:
            since = one.at
        elif state not in (None, TicketState.OPEN) and since is not None:
            yield since, one.at
            since = None
    if since is not None:
        yield since, None


def _state_after(one: Happened) -> TicketState | None:
    """A message of the customer opens the ticket again; other events but a new state change nothing."""
    if one.event is TicketEvent.MESSAGE:
        return TicketState.OPEN
    return TicketState(one.code) if one.event is TicketEvent.STATE else None


def _state(done: Sequence[Happened]) -> TicketState:
    states = [state for one in done if (state := _state_after(one)) is not None]
    return states[-1] if states else TicketState.OPEN


def _as_severe_since(severity: Severity, opened_at: datetime, done: Sequence[Happened]) -> datetime:
    """Since when the ticket has been at least as severe: what is raised counts from then, what is lowered does not."""
    since = opened_at
    for one in done:
        if one.event is TicketEvent.SEVERITY and Severity(one.code.partition(SEVERITIES)[0]).is_weaker_than(severity):
            since = one.at
    return since
