"""A conversation changes hands: its row, its event and its stretch with people are written together."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.domain.conversations.conversation import Conversation, Event, OwnerKind
from bot.domain.conversations.stretches import ENDINGS, Step, Stretch, step_of
from bot.domain.kernel.errors import ConversationNotFound, StaleVersion
from bot.domain.support.alerts import AlertKind
from bot.services.ports import Work
from bot.services.records.conversations import ConversationRecord
from bot.services.records.support import AlertDraft

P = ParamSpec("P")
R = TypeVar("R")

MOST_TRIES = 8
"""A conversation that changes so often under one transaction is no conversation between people."""


def found(work: Work, conversation_id: str) -> ConversationRecord:
    """The conversation. Raises ConversationNotFound."""
    record = work.conversations.rows.get(conversation_id)
    if record is None:
        raise ConversationNotFound()
    return record


def change(work: Work, before: Conversation, after: Conversation, event: Event, now: datetime) -> Stretch | None:
    """Stores a changed conversation if nobody changed it since `before` was read. Raises StaleVersion.

    Who begins to wait in a queue becomes an alert to those who work on it.

    Returns the stretch with people that the change ended, if it ended one.
    """
    work.conversations.rows.save(after, seen=before.version, event=event, now=now)
    if after.owner.kind is OwnerKind.QUEUE and (
        before.owner.kind is not OwnerKind.QUEUE or before.queue != after.queue
    ):
        key = f"conversation:{after.id}:waits:{after.version}"
        draft = AlertDraft(key, AlertKind.CUSTOMER_WAITS, conversation_id=after.id)
        work.support.alerts.tell(draft, now)
    match step_of(before, after):
        case Step.BEGIN:
            work.conversations.stretches.begin(after, now)
        case Step.MOVE:
            work.conversations.stretches.move(after, now)
        case Step.END:
            return work.conversations.stretches.end(after.id, ENDINGS[event], now)
    return None


def wake_if_snoozed(work: Work, conversation: Conversation, now: datetime) -> Conversation:
    """What an agent put aside is before that agent again as soon as the customer writes."""
    if conversation.snoozed_until is None:
        return conversation
    change(work, conversation, conversation.wake(), Event.WOKEN, now)
    return conversation.wake()


def retry_on_conflict(transaction: Callable[P, R]) -> Callable[P, R]:
    """Repeats a transaction that met another in its middle: the next time it sees what the other one did.

    Raises StaleVersion when that happened MOST_TRIES times in a row.
    """

    @wraps(transaction)
    def repeated(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(MOST_TRIES - 1):
            with suppress(StaleVersion):
                return transaction(*args, **kwargs)
        return transaction(*args, **kwargs)

    return repeated
