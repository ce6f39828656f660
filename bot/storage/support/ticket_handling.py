"""Tickets as agents work on them: only those of their matters, changed only if still as read."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from bot.domain.kernel.errors import TicketNotFound
from bot.domain.notices.incoming import came_by_mail
from bot.domain.staff.agents import PERMISSIONS, Agent, Permission
from bot.domain.support.ticket_handling import TicketChanged, next_version
from bot.domain.support.tickets import Matter, Ticket, TicketEvent, TicketState
from bot.services.records.staff import Colleague
from bot.services.records.support import TicketChange, TicketForAgents, TicketQuery, TicketStep, Whose
from bot.storage.schema import agent_roles, agents, contacts, customers, ticket_events
from bot.storage.schema import tickets as t
from bot.storage.support.tickets import COLUMNS, ticket_of

_ANSWERED = (
    select(func.min(ticket_events.c.at))
    .where(ticket_events.c.ticket_id == t.c.id, ticket_events.c.event == TicketEvent.ANSWER.value)
    .correlate(t)
    .scalar_subquery()
)
_FROM = (
    t.outerjoin(customers, customers.c.id == t.c.customer_id)
    .outerjoin(contacts, contacts.c.id == t.c.contact_id)
    .outerjoin(agents, agents.c.id == t.c.agent_id)
)
_TICKETS: Select[Any] = select(
    *COLUMNS,
    t.c.agent_id,
    agents.c.name.label("agent"),
    customers.c.name.label("customer"),
    customers.c.support_plan,
    contacts.c.name.label("contact"),
    contacts.c.email.label("contact_email"),
    _ANSWERED.label("answered_at"),
).select_from(_FROM)
_CLOSED = t.c.state == TicketState.CLOSED.value
_ORDER = (
    case((_CLOSED, 1), else_=0),
    case((_CLOSED, None), (t.c.due_at.is_(None), 1), else_=0),
    case((_CLOSED, None), else_=t.c.due_at),
    case((_CLOSED, None), else_=t.c.opened_at),
    t.c.changed_at.desc(),
    t.c.id,
)
_HISTORY: Select[Any] = (
    select(ticket_events, agents.c.name.label("agent"), contacts.c.name.label("contact"))
    .select_from(
        ticket_events.join(t, t.c.id == ticket_events.c.ticket_id)
        .outerjoin(agents, agents.c.id == ticket_events.c.agent_id)
        .outerjoin(contacts, contacts.c.id == ticket_events.c.contact_id)
    )
    .order_by(ticket_events.c.at, ticket_events.c.id)
)
_CODED = frozenset({TicketEvent.STATE, TicketEvent.SEVERITY, TicketEvent.ASSIGNED, TicketEvent.MOVED})
"""Events whose first line is what changed, and whose rest is the reason."""

_WORKS_ON = {
    Matter.COMMERCIAL: Permission.WORK_COMMERCIAL_TICKETS,
    Matter.TECHNICAL: Permission.WORK_TECHNICAL_TICKETS,
}


class SqlTicketHandling:
    """`services.ports.TicketHandling`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, asked: TicketQuery, *, asked_by: Agent) -> tuple[tuple[TicketForAgents, ...], int]:
        """A part of the list, and how many there are in all: open ones first, by what is due next, then by age."""
        conditions = (_own(asked_by), *_narrowed(asked, asked_by))
        count = self._connection.execute(select(func.count()).select_from(_FROM).where(*conditions)).scalar_one()
        rows = self._connection.execute(
            _TICKETS.where(*conditions).order_by(*_ORDER).limit(asked.limit).offset(asked.offset)
        )
        return tuple(map(_on_desk, rows)), count

    def one(self, number: str, *, asked_by: Agent) -> TicketForAgents | None:
        """The ticket of that exact number, or None; one query for missing and another matter's."""
        row = self._connection.execute(_TICKETS.where(t.c.number == number, _own(asked_by))).one_or_none()
        return _on_desk(row) if row is not None else None

    def history(self, number: str, *, asked_by: Agent) -> tuple[TicketStep, ...]:
        """What was done with it, in order."""
        return tuple(map(_step, self._connection.execute(_HISTORY.where(t.c.number == number, _own(asked_by)))))

    def open_of(
        self, *, asked_by: Agent, customer_id: int | None = None, conversation_id: str | None = None, limit: int = 10
    ) -> tuple[Ticket, ...]:
        """Tickets not closed of a customer, or of a conversation, newest first."""
        whose = t.c.customer_id == customer_id if customer_id is not None else t.c.conversation_id == conversation_id
        wanted = select(*COLUMNS).where(whose, ~_CLOSED, _own(asked_by))
        rows = self._connection.execute(wanted.order_by(t.c.opened_at.desc(), t.c.id.desc()).limit(limit))
        return tuple(map(ticket_of, rows))

    def change(
        self, number: str, changes: Sequence[TicketChange], *, asked_by: Agent, seen: datetime, now: datetime
    ) -> None:
        """Writes the changes and their events if the ticket is still as `seen`.

        Raises TicketNotFound, and TicketChanged when a colleague was faster.
        """
        version = next_version(seen, now)
        values: dict[str, Any] = {"changed_at": version}
        for change in changes:
            values |= _values(change)
        mine = (t.c.number == number, _own(asked_by))
        changed = self._connection.execute(update(t).where(*mine, t.c.changed_at == seen).values(values))
        ticket_id = self._connection.execute(select(t.c.id).where(t.c.number == number)).scalar_one_or_none()
        if changed.rowcount != 1:
            raise TicketChanged(number=number) if self.one(number, asked_by=asked_by) else TicketNotFound(number=number)
        rows = [_event_row(ticket_id, change, asked_by, version) for change in changes]
        self._connection.execute(insert(ticket_events), rows)

    def note_opening(self, number: str, *, asked_by: Agent, now: datetime) -> bool:
        """Writes down who opened the ticket for the customer; False when that stands already. Raises AgentMayNot."""
        asked_by.require(Permission.ANSWER_CONVERSATIONS)
        ticket_id = self._connection.execute(select(t.c.id).where(t.c.number == number)).scalar_one()
        noted = select(func.count()).where(ticket_events.c.ticket_id == ticket_id)
        if self._connection.execute(noted).scalar_one():
            return False
        opened = TicketChange(TicketEvent.STATE, TicketState.OPEN.value)
        self._connection.execute(insert(ticket_events), [_event_row(ticket_id, opened, asked_by, now)])
        return True

    def colleagues(self, matter: Matter, *, asked_by: Agent) -> tuple[Colleague, ...]:
        """Who works on a matter and can sign in, by name. Raises AgentMayNot for another's matter."""
        asked_by.require(_WORKS_ON[matter])
        roles = [role.value for role, permissions in PERMISSIONS.items() if _WORKS_ON[matter] in permissions]
        able = select(agent_roles.c.agent_id).where(agent_roles.c.role.in_(roles))
        wanted = select(agents.c.id, agents.c.name).where(agents.c.active == true(), agents.c.id.in_(able))
        return tuple(Colleague(*row) for row in self._connection.execute(wanted.order_by(agents.c.name, agents.c.id)))


