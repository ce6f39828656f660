"""What the clock of tickets reads and writes: for the desk itself, which shows none of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, false, or_, select, update

from bot.domain.support.support_clock import Happened
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import TicketEvent, TicketState
from bot.services.records.support import Clocked, TicketTimes
from bot.storage.kernel.columns import Instant
from bot.storage.schema import customers, ticket_events
from bot.storage.schema import tickets as t
from bot.storage.support.tickets import clocked_row

_OPEN = t.c.state != TicketState.CLOSED.value
_TIMES: Select[Any] = (
    select(t.c.id, t.c.severity, t.c.opened_at, t.c.agent_id, customers.c.support_plan)
    .select_from(t.outerjoin(customers, customers.c.id == t.c.customer_id))
    .where(t.c.number == bindparam("ticket"))
    .with_for_update(of=t)
)
_COUNTED: Final = (TicketEvent.ANSWER, TicketEvent.MESSAGE, TicketEvent.STATE, TicketEvent.SEVERITY)
"""Events that start, stop or end a count."""
_DONE = (
    select(ticket_events.c.at, ticket_events.c.event, ticket_events.c.text)
    .where(ticket_events.c.ticket_id == bindparam("ticket"), ticket_events.c.event.in_([e.value for e in _COUNTED]))
    .order_by(ticket_events.c.at, ticket_events.c.id)
)
_LOOK = (
    select(t.c.number)
    .where(_OPEN, t.c.look_at <= bindparam("now", type_=Instant))
    .order_by(t.c.look_at)
    .limit(bindparam("most"))
)


class SqlTicketTimes:
    """`services.ports.support.TicketTimesOf`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, number: str) -> TicketTimes | None:
        """What the clock reads of a ticket, which nobody else changes before this transaction ends."""
        row = self._connection.execute(_TIMES, {"ticket": number}).one_or_none()
        if row is None:
            return None
        done = tuple(map(_happened, self._connection.execute(_DONE, {"ticket": row.id})))
        return TicketTimes(number, Severity(row.severity), row.support_plan, row.opened_at, row.agent_id, done)

    def set(self, number: str, clock: Clocked) -> None:
        """Writes what the clock says; it is no change that anybody made, so the version stays."""
        self._connection.execute(update(t).where(t.c.number == number).values(clocked_row(clock)))

    def to_look_at(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Numbers of tickets whose next look is due, the longest due first."""
        return tuple(self._connection.execute(_LOOK, {"now": now, "most": limit}).scalars())

    def reckoned_otherwise(self, rules: Mapping[str, str], limit: int) -> tuple[str, ...]:
        """Numbers of tickets not closed, reckoned by another plan than the customer's or by older rules of it.

        `rules` are today's by the key of the plan; whoever has none of these is promised nothing.
        """
        other = [_otherwise(plan, rule) for plan, rule in rules.items()]
        known = customers.c.support_plan.in_(sorted(rules))
        lost = and_(or_(customers.c.support_plan.is_(None), ~known), t.c.plan.is_not(None))
        found = (
            select(t.c.number)
            .select_from(t.outerjoin(customers, customers.c.id == t.c.customer_id))
            .where(_OPEN, or_(false(), lost, *other))
            .order_by(t.c.id)
            .limit(limit)
        )
        return tuple(self._connection.execute(found).scalars())


def _otherwise(plan: str, rule: str) -> ColumnElement[bool]:
    same = and_(t.c.plan == plan, t.c.reckoned_with == rule)
    return and_(customers.c.support_plan == plan, or_(t.c.plan.is_(None), t.c.reckoned_with.is_(None), ~same))


def _happened(row: Row[Any]) -> Happened:
    event = TicketEvent(row.event)
    coded = event in (TicketEvent.STATE, TicketEvent.SEVERITY)
    return Happened(row.at, event, row.text.partition("\n")[0] if coded else "")
