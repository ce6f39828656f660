"""Conversations as the console lists and shows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
)

from bot.domain.conversations.conversation import Lifecycle
from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.conversations.queue_order import Place
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.conversations import ConversationQuery, Listed, View
from bot.storage.conversations.conversations import COLUMNS, record_of
from bot.storage.conversations.list_order import WAITS_SINCE, cursor_of, parts_of
from bot.storage.conversations.log import WITH_SUMMARY, message_of, summary_of
from bot.storage.kernel.columns import Instant
from bot.storage.schema import agents, contacts, conversation_tags, customers, messages
from bot.storage.schema import conversations as t

_QUEUED = text("conversations.owner_kind = 'queue'")  # spelled as in the partial indexes, or SQLite would not use them
_HELD = text("conversations.owner_kind = 'agent'")
_OPEN = text("conversations.owner_kind <> 'bot'")
_FROM = t.outerjoin(contacts, contacts.c.id == t.c.contact_id).outerjoin(
    customers, customers.c.id == contacts.c.customer_id
)
_LIST: Select[Any] = select(
    *COLUMNS,
    t.c.last_at,
    t.c.last_author,
    t.c.last_text,
    t.c.here_at,
    t.c.confirmed_address,
    contacts.c.name.label("contact"),
    customers.c.name.label("customer"),
    customers.c.id.label("customer_id"),
    agents.c.name.label("agent"),
).select_from(_FROM.outerjoin(agents, agents.c.id == t.c.owner_agent))
_TAGS = select(conversation_tags.c.conversation_id, conversation_tags.c.tag).where(
    conversation_tags.c.conversation_id.in_(bindparam("ids", expanding=True))
)
_COUNT: Select[Any] = select(
    func.count().filter(_QUEUED),
    func.count().filter(and_(_HELD, t.c.owner_agent == bindparam("me"), t.c.snoozed_until.is_(None))),
    func.count().filter(t.c.queue.in_(bindparam("own", expanding=True))),
).where(_OPEN)
_CALLING = (
    _LIST.where(
        _OPEN,
        or_(_QUEUED, and_(t.c.owner_agent == bindparam("me"), t.c.snoozed_until.is_(None))),
        bindparam("since", type_=Instant) <= WAITS_SINCE,
    )
    .order_by(WAITS_SINCE.desc(), t.c.id)
    .limit(bindparam("most"))
)
_TRANSCRIPT = WITH_SUMMARY.where(messages.c.conversation_id == bindparam("conversation")).limit(bindparam("most"))
_FORWARD = _TRANSCRIPT.where(messages.c.seq > bindparam("number")).order_by(messages.c.seq)
_BACKWARD = _TRANSCRIPT.where(messages.c.seq < bindparam("number")).order_by(messages.c.seq.desc())


class SqlOverview:
    """`services.ports.Overview`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, asked: ConversationQuery, *, asked_by: Agent, now: datetime) -> tuple[Listed, ...]:
        """The conversations of a list, at most `asked.limit`. Raises AgentMayNot."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        wanted = _LIST.where(*_conditions(asked, asked_by))
        found: list[Row[Any]] = []
        for part in parts_of(wanted, asked.view, asked.before):
            found += self._connection.execute(part.limit(asked.limit - len(found)))
            if len(found) == asked.limit:
                break
        return self._listed(found, asked.view)

    def total(self, asked: ConversationQuery, *, asked_by: Agent) -> int | None:
        """How many conversations the whole list has; None where nobody counts. Raises AgentMayNot."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        if asked.view in (View.ALL, View.CLOSED):
            return None
        counted = select(func.count()).select_from(_FROM).where(*_conditions(asked, asked_by))
        return self._connection.execute(counted).scalar_one()

    def calling(self, since: datetime, *, asked_by: Agent, limit: int = 50) -> tuple[Listed, ...]:
        """Queued conversations and the agent's own that wait since then or later; the newest first.

        Raises AgentMayNot.
        """
        asked_by.require(Permission.READ_CONVERSATIONS)
        values = {"me": asked_by.id, "since": since, "most": limit}
        return self._listed(self._connection.execute(_CALLING, values).all())

    def one(self, conversation_id: str, *, asked_by: Agent) -> Listed | None:
        """One conversation as lists show it, or None. Raises AgentMayNot."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        found = self._listed(self._connection.execute(_LIST.where(t.c.id == conversation_id)).all())
        return found[0] if found else None

    def counts(self, own: Sequence[str], *, asked_by: Agent) -> Mapping[str, int]:
        """How many are in the views waiting, mine and team, `own` being its queues. Raises AgentMayNot."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        row = self._connection.execute(_COUNT, {"me": asked_by.id, "own": list(own)}).one()
        return dict(zip(("waiting", "mine", "team"), row, strict=True))

    def transcript(
        self, conversation_id: str, *, asked_by: Agent, after: int = 0, before: int | None = None, limit: int = 200
    ) -> tuple[Message, ...]:
        """Rows of the log with notes and suppressed replies, each with its turn's summary, in order.

        After a number, or with `before` the last ones before it. Raises AgentMayNot.
        """
        asked_by.require(Permission.READ_CONVERSATIONS)
        number = after if before is None else before
        values = {"conversation": conversation_id, "number": number, "most": limit}
        rows = self._connection.execute(_FORWARD if before is None else _BACKWARD, values).all()
        return tuple(message_of(row, summary_of(row)) for row in (rows if before is None else reversed(rows)))

    def _listed(self, rows: Sequence[Row[Any]], view: View = View.ALL) -> tuple[Listed, ...]:
        tags: dict[str, list[str]] = {}
        if rows:
            for conversation_id, tag in self._connection.execute(_TAGS, {"ids": [row.id for row in rows]}):
                tags.setdefault(conversation_id, []).append(tag)
        return tuple(_row(row, view, tuple(sorted(tags.get(row.id, ())))) for row in rows)


