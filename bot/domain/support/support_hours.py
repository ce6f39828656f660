"""When a customer reaches people: in the office's hours, and in those of their plan if somebody is on duty then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.kernel.hours import OpenState, Schedule
from bot.domain.support.plans import SupportPlan, SupportPolicy

MOST_TURNS: Final = 50
"""Openings that follow one another without a gap; a week that is never closed has no end."""


@dataclass(frozen=True, slots=True)
class CustomerHours:
    """The office's hours, which are everybody's, and those of the customer's plan; None without one."""

    office: Schedule
    plan: SupportPlan | None

    def state_at(self, now: datetime) -> OpenState:
        """Whether either is open, until when without a gap, else when the first of them opens."""
        states = [schedule.state_at(now) for schedule in self._schedules()]
        if any(state.is_open for state in states):
            return OpenState(True, until=self._until(now))
        return OpenState(False, opens_at=self.next_opening(now), holiday=states[0].holiday)

    def next_opening(self, now: datetime) -> datetime | None:
        """The first opening of either after an aware instant."""
        openings = (schedule.next_opening(now) for schedule in self._schedules())
        return min((opening for opening in openings if opening is not None), default=None)

    def is_the_plans_alone(self, now: datetime) -> bool:
        """Whether the office is closed while the plan covers: people are reached only if one is on duty."""
        plan = self.plan
        return plan is not None and not self.office.state_at(now).is_open and plan.schedule.state_at(now).is_open

    def _schedules(self) -> tuple[Schedule, ...]:
        return (self.office, self.plan.schedule) if self.plan else (self.office,)

    def _until(self, now: datetime) -> datetime:
        at = now
        for _ in range(MOST_TURNS):
            ends = [end for schedule in self._schedules() if (end := schedule.state_at(at).until) is not None]
            if not ends:
                break
            at = max(ends)
        return at


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a customer reaches a person now. `state` is that of their hours while open, else of the office.

    Once the office opens, people are there in any case. `plan` is set where the plan alone covers this moment: then
    somebody must be on duty, else `reachable` is false.
    """

    state: OpenState
    reachable: bool
    plan: SupportPlan | None = None


def hours_of(policy: SupportPolicy, plan: str | None) -> CustomerHours:
    """The hours of a customer on a plan, given by its key; of who has none, the office's alone."""
    return CustomerHours(policy.schedule, policy.plan(plan) if plan else None)


def reach_of(hours: CustomerHours, now: datetime, *, on_duty: bool) -> Reach:
    """Whether somebody is reached; `on_duty` tells that one of the team is there, and counts in the plan's hours."""
    if hours.is_the_plans_alone(now):
        return Reach(hours.state_at(now), on_duty, hours.plan)
    state = hours.state_at(now)
    return Reach(state if state.is_open else hours.office.state_at(now), state.is_open)