def _own(agent: Agent) -> ColumnElement[bool]:
    return t.c.matter.in_(sorted(agent.matters))


def _narrowed(asked: TicketQuery, agent: Agent) -> Iterator[ColumnElement[bool]]:
    yield t.c.state == asked.state.value if asked.state else ~_CLOSED
    if asked.queue:
        yield t.c.queue == asked.queue
    if asked.matter is not None:
        yield t.c.matter == asked.matter.value
    if asked.whose is Whose.MINE:
        yield t.c.agent_id == agent.id
    if asked.whose is Whose.TEAM:
        yield t.c.queue.in_(asked.own)
    if asked.whose is Whose.UNASSIGNED:
        yield t.c.agent_id.is_(None)
    if asked.customer:
        yield or_(_has(customers.c.name, asked.customer), _has(customers.c.number, asked.customer))
    if asked.owner is not None:
        yield t.c.agent_id == asked.owner
    if asked.words:
        yield or_(t.c.number.in_(asked.numbers), *(_has(column, asked.words) for column in _SEARCHED))
    if asked.due_by is not None:
        yield and_(t.c.due_at <= asked.due_by, ~_CLOSED)


_SEARCHED = (t.c.subject, t.c.text, t.c.contact_address, customers.c.name, contacts.c.name, contacts.c.email)


def _has(column: Any, words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)  # type: ignore[no-any-return]


def _values(change: TicketChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.state is not None:
        values["state"] = change.state.value
    if change.severity is not None:
        values["severity"] = change.severity.value
    if change.queue is not None:
        values["queue"] = change.queue
    if change.matter is not None:
        values["matter"] = change.matter.value
    if change.assigned_to is not None:
        values["assigned_to"] = change.assigned_to
    if change.agent_id is not None or change.released:
        values["agent_id"] = change.agent_id
    return values


def _event_row(ticket_id: Any, change: TicketChange, agent: Agent, at: datetime) -> dict[str, Any]:
    text = f"{change.code}\n{change.text}".rstrip("\n") if change.event in _CODED else change.text
    return {
        "ticket_id": ticket_id,
        "at": at,
        "agent_id": agent.id,
        "event": change.event.value,
        "text": text,
        "seq": change.seq,
    }


def _step(row: Row[Any]) -> TicketStep:
    event = TicketEvent(row.event)
    code, _, reason = row.text.partition("\n") if event in _CODED else ("", "", row.text)
    return TicketStep(row.at, row.agent or "", event, code, reason, row.contact, came_by_mail(row.origin))


def _on_desk(row: Row[Any]) -> TicketForAgents:
    return TicketForAgents(
        ticket=ticket_of(row),
        customer=row.customer,
        contact=row.contact,
        contact_email=row.contact_email,
        support_plan=row.support_plan,
        agent_id=row.agent_id,
        agent=row.agent,
        answered_at=row.answered_at,
    )