def _in_view(asked: ConversationQuery, agent: Agent) -> ColumnElement[bool]:
    held_by_me = and_(_HELD, t.c.owner_agent == agent.id)
    match asked.view:
        case View.WAITING:
            return and_(_QUEUED)
        case View.MINE:
            return and_(held_by_me, t.c.snoozed_until.is_(None))
        case View.SNOOZED:
            return and_(held_by_me, t.c.snoozed_until.is_not(None))
        case View.TEAM:
            return and_(_OPEN, t.c.queue.in_(asked.own))
        case View.CLOSED:
            return and_(t.c.last_at.is_not(None), t.c.lifecycle == Lifecycle.CLOSED.value)
        case View.ALL:
            return t.c.last_at.is_not(None)


def _conditions(asked: ConversationQuery, agent: Agent) -> list[ColumnElement[bool]]:
    conditions = [_in_view(asked, agent)]
    if asked.queue:
        conditions.append(t.c.queue == asked.queue)
    if asked.customer:
        named = (column.icontains(asked.customer, autoescape=True) for column in (customers.c.name, customers.c.number))
        conditions.append(or_(*named))
    if asked.owner is not None:
        conditions.append(t.c.owner_agent == asked.owner)
    if asked.tag:
        tagged = exists().where(conversation_tags.c.conversation_id == t.c.id, conversation_tags.c.tag == asked.tag)
        conditions.append(tagged)
    conditions += [_found(word) for word in asked.query.split()[:5]]
    return conditions


def _found(word: str) -> ColumnElement[bool]:
    """In a name, an address, or anything said or noted; capitals do not count."""
    said = exists().where(
        messages.c.conversation_id == t.c.id,
        messages.c.visibility.in_((Visibility.PUBLIC.value, Visibility.NOTE.value)),
        messages.c.text.icontains(word, autoescape=True),
    )
    named = [
        column.icontains(word, autoescape=True) for column in (contacts.c.name, contacts.c.email, t.c.confirmed_address)
    ]
    return or_(*named, customers.c.name.icontains(word, autoescape=True), t.c.id == word, said)


def _row(row: Row[Any], view: View, tags: tuple[str, ...]) -> Listed:
    record = record_of(row)
    at = row.last_at or row.started_at
    place = Place.of(record.conversation, record.contact_id, record.unanswered_since, at)
    return Listed(
        conversation=record.conversation,
        channel=record.channel,
        language=record.language,
        started_at=record.started_at,
        last_at=at,
        last_author=row.last_author or Author.DESK.value,
        last_text=row.last_text or "",
        last_seq=record.last_seq,
        delivered_seq=record.delivered_seq,
        unanswered_since=record.unanswered_since,
        contact=row.contact or row.confirmed_address or "",
        contact_id=record.contact_id,
        customer=row.customer or "",
        customer_id=row.customer_id,
        agent=row.agent or "",
        tags=tags,
        cursor=cursor_of(view, place, at),
        here_at=row.here_at,
    )
