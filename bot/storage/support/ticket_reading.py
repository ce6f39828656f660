"""Tickets as their customer reads them: a list, the entries of one, and what was not seen yet."""

from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, exists, func, or_, select, update

from bot.domain.customers.identity import Identity
from bot.domain.support.tickets import TicketEvent, TicketState
from bot.services.records.support import OwnTicket, TicketEntry
from bot.storage.kernel.columns import unless_there
from bot.storage.schema import agents, conversations, ticket_reads
from bot.storage.schema import ticket_events as e
from bot.storage.schema import tickets as t
from bot.storage.support.tickets import ANSWER, COLUMNS, asking, readable_by, ticket_of

MOST_UNREAD = 99
"""Nobody needs to know how many more there are."""
_TOLD = [event.value for event in (TicketEvent.ANSWER, TicketEvent.MESSAGE, TicketEvent.STATE)]
_MINE = or_(t.c.contact_id == bindparam("contact"), t.c.confirmed_address == bindparam("address"))
"""Opened by the very contact, or from the proven address; of a visitor both are null, and nothing equals null."""
_READ = (
    select(ticket_reads.c.seen_event)
    .where(ticket_reads.c.ticket_id == t.c.id, ticket_reads.c.contact_id == bindparam("contact"))
    .correlate(t)
    .scalar_subquery()
)
_SEEN = func.coalesce(_READ, t.c.seen_event)
"""How far the contact has seen it, or whoever opened it from a proven address."""
_SEEN_THERE = exists().where(conversations.c.id == t.c.conversation_id, conversations.c.seen_seq >= e.c.seq)
"""Said in the conversation, where the customer had it before the eyes."""
_UNREAD = and_(
    _MINE,
    e.c.ticket_id == t.c.id,
    e.c.event == TicketEvent.ANSWER.value,
    e.c.id > _SEEN,
    or_(e.c.seq.is_(None), ~_SEEN_THERE.correlate(t, e)),
)
_COUNT = select(func.count()).select_from(e).where(_UNREAD).correlate(t).scalar_subquery()
_FIRST = select(func.min(e.c.id)).where(_UNREAD).correlate(t).scalar_subquery()
_LIST: Select[Any] = select(*COLUMNS, ANSWER, _COUNT.label("unread"))
_PAGE = (
    _LIST.where(readable_by())
    .order_by(
        case((_COUNT > 0, 0), else_=1),
        case((t.c.state == TicketState.CLOSED.value, 1), else_=0),
        t.c.opened_at.desc(),
        t.c.id.desc(),
    )
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
_HOW_MANY = select(func.count()).select_from(t).where(readable_by())
_WITH_NEWS = _LIST.where(_MINE, exists().where(_UNREAD).correlate(t)).order_by(_FIRST).limit(bindparam("most"))
_BESIDE = select(func.count()).select_from(
    select(e.c.id)
    .select_from(e.join(t, e.c.ticket_id == t.c.id))
    .where(_UNREAD, e.c.seq.is_(None))
    .limit(MOST_UNREAD)
    .subquery()
)
_LAST: Select[Any] = (
    select(e, agents.c.name.label("agent"), case((_UNREAD, 1), else_=0).label("new"))
    .select_from(e.join(t, t.c.id == e.c.ticket_id).outerjoin(agents, agents.c.id == e.c.agent_id))
    .where(t.c.number == bindparam("ticket"), readable_by(), e.c.event.in_(_TOLD))
    .order_by(e.c.id.desc())
    .limit(bindparam("most"))
)
_THIS = select(t.c.id, t.c.confirmed_address).where(t.c.number == bindparam("ticket"), readable_by())


class SqlTicketReading:
    """`services.ports.TicketReading`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, *, asked_by: Identity, limit: int, offset: int) -> tuple[tuple[OwnTicket, ...], int]:
        """A part of those the speaker may read, and how many there are: unread first, then open, then the newest."""
        who = asking(asked_by, "")
        rows = self._connection.execute(_PAGE, {**who, "most": limit, "first": offset})
        return tuple(map(_own, rows)), self._connection.execute(_HOW_MANY, who).scalar_one()

    def unread(self, *, asked_by: Identity, limit: int) -> tuple[OwnTicket, ...]:
        """Tickets the speaker opened with answers the speaker has not seen, the longest unseen first."""
        values = {**_who(asked_by), "most": limit}
        return tuple(map(_own, self._connection.execute(_WITH_NEWS, values)))

    def unread_beside(self, *, asked_by: Identity) -> int:
        """How many unseen answers were said in no conversation; counts no further than MOST_UNREAD."""
        return self._connection.execute(_BESIDE, _who(asked_by)).scalar_one()

    def entries(self, number: str, *, asked_by: Identity, conversation_id: str, limit: int) -> tuple[TicketEntry, ...]:
        """The last entries of a ticket the speaker may read, in order; no notes, and nothing for a missing one."""
        values = {"ticket": number, "most": limit, **asking(asked_by, conversation_id)}
        return tuple(reversed(tuple(map(_entry, self._connection.execute(_LAST, values)))))

    def saw(self, number: str, up_to: int, *, asked_by: Identity) -> None:
        """The customer has seen the ticket up to this entry; never goes back. Not for visitors and others' tickets."""
        who = asking(asked_by, "")
        found = self._connection.execute(_THIS, {"ticket": number, **who}).one_or_none()
        if found is None:
            return
        if found.confirmed_address is not None:
            further = update(t).where(t.c.id == found.id, t.c.seen_event < up_to).values(seen_event=up_to)
            self._connection.execute(further)
        elif who["contact"] is not None:
            self._contact_saw(found.id, up_to, who["contact"])

    def _contact_saw(self, ticket: int, up_to: int, contact: int) -> None:
        row = {"ticket_id": ticket, "contact_id": contact, "seen_event": up_to}
        self._connection.execute(unless_there(self._connection, ticket_reads), row)
        mine = (ticket_reads.c.ticket_id == ticket, ticket_reads.c.contact_id == contact)
        further = update(ticket_reads).where(*mine, ticket_reads.c.seen_event < up_to)
        self._connection.execute(further.values(seen_event=up_to))


def _who(identity: Identity) -> dict[str, Any]:
    """Who opened a ticket, as `_MINE` wants to know it."""
    who = asking(identity, "")
    return {"contact": who["contact"], "address": who["address"]}


def _own(row: Row[Any]) -> OwnTicket:
    return OwnTicket(ticket_of(row), row.unread)


def _entry(row: Row[Any]) -> TicketEntry:
    """The reason an agent gave for a state is for colleagues and left out."""
    event = TicketEvent(row.event)
    is_state = event is TicketEvent.STATE
    return TicketEntry(
        id=row.id,
        at=row.at,
        event=event,
        agent=row.agent or "",
        contact_id=row.contact_id,
        text="" if is_state else row.text,
        state=TicketState(row.text.partition("\n")[0]) if is_state else None,
        unread=bool(row.new),
    )
