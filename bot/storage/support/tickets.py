"""Tickets: numbered from one counter, readable by whom the domain's rule allows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, func, insert, or_, select, update

from bot.domain.customers.identity import Identity, Level, Role
from bot.domain.support.targets import Dues, Severity, Target
from bot.domain.support.ticket_handling import next_version
from bot.domain.support.tickets import Matter, Ticket, TicketEvent, TicketState, matters_of
from bot.services.records.support import UNPROMISED, Clocked, TicketChange
from bot.storage.kernel.columns import storable
from bot.storage.schema import contact_roles, counters, ticket_events
from bot.storage.schema import tickets as t

COLUMNS = (
    t.c.number,
    t.c.matter,
    t.c.queue,
    t.c.subject,
    t.c.text,
    t.c.state,
    t.c.opened_at,
    t.c.changed_at,
    t.c.customer_id,
    t.c.contact_id,
    t.c.conversation_id,
    t.c.assigned_to,
    t.c.contact_address,
    t.c.product,
    t.c.severity,
    t.c.plan,
    t.c.first_response_due,
    t.c.next_update_due,
    t.c.resolution_due,
    t.c.confirmed_address,
)
_NEXT = (
    update(counters).where(counters.c.name == "ticket").values(value=counters.c.value + 1).returning(counters.c.value)
)
_BY_ORIGIN = select(*COLUMNS).where(t.c.origin == bindparam("cause"))
_INSERT = insert(t)


def readable_by() -> ColumnElement[bool]:
    """`Ticket.may_be_read_by` as a condition; a test holds the two together."""
    own = or_(t.c.contact_id == bindparam("contact"), t.c.matter.in_(bindparam("matters", expanding=True)))
    of_company = and_(t.c.customer_id == bindparam("customer"), own)
    proven = t.c.confirmed_address == bindparam("address")
    return or_(t.c.conversation_id == bindparam("conversation"), of_company, proven)


ANSWER = (
    select(ticket_events.c.text)
    .where(ticket_events.c.ticket_id == t.c.id, ticket_events.c.event == TicketEvent.ANSWER.value)
    .order_by(ticket_events.c.id.desc())
    .limit(1)
    .correlate(t)
    .scalar_subquery()
    .label("answer")
)
_BY_NUMBER = select(*COLUMNS, ANSWER).where(t.c.number == bindparam("ticket"), readable_by())
_READABLE = (
    select(*COLUMNS, ANSWER)
    .where(readable_by())
    .order_by(case((t.c.state == TicketState.CLOSED.value, 1), else_=0), t.c.opened_at.desc(), t.c.id.desc())
    .limit(bindparam("most"))
)


class SqlTickets:
    """`services.ports.Tickets`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self,
        *,
        asked_by: Identity,
        conversation_id: str | None,
        origin: str,
        matter: Matter,
        queue: str,
        subject: str,
        text: str,
        assigned_to: str,
        now: datetime,
        product: str | None = None,
        contact_address: str | None = None,
        clock: Clocked = UNPROMISED,
    ) -> Ticket:
        """A new ticket with the next number, or the one the same `origin` made before.

        The counter's row is locked first: of two simultaneous calls with one origin the later finds the other's.
        """
        value = self._connection.execute(_NEXT).scalar_one()
        if (earlier := self._made_before(origin)) is not None:
            return earlier
        words = (storable(subject), storable(text), TicketState.OPEN, now, now)
        ids = (asked_by.customer_id, asked_by.contact_id)
        ticket = Ticket(f"T-{value}", matter, queue, *words, *ids, conversation_id, assigned_to)
        whose = replace(ticket, contact_address=contact_address, confirmed_address=asked_by.confirmed_address)
        ticket = replace(whose, product=product, severity=clock.severity, plan=clock.plan)
        self._connection.execute(_INSERT, {"origin": origin, **row_of(ticket), **clocked_row(clock)})
        return replace(ticket, **dues_row(clock.dues))

    def _made_before(self, origin: str) -> Ticket | None:
        """The ticket of that origin; the number just taken is given back then."""
        earlier = self._connection.execute(_BY_ORIGIN, {"cause": origin}).one_or_none()
        if earlier is None:
            return None
        self._connection.execute(_GIVE_BACK)
        return ticket_of(earlier)

    def by_number(self, number: str, *, asked_by: Identity, conversation_id: str) -> Ticket | None:
        """The ticket when `Ticket.may_be_read_by` allows, else None; one query for missing and someone else's."""
        asked = {"ticket": number, **asking(asked_by, conversation_id)}
        row = self._connection.execute(_BY_NUMBER, asked).one_or_none()
        return ticket_of(row) if row is not None else None

    def change(
        self,
        number: str,
        change: TicketChange,
        *,
        asked_by: Identity,
        conversation_id: str,
        origin: str,
        seen: datetime,
        now: datetime,
    ) -> bool:
        """What a customer does with a ticket they may read; False where it changed since `seen` or is not theirs."""
        done = select(ticket_events.c.id).where(ticket_events.c.origin == origin)
        if self._connection.execute(done).first() is not None:
            return True
        version = next_version(seen, now)
        values = {"changed_at": version} | ({"state": change.state.value} if change.state else {})
        mine = (t.c.number == number, t.c.changed_at == seen, readable_by())
        changed = update(t).where(*mine).values(values).returning(t.c.id)
        ticket_id = self._connection.execute(changed, asking(asked_by, conversation_id)).scalar_one_or_none()
        if ticket_id is None:
            return False
        text = change.code if change.event is TicketEvent.STATE else change.text
        event = {"ticket_id": ticket_id, "at": version, "event": change.event.value, "text": storable(text)}
        self._connection.execute(insert(ticket_events), {**event, "contact_id": asked_by.contact_id, "origin": origin})
        return True

    def added(self, number: str, since: datetime, besides: str) -> int:
        """How often customers have changed a ticket since then, but for what came from that origin."""
        e = ticket_events.c
        these = (t.c.number == number, e.at > since, e.origin.is_not(None), e.origin != besides)
        counted = select(func.count()).select_from(ticket_events.join(t, t.c.id == e.ticket_id)).where(*these)
        return self._connection.execute(counted).scalar_one()

    def opener_roles(self, number: str, *, asked_by: Identity, conversation_id: str) -> frozenset[Role]:
        """The roles of the contact of the speaker's own company that opened a ticket the speaker may read."""
        roles = (
            select(contact_roles.c.role)
            .join(t, t.c.contact_id == contact_roles.c.contact_id)
            .where(t.c.number == bindparam("ticket"), t.c.customer_id == asked_by.customer_id, readable_by())
        )
        asked = {"ticket": number, **asking(asked_by, conversation_id)}
        return frozenset(Role(role) for role in self._connection.execute(roles, asked).scalars())

    def opened_since(self, since: datetime, *, asked_by: Identity, but: str) -> int:
        """How many were opened since then from the speaker's proven address, without the one of that origin."""
        mine = (t.c.confirmed_address == asked_by.confirmed_address, t.c.opened_at > since, t.c.origin != but)
        return self._connection.execute(select(func.count()).select_from(t).where(*mine)).scalar_one()

    def readable(self, *, asked_by: Identity, conversation_id: str, limit: int = 5) -> tuple[Ticket, ...]:
        """Those the speaker may read: open ones first, then newest first."""
        asked = {"most": limit, **asking(asked_by, conversation_id)}
        return tuple(map(ticket_of, self._connection.execute(_READABLE, asked)))


