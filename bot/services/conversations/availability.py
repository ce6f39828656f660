"""Whether a person can answer now: opening hours and the queue, before anything is promised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversations.waits import MEASURED_OVER, MOST_MEASURED, usual_wait_minutes
from bot.domain.kernel.hours import OpenState
from bot.domain.partner import Partner
from bot.domain.support.support_hours import Reach, hours_of, reach_of
from bot.services.ports import Database, Work

Calls = Callable[[Work, str, datetime], bool]
"""Whether somebody is told at once when a customer begins to wait in a queue, given by its key."""


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What asking for a person would mean. `ahead` counts conversations served before this one.

    `position` is this conversation's place (1 is next), None while it does not wait. `state` is that of the speaker's
    hours while open, else the office's, `reachable` whether a person is reached now at all.
    `usual_wait_minutes` is what a wait takes as a rule, None when too little was measured; `present` counts the
    agents who have the console open now; `called` tells whether somebody is told at once that a customer waits.
    """

    state: OpenState
    position: int | None
    ahead: int
    waiting_limit_minutes: int
    usual_wait_minutes: int | None
    present: int
    reachable: bool
    called: bool


class Availability:
    """Facts about the queue of people. Reads only; the hand-off itself changes the conversation."""

    def __init__(self, database: Database, partner: Partner, calls: Calls) -> None:
        self._database = database
        self._partner = partner
        self._calls = calls

    def facts(self, conversation_id: str, *, queue: str, now: datetime) -> QueueFacts:
        """The hours of who speaks in this conversation, and its place in a queue."""
        with self._database.reading() as work:
            return self.facts_in(work, conversation_id, queue=queue, now=now)

    def facts_in(self, work: Work, conversation_id: str, *, queue: str, now: datetime) -> QueueFacts:
        """`facts` as a part of somebody's transaction."""
        position = work.conversations.rows.queue_position(conversation_id)
        before = position - 1 if position else work.conversations.rows.would_be_before(conversation_id, queue)
        waits = work.conversations.stretches.waits_since(now - MEASURED_OVER, MOST_MEASURED)
        present = work.staff.presence.agents_present(now)
        reach = self.reach_in(work, work.customers.people.speaking_in(conversation_id).support_plan, queue, now)
        limit = self._partner.handoff.waiting_limit_minutes
        called = self._calls(work, queue, now)
        usual = usual_wait_minutes(waits)
        return QueueFacts(reach.state, position, before, limit, usual, present, reach.reachable, called)

    def reach(self, plan: str | None, queue: str, now: datetime) -> Reach:
        """Whether a customer on a plan (by its key) reaches a person of a queue's team now."""
        hours = hours_of(self._partner.support, plan)
        if not hours.is_the_plans_alone(now):
            return reach_of(hours, now, on_duty=False)
        with self._database.reading() as work:
            return self.reach_in(work, plan, queue, now)

    def reach_in(self, work: Work, plan: str | None, queue: str, now: datetime) -> Reach:
        """`reach` as a part of somebody's transaction."""
        team = self._partner.routing.team_on(queue)
        on_duty = bool(work.staff.presence.on_duty(team, now))
        return reach_of(hours_of(self._partner.support, plan), now, on_duty=on_duty)
