"""Conversations: opened, owned and queued."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, literal, select, text, tuple_, update

from bot.domain.conversations.conversation import BOT, Conversation, Event, HandoffReason, Lifecycle, Owner, OwnerKind
from bot.domain.conversations.unanswered import Effect, effect_of_change
from bot.domain.kernel.errors import ConversationNotFound, StaleVersion
from bot.services.records.conversations import ConversationRecord
from bot.storage.conversations.last_words import unanswered_since
from bot.storage.conversations.list_order import IS_VISITOR
from bot.storage.conversations.own import next_taken_up
from bot.storage.kernel.columns import Instant
from bot.storage.schema import conversation_events
from bot.storage.schema import conversations as t

COLUMNS = (
    t.c.id,
    t.c.channel,
    t.c.contact_id,
    t.c.language,
    t.c.owner_kind,
    t.c.owner_agent,
    t.c.lifecycle,
    t.c.version,
    t.c.segment,
    t.c.queue,
    t.c.handoff_reason,
    t.c.waiting_since,
    t.c.state,
    t.c.last_seq,
    t.c.started_at,
    t.c.snoozed_until,
    t.c.begin_again,
    t.c.unanswered_since,
    t.c.delivered_seq,
)
_THIS = t.c.id == bindparam("conversation")
_IS_QUEUED = text("conversations.owner_kind = 'queue'")  # spelled as in the partial index, or SQLite would not use it

_OPEN = insert(t)
_GET: Select[Any] = select(*COLUMNS).where(_THIS)
_LAST_SEQ = select(t.c.last_seq).where(_THIS)
_SAVE = update(t).where(_THIS, t.c.version == bindparam("seen"))
_NOTE_EVENT = insert(conversation_events)
_REMEMBER = (
    update(t)
    .where(_THIS)
    .values(language=bindparam("new_language"), state=bindparam("new_state", type_=t.c.state.type), begin_again=False)
)
_DELIVERED = (
    update(t)
    .where(_THIS, t.c.delivered_seq < bindparam("number"), t.c.last_seq >= bindparam("number"))
    .values(delivered_seq=bindparam("number"))
)
_UNANSWERED = (
    update(t).where(_THIS).values(unanswered_since=unanswered_since(Effect.BEGINS, bindparam("instant", type_=Instant)))
)
_SILENT: Select[Any] = (
    select(*COLUMNS)
    .join(
        conversation_events,
        and_(conversation_events.c.conversation_id == t.c.id, conversation_events.c.version == t.c.version),
    )
    .where(
        text("conversations.owner_kind = 'agent'"),
        t.c.snoozed_until.is_(None),
        t.c.unanswered_since <= bindparam("limit", type_=Instant),
        conversation_events.c.at <= bindparam("limit", type_=Instant),
    )
    .order_by(t.c.unanswered_since)
    .limit(100)
)
_SNOOZE_OVER: Select[Any] = (
    select(*COLUMNS)
    .where(text("conversations.owner_kind = 'agent'"), t.c.snoozed_until <= bindparam("now", type_=Instant))
    .limit(100)
)
_QUEUED: Select[Any] = select(*COLUMNS).where(_IS_QUEUED).order_by(t.c.waiting_since, t.c.id).limit(bindparam("most"))
_own = t.alias("own")
_OWN_VISITOR = _own.c.contact_id.is_(None)
_POSITION = (
    select(func.count())
    .select_from(t.join(_own, t.c.queue == _own.c.queue))
    .where(
        _own.c.id == bindparam("conversation"),
        _own.c.owner_kind == OwnerKind.QUEUE.value,
        _IS_QUEUED,
        tuple_(IS_VISITOR, t.c.waiting_since, t.c.id) <= tuple_(_OWN_VISITOR, _own.c.waiting_since, _own.c.id),
    )
)
_BEFORE = (
    select(func.count())
    .select_from(t.join(_own, _OWN_VISITOR >= IS_VISITOR))
    .where(_own.c.id == bindparam("conversation"), _IS_QUEUED, t.c.queue == bindparam("its_queue"))
)


class SqlConversations:
    """`services.ports.Conversations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self,
        *,
        conversation_id: str,
        channel: str,
        contact_id: int | None,
        language: str,
        now: datetime,
        address: str | None = None,
    ) -> ConversationRecord:
        """A new conversation led by the bot, of the verified contact, else of the proven address, else of a visitor."""
        conversation = Conversation(conversation_id)
        values = {
            **_ownership(conversation),
            "id": conversation_id,
            "channel": channel,
            "contact_id": contact_id,
            "language": language,
            "state": None,
            "last_seq": 0,
            "delivered_seq": 0,
            "started_at": now,
            "confirmed_address": address,
            "taken_up": next_taken_up(contact_id, address),
        }
        self._connection.execute(_OPEN.values(values))
        return ConversationRecord(conversation, channel, contact_id, language, last_seq=0, started_at=now)

    def get(self, conversation_id: str) -> ConversationRecord | None:
        """The conversation of that id, or None."""
        row = self._connection.execute(_GET, {"conversation": conversation_id}).one_or_none()
        return record_of(row) if row is not None else None

    def last_seq(self, conversation_id: str) -> int:
        """The number of its last row; 0 while nothing was said, and for no conversation."""
        return self._connection.execute(_LAST_SEQ, {"conversation": conversation_id}).scalar() or 0

    def save(self, changed: Conversation, *, seen: int, event: Event, now: datetime) -> None:
        """Writes ownership if `seen` is still the stored version, and the event. Raises StaleVersion."""
        since = unanswered_since(effect_of_change(changed), literal(now, Instant))
        values = _ownership(changed) | {"unanswered_since": since}
        saved = self._connection.execute(_SAVE.values(values), {"conversation": changed.id, "seen": seen})
        if saved.rowcount != 1:
            raise StaleVersion()
        self._connection.execute(
            _NOTE_EVENT,
            {
                "conversation_id": changed.id,
                "version": changed.version,
                "event": event.value,
                "owner": str(changed.owner),
                "at": now,
            },
        )

    def remember(self, conversation_id: str, *, language: str, state: Mapping[str, Any] | None) -> None:
        """Keeps the language and the engine's state for the next turn (None forgets the state), which then goes on.

        Raises ConversationNotFound.
        """
        values = {"conversation": conversation_id, "new_language": language, "new_state": state}
        if self._connection.execute(_REMEMBER, values).rowcount != 1:
            raise ConversationNotFound()

    def queued(self, limit: int = 1000) -> tuple[ConversationRecord, ...]:
        """Conversations waiting for a person, the longest waiting first."""
        return tuple(map(record_of, self._connection.execute(_QUEUED, {"most": limit})))

    def delivered_to_customer(self, conversation_id: str, seq: int) -> None:
        """Notes that the customer's client has been sent everything up to `seq`; never goes back."""
        self._connection.execute(_DELIVERED, {"conversation": conversation_id, "number": seq})

    def note_unanswered(self, conversation_id: str, since: datetime) -> None:
        """Notes that something makes the customer wait for an answer since then (`Effect.BEGINS`)."""
        self._connection.execute(_UNANSWERED, {"conversation": conversation_id, "instant": since})

    def left_unanswered(self, limit: datetime) -> tuple[ConversationRecord, ...]:
        """Conversations whose agent was silent since then (`agent_was_silent`), the longest unanswered first."""
        return tuple(map(record_of, self._connection.execute(_SILENT, {"limit": limit})))

    def snooze_over(self, now: datetime) -> tuple[ConversationRecord, ...]:
        """Held conversations whose snooze has come to its end."""
        return tuple(map(record_of, self._connection.execute(_SNOOZE_OVER, {"now": now})))

    def queue_position(self, conversation_id: str) -> int | None:
        """1 for the next to be served, in its queue; None when not queued."""
        return self._connection.execute(_POSITION, {"conversation": conversation_id}).scalar_one() or None

    def would_be_before(self, conversation_id: str, queue: str) -> int:
        """How many wait in that queue who would be served before this conversation, did it wait there now."""
        return self._connection.execute(_BEFORE, {"conversation": conversation_id, "its_queue": queue}).scalar_one()


def _ownership(conversation: Conversation) -> dict[str, Any]:
    reason = conversation.handoff_reason
    return {
        "owner_kind": conversation.owner.kind.value,
        "owner_agent": conversation.owner.agent,
        "lifecycle": conversation.lifecycle.value,
        "version": conversation.version,
        "segment": conversation.segment,
        "queue": conversation.queue,
        "handoff_reason": reason.value if reason is not None else None,
        "waiting_since": conversation.waiting_since,
        "snoozed_until": conversation.snoozed_until,
        "begin_again": conversation.begin_again,
    }


def record_of(row: Row[Any]) -> ConversationRecord:
    """The conversation in a row with COLUMNS."""
    kind = OwnerKind(row.owner_kind)
    conversation = Conversation(
        id=row.id,
        owner=BOT if kind is OwnerKind.BOT else Owner(kind, row.owner_agent),
        lifecycle=Lifecycle(row.lifecycle),
        version=row.version,
        segment=row.segment,
        queue=row.queue,
        handoff_reason=HandoffReason(row.handoff_reason) if row.handoff_reason is not None else None,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        begin_again=row.begin_again,
    )
    return ConversationRecord(
        conversation,
        row.channel,
        row.contact_id,
        row.language,
        row.last_seq,
        row.started_at,
        row.state,
        row.unanswered_since,
        row.delivered_seq,
    )
