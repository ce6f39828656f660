"""Whether a person can answer now: opening hours and the queue, before anything is promised."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversations.waits import MEASURED_OVER, MOST_MEASURED, usual_wait_minutes
from bot.domain.kernel.hours import OpenState
from bot.domain.partner import Partner
from bot.services.ports import Database, Work


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What asking for a person would mean. `ahead` counts conversations served before this one.

    `position` is this conversation's place (1 is next), None while it does not wait. `state` is the desk's.
    `usual_wait_minutes` is what a wait takes as a rule, None when too little was measured; `present` counts the
    agents who have the console open now.
    """

    state: OpenState
    position: int | None
    ahead: int
    waiting_limit_minutes: int
    usual_wait_minutes: int | None
    present: int


class Availability:
    """Facts about the queue of people. Reads only; the hand-off itself changes the conversation."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def facts(self, conversation_id: str, *, queue: str, now: datetime) -> QueueFacts:
        """The desk's hours and this conversation's place in a queue."""
        with self._database.reading() as work:
            return self.facts_in(work, conversation_id, queue=queue, now=now)

    def facts_in(self, work: Work, conversation_id: str, *, queue: str, now: datetime) -> QueueFacts:
        """`facts` as a part of somebody's transaction."""
        position = work.conversations.rows.queue_position(conversation_id)
        before = position - 1 if position else work.conversations.rows.would_be_before(conversation_id, queue)
        waits = work.conversations.stretches.waits_since(now - MEASURED_OVER, MOST_MEASURED)
        present = work.staff.presence.agents_present(now)
        state = self._partner.support.schedule.state_at(now)
        limit = self._partner.handoff.waiting_limit_minutes
        return QueueFacts(state, position, before, limit, usual_wait_minutes(waits), present)
