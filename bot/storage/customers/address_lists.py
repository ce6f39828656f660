"""Proven addresses as agents see them: lists by what people made of them, and what came from each."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, literal, or_, select

from bot.domain.customers.unlinked import AddressState
from bot.domain.staff.agents import Agent, Permission
from bot.domain.support.tickets import Matter, TicketState
from bot.services.records.customers import AddressQuery, AddressRow, AddressTalk, AddressTicket
from bot.storage.schema import agents, contacts, conversations, customers, tickets
from bot.storage.schema import confirmed_addresses as t

_CONTACT = or_(contacts.c.id == t.c.contact_id, and_(t.c.contact_id.is_(None), contacts.c.email == t.c.address))
_STATE = case(
    (t.c.contact_id.is_not(None), literal(AddressState.LINKED.value)),
    (t.c.dismissed_at.is_not(None), literal(AddressState.DISMISSED.value)),
    else_=literal(AddressState.WAITING.value),
)


def _came_from(table: Any) -> ColumnElement[bool]:
    """Under the address itself, or of the contact it was linked to."""
    return or_(table.c.confirmed_address == t.c.address, table.c.contact_id == t.c.contact_id)


_TALKS = and_(_came_from(conversations), conversations.c.last_at.is_not(None))
_ROWS: Select[Any] = select(
    t,
    _STATE.label("state"),
    func.coalesce(t.c.linked_at, t.c.dismissed_at).label("settled_at"),
    agents.c.name.label("settled_by"),
    contacts.c.name.label("contact"),
    customers.c.id.label("customer_id"),
    customers.c.name.label("customer"),
    select(func.count()).select_from(conversations).where(_TALKS).correlate(t).scalar_subquery().label("talks"),
    select(func.count()).select_from(tickets).where(_came_from(tickets)).correlate(t).scalar_subquery().label("opened"),
).select_from(
    t.outerjoin(contacts, _CONTACT)
    .outerjoin(customers, customers.c.id == contacts.c.customer_id)
    .outerjoin(agents, agents.c.id == func.coalesce(t.c.linked_by, t.c.dismissed_by))
)
_ONE = _ROWS.where(t.c.id == bindparam("address"))
_OF = t.c.id == bindparam("address")
_ITS_TALKS = (
    select(conversations.c.id, conversations.c.started_at, conversations.c.last_at)
    .select_from(conversations.join(t, _TALKS))
    .where(_OF)
    .order_by(conversations.c.last_at.desc(), conversations.c.id)
    .limit(bindparam("most"))
)
_ITS_TICKETS = (
    select(tickets.c.number, tickets.c.subject, tickets.c.matter, tickets.c.state)
    .select_from(tickets.join(t, _came_from(tickets)))
    .where(_OF, tickets.c.matter.in_(bindparam("matters", expanding=True)))
    .order_by(tickets.c.opened_at.desc(), tickets.c.id.desc())
    .limit(bindparam("most"))
)


class SqlAddressLists:
    """`services.ports.AddressLists`. Every method raises AgentMayNot without SEE_CUSTOMERS."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, asked: AddressQuery, *, asked_by: Agent) -> tuple[tuple[AddressRow, ...], int]:
        """A part of the list, and how many there are in all."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        wanted = _ROWS.where(*_conditions(asked))
        total = self._connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
        ordered = wanted.order_by(t.c.seen_at.desc(), t.c.id.desc()).limit(asked.limit).offset(asked.offset)
        return tuple(map(_row, self._connection.execute(ordered))), total

    def counts(self, *, asked_by: Agent) -> Mapping[AddressState, int]:
        """How many there are in each state."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        rows = self._connection.execute(select(_STATE.label("state"), func.count()).select_from(t).group_by(_STATE))
        found = {AddressState(state): count for state, count in rows}
        return {state: found.get(state, 0) for state in AddressState}

    def one(self, address_id: int, *, asked_by: Agent) -> AddressRow | None:
        """The address, or None."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        row = self._connection.execute(_ONE, {"address": address_id}).one_or_none()
        return _row(row) if row is not None else None

    def talks(self, address_id: int, *, asked_by: Agent, limit: int) -> tuple[AddressTalk, ...]:
        """Its conversations in which something was said, newest first. Raises AgentMayNot, as reading them does."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        asked_by.require(Permission.READ_CONVERSATIONS)
        rows = self._connection.execute(_ITS_TALKS, {"address": address_id, "most": limit})
        return tuple(AddressTalk(row.id, row.started_at, row.last_at) for row in rows)

    def tickets(self, address_id: int, *, asked_by: Agent, limit: int) -> tuple[AddressTicket, ...]:
        """Its tickets of the matters the agent works on, newest first."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        values = {"address": address_id, "matters": _codes(asked_by.matters), "most": limit}
        rows = self._connection.execute(_ITS_TICKETS, values)
        return tuple(AddressTicket(r.number, r.subject, Matter(r.matter), TicketState(r.state)) for r in rows)


def _codes(matters: Set[Matter]) -> list[str]:
    return sorted(matter.value for matter in matters)


def _conditions(asked: AddressQuery) -> Iterator[ColumnElement[bool]]:
    linked, dismissed = t.c.contact_id.is_not(None), t.c.dismissed_at.is_not(None)
    yield {AddressState.LINKED: linked, AddressState.DISMISSED: dismissed}.get(asked.state, ~or_(linked, dismissed))
    if asked.words:
        likely = dict.fromkeys((asked.words, asked.words.casefold(), asked.words.title()))
        columns = (t.c.address, customers.c.name)
        yield or_(*(column.icontains(word, autoescape=True) for column in columns for word in likely))


def _row(row: Row[Any]) -> AddressRow:
    return AddressRow(
        id=row.id,
        address=row.address,
        language=row.language,
        first_seen_at=row.first_seen_at,
        seen_at=row.seen_at,
        state=AddressState(row.state),
        settled_at=row.settled_at,
        settled_by=row.settled_by or "",
        contact_id=row.contact_id,
        contact=row.contact or "",
        customer_id=row.customer_id,
        customer=row.customer or "",
        conversations=row.talks,
        tickets=row.opened,
    )
