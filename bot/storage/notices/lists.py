"""Mails as agents see them: those about the matters they work on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, select, update

from bot.domain.notices.outbox import MailState, Trouble
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.notices import MailedRows, MailKind, MailQuery, MailRow, Settled
from bot.storage.notices.mails import values_of
from bot.storage.schema import mails as t

MOST_TOLD = 50
"""Mails of one conversation whose states are looked up."""

_COLUMNS = (
    t.c.id,
    t.c.kind,
    t.c.about,
    t.c.recipient,
    t.c.subject,
    t.c.state,
    t.c.trouble,
    t.c.detail,
    t.c.attempts,
    t.c.queued_at,
    t.c.changed_at,
    t.c.next_at,
)

_TOLD = (
    select(func.coalesce(t.c.first_seq, t.c.seq), t.c.seq, t.c.state)
    .where(
        t.c.conversation_id == bindparam("conversation"),
        t.c.kind.in_((MailKind.REPLY.value, MailKind.ANSWERED.value)),
        t.c.seq.is_not(None),
    )
    .order_by(t.c.id.desc())
    .limit(bindparam("most"))
)


class SqlMailLists:
    """`services.ports.MailLists`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, asked: MailQuery, *, asked_by: Agent) -> tuple[tuple[MailRow, ...], int]:
        """A part of the list, newest first, and how many there are in all."""
        wanted = (_own(asked_by), *([t.c.state.in_(asked.states)] if asked.states else ()))
        total = self._connection.execute(select(func.count()).select_from(t).where(*wanted)).scalar_one()
        rows = self._connection.execute(
            select(*_COLUMNS).where(*wanted).order_by(t.c.id.desc()).limit(asked.limit).offset(asked.offset)
        )
        return tuple(map(_row, rows)), total

    def about(self, about: str, *, asked_by: Agent, limit: int = 20) -> tuple[MailRow, ...]:
        """The latest mails about one ticket or conversation, in the order of queueing."""
        wanted = select(*_COLUMNS).where(t.c.about == about, _own(asked_by)).order_by(t.c.id.desc()).limit(limit)
        return tuple(map(_row, reversed(self._connection.execute(wanted).all())))

    def told_rows(self, conversation_id: str, *, asked_by: Agent) -> tuple[MailedRows, ...]:
        """Which rows of a conversation mails tell its customer, the latest mails only, in the order of queueing.

        Raises AgentMayNot without READ_CONVERSATIONS.
        """
        asked_by.require(Permission.READ_CONVERSATIONS)
        rows = self._connection.execute(_TOLD, {"conversation": conversation_id, "most": MOST_TOLD}).all()
        return tuple(MailedRows(first, last, MailState(state)) for first, last, state in reversed(rows))

    def one(self, row_id: int, *, asked_by: Agent) -> MailRow | None:
        """The mail, or None; one query for another matter's and a missing one."""
        row = self._connection.execute(select(*_COLUMNS).where(t.c.id == row_id, _own(asked_by))).one_or_none()
        return _row(row) if row is not None else None

    def counts(self, *, asked_by: Agent, since: datetime) -> Mapping[MailState, int]:
        """How many mails queued since then are in each state."""
        counted = select(t.c.state, func.count()).where(t.c.queued_at >= since, _own(asked_by)).group_by(t.c.state)
        return {MailState(state): count for state, count in self._connection.execute(counted)}

    def change(
        self, row_id: int, states: Sequence[MailState], settled: Settled, *, asked_by: Agent, anew: bool = False
    ) -> bool:
        """Changes a mail that is in one of these states; `anew` counts its attempts from nothing. False otherwise."""
        values = values_of(settled) | ({"attempts": 0} if anew else {})
        mine = (t.c.id == row_id, t.c.state.in_([state.value for state in states]), _own(asked_by))
        return self._connection.execute(update(t).where(*mine).values(values)).rowcount == 1


def _own(agent: Agent) -> ColumnElement[bool]:
    """Codes to sign in with are nobody's but the reader's; alerts and receipts are about no ticket."""
    hidden = (MailKind.CODE, MailKind.ALERT, MailKind.RECEIPT)
    return and_(t.c.matter.in_(sorted(agent.matters)), t.c.kind.not_in([kind.value for kind in hidden]))


def _row(row: Row[Any]) -> MailRow:
    trouble = Trouble(row.trouble) if row.trouble else None
    kinds = {"kind": MailKind(row.kind), "state": MailState(row.state), "trouble": trouble}
    return MailRow(**dict(row._mapping) | kinds)
