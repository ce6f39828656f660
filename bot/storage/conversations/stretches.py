"""Stretches with people, and the waits that honest estimates are made of."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, literal, select, text, update

from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.conversations.stretches import Ending, Stretch
from bot.storage.kernel.columns import Instant
from bot.storage.schema import conversations
from bot.storage.schema import stretches as t

_OPEN = (t.c.conversation_id == bindparam("conversation"), text("stretches.ended_at IS NULL"))
_LAST_ROW = select(conversations.c.last_seq).where(conversations.c.id == bindparam("of")).scalar_subquery()
_FIND: Select[Any] = select(t).where(*_OPEN)
_ANSWERED = (
    update(t)
    .where(*_OPEN, t.c.answered_at.is_(None), t.c.accepted_at.is_not(None))
    .values(answered_at=bindparam("now", type_=Instant))
)
_END = update(t).where(*_OPEN).values(ended_at=bindparam("now", type_=Instant), ending=bindparam("how")).returning(*t.c)
_WAITS: Select[Any] = (
    select(t.c.began_at, t.c.accepted_at)
    .where(t.c.accepted_at >= bindparam("since", type_=Instant), t.c.reason.is_not(None))
    .order_by(t.c.accepted_at.desc())
    .limit(bindparam("most"))
)


class SqlStretches:
    """`services.ports.Stretches`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, conversation: Conversation, now: datetime) -> None:
        """From the bot to people: queued, or held at once by an agent."""
        reason = conversation.handoff_reason
        agent = conversation.owner.agent
        values = {
            "conversation_id": conversation.id,
            "segment": conversation.segment,
            "queue": conversation.queue,
            "reason": reason.value if reason is not None else None,
            "agent_id": agent,
            "began_at": now,
            "accepted_at": now if agent is not None else None,
        }
        self._connection.execute(insert(t).values(first_seq=_LAST_ROW, **values), {"of": conversation.id})

    def move(self, conversation: Conversation, now: datetime) -> None:
        """Among people: another queue, another agent, or back in the queue."""
        changed: dict[str, Any] = {"queue": conversation.queue}
        if conversation.owner.agent is not None:
            changed["agent_id"] = conversation.owner.agent
            changed["accepted_at"] = func.coalesce(t.c.accepted_at, literal(now, Instant))
        moved = update(t).where(*_OPEN).values(changed)
        self._connection.execute(moved, {"conversation": conversation.id})

    def end(self, conversation_id: str, ending: Ending, now: datetime) -> Stretch | None:
        """Back at the bot. The stretch that ended, or None when none was open."""
        values = {"conversation": conversation_id, "now": now, "how": ending.value}
        row = self._connection.execute(_END, values).one_or_none()
        return _stretch(row) if row is not None else None

    def answered(self, conversation_id: str, now: datetime) -> None:
        """A person wrote in public; only the first time counts."""
        self._connection.execute(_ANSWERED, {"conversation": conversation_id, "now": now})

    def summarised(self, stretch_id: int, summary: str) -> None:
        """Keeps what the agent wrote down when handing back."""
        self._connection.execute(update(t).where(t.c.id == stretch_id).values(summary=summary))

    def open_in(self, conversation_id: str) -> Stretch | None:
        """The stretch under way, or None."""
        row = self._connection.execute(_FIND, {"conversation": conversation_id}).one_or_none()
        return _stretch(row) if row is not None else None

    def waits_since(self, instant: datetime, limit: int) -> tuple[timedelta, ...]:
        """How long the latest customers since an instant waited until somebody took them, newest first."""
        rows = self._connection.execute(_WAITS, {"since": instant, "most": limit})
        return tuple(row.accepted_at - row.began_at for row in rows)


def _stretch(row: Row[Any]) -> Stretch:
    values = dict(row._mapping)
    reason, ending = values["reason"], values["ending"]
    return Stretch(
        **values
        | {
            "reason": HandoffReason(reason) if reason is not None else None,
            "ending": Ending(ending) if ending is not None else None,
        }
    )