_GIVE_BACK = update(counters).where(counters.c.name == "ticket").values(value=counters.c.value - 1)


def row_of(ticket: Ticket) -> dict[str, Any]:
    """The ticket as a row, without its origin."""
    return {column.name: getattr(ticket, column.name) for column in COLUMNS}


def dues_row(dues: Dues) -> dict[str, Any]:
    """By when what is due, as columns."""
    return {f"{target}_due": dues.of(target) for target in Target}


def clocked_row(clock: Clocked) -> dict[str, Any]:
    """Everything the clock says of a ticket, as columns."""
    next_ones = {"due_at": clock.dues.next, "look_at": clock.look_at}
    return {"plan": clock.plan, "reckoned_with": clock.reckoned_with, **next_ones, **dues_row(clock.dues)}


def asking(identity: Identity, conversation_id: str) -> Mapping[str, Any]:
    """Who asks, as `readable_by` wants to know it: a contact or an address only where it was verified."""
    signed = identity.level >= Level.SIGNED
    return {
        "conversation": conversation_id,
        "customer": identity.customer_id if signed else None,
        "contact": identity.contact_id if signed else None,
        "address": identity.confirmed_address,
        "matters": sorted(matters_of(identity.roles)) if signed else [],
    }


def ticket_of(row: Row[Any]) -> Ticket:
    """The ticket in a row that has at least COLUMNS."""
    values = {column.name: row._mapping[column.name] for column in COLUMNS} | {"answer": row._mapping.get("answer")}
    codes = {"matter": Matter(row.matter), "state": TicketState(row.state), "severity": Severity(row.severity)}
    return Ticket(**values | codes)
