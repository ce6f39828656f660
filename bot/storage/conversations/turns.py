"""Turns: which customers' messages are still to be answered, and how the others ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, select, text, update

from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import ConversationNotFound, StaleVersion
from bot.services.records.conversations import Turn, TurnResult, TurnState
from bot.storage.conversations.log import message_id, seq_of
from bot.storage.kernel.columns import Instant
from bot.storage.schema import messages
from bot.storage.schema import turns as t

_IS_EXPECTED = text("turns.state = 'expected'")  # spelled as in the partial index, or SQLite would not use it
_THIS = (t.c.conversation_id == bindparam("conversation"), t.c.seq == bindparam("number"), _IS_EXPECTED)

_EXPECT = insert(t)
_earlier = messages.alias("earlier")
_CHOICE_BEFORE = (
    select(_earlier.c.choice)
    .where(
        _earlier.c.conversation_id == t.c.conversation_id,
        _earlier.c.author == Author.CUSTOMER.value,
        _earlier.c.seq < t.c.seq,
    )
    .order_by(_earlier.c.seq.desc())
    .limit(1)
    .correlate(t)
    .scalar_subquery()
    .label("choice_before")
)
_NEXT: Select[Any] = (
    select(
        t.c.conversation_id,
        t.c.seq,
        t.c.attempts,
        t.c.apologised,
        messages.c.text,
        messages.c.choice,
        messages.c.sent_at,
        _CHOICE_BEFORE,
    )
    .select_from(t.join(messages, and_(messages.c.conversation_id == t.c.conversation_id, messages.c.seq == t.c.seq)))
    .where(t.c.conversation_id == bindparam("conversation"), _IS_EXPECTED)
    .order_by(t.c.seq)
    .limit(1)
)
_WAITING = (
    select(t.c.conversation_id)
    .where(_IS_EXPECTED)
    .group_by(t.c.conversation_id)
    .order_by(func.min(t.c.expected_at), t.c.conversation_id)
    .limit(bindparam("most"))
)
_FAILED = (
    update(t)
    .where(*_THIS)
    .values(
        attempts=t.c.attempts + 1,
        failed_at=bindparam("now", type_=Instant),
    )
)
_APOLOGISE = update(t).where(*_THIS, ~t.c.apologised).values(apologised=True)
_FINISH = (
    update(t)
    .where(*_THIS)
    .values(
        state=bindparam("ended"),
        finished_at=bindparam("now", type_=Instant),
        owner=bindparam("new_owner"),
        language=bindparam("spoken"),
        intent=bindparam("understood"),
        confidence=bindparam("sure"),
        parse=bindparam("parsed", type_=t.c.parse.type),
    )
)
_UNDERSTOOD = select(t.c.seq, t.c.parse).where(
    t.c.conversation_id == bindparam("conversation"), t.c.seq > bindparam("number"), t.c.finished_at.is_not(None)
)


class SqlPendingTurns:
    """`services.ports.PendingTurns`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def expect(self, message: Message, now: datetime) -> None:
        """Notes that this customer's message is to be answered."""
        values = {
            "conversation_id": message.conversation_id,
            "seq": message.seq,
            "state": TurnState.EXPECTED.value,
            "expected_at": now,
        }
        self._connection.execute(_EXPECT, values)

    def next_in(self, conversation_id: str) -> Turn | None:
        """The oldest turn not yet taken, or None."""
        row = self._connection.execute(_NEXT, {"conversation": conversation_id}).one_or_none()
        if row is None:
            return None
        return Turn(
            message_id=message_id(conversation_id, row.seq),
            conversation_id=conversation_id,
            text=row.text,
            choice=row.choice,
            received_at=row.sent_at,
            attempts=row.attempts,
            apologised=row.apologised,
            choice_before=row.choice_before,
        )

    def waiting(self, limit: int = 1000) -> tuple[str, ...]:
        """Ids of conversations with turns not yet taken, the longest waiting first."""
        return tuple(self._connection.execute(_WAITING, {"most": limit}).scalars())

    def note_failure(self, turn: Turn, now: datetime) -> None:
        """Counts a failed attempt. Raises StaleVersion when the turn is finished already."""
        self._change(_FAILED, turn, {"now": now})

    def apologise(self, turn: Turn) -> bool:
        """Notes that the customer is told now that it takes longer; False when that was noted before."""
        return self._changed(_APOLOGISE, turn, {})

    def finish(self, turn: Turn, result: TurnResult, now: datetime) -> None:
        """Marks the turn as taken, with what the engine understood.

        Raises StaleVersion when it was finished already, so that the transaction with the second answer is rolled back.
        """
        values = {
            "ended": result.state.value,
            "now": now,
            "new_owner": result.owner,
            "spoken": result.language,
            "understood": result.intent,
            "sure": result.confidence,
            "parsed": dict(result.parse) or None,
        }
        self._change(_FINISH, turn, values)

    def understood(self, conversation_id: str, after: int) -> dict[str, Mapping[str, Any]]:
        """What the engine made of the customer's messages after a row, by message id; not those it was not asked."""
        rows = self._connection.execute(_UNDERSTOOD, {"conversation": conversation_id, "number": after})
        return {message_id(conversation_id, row.seq): row.parse for row in rows if row.parse}

    def _change(self, statement: Any, turn: Turn, values: dict[str, Any]) -> None:
        if not self._changed(statement, turn, values):
            raise StaleVersion()

    def _changed(self, statement: Any, turn: Turn, values: dict[str, Any]) -> bool:
        seq = seq_of(turn.conversation_id, turn.message_id)
        if seq is None:
            raise ConversationNotFound()
        place = {"conversation": turn.conversation_id, "number": seq}
        return bool(self._connection.execute(statement, place | values).rowcount == 1)
