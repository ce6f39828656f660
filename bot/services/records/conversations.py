"""What repositories hand over that is no rule of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.conversations.conversation import Conversation
from bot.domain.conversations.messages import Author, Button, Visibility
from bot.domain.customers.identity import Identity


@dataclass(frozen=True, slots=True)
class Person:
    """A contact on file, as the identity it has once its site vouches for it (L2)."""

    contact_id: int
    email: str
    language: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation with what the desk keeps beside its ownership. `state` is the engine's, opaque to the desk.

    `unanswered_since` is when the customer wrote what no bot and no person has answered yet (UTC).
    """

    conversation: Conversation
    channel: str
    contact_id: int | None
    language: str
    last_seq: int
    started_at: datetime
    state: Mapping[str, Any] | None = None
    unanswered_since: datetime | None = None
    delivered_seq: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A row to be appended to the log."""

    author: Author
    text: str
    visibility: Visibility = Visibility.PUBLIC
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None
    event_id: str | None = None
    in_reply_to: str | None = None
    choice: str | None = None
    author_name: str = ""


@dataclass(frozen=True, slots=True)
class DocumentGrant:
    """What a download link opens: one invoice, for whoever speaks in one conversation, until `expires_at` (UTC)."""

    conversation_id: str
    invoice_number: str
    language: str
    issued_at: datetime
    expires_at: datetime


class TurnState(StrEnum):
    """A turn is expected until it was answered by the bot, kept for a person, or given up (handed to people)."""

    EXPECTED = "expected"
    ANSWERED = "answered"
    KEPT = "kept"
    SUPPRESSED = "suppressed"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer's message still to be answered.

    `choice` is the payload of the button it pressed, if any; `choice_before` that of the customer's message before it.
    """

    message_id: str
    conversation_id: str
    text: str
    choice: str | None
    received_at: datetime
    attempts: int = 0
    apologised: bool = False
    choice_before: str | None = None


@dataclass(frozen=True, slots=True)
class TurnResult:
    """How a turn ended. `parse` is the engine's understanding as it came; `owner` owns the conversation after it."""

    state: TurnState
    owner: str
    language: str
    intent: str | None = None
    confidence: float | None = None
    parse: Mapping[str, Any] = field(default_factory=dict)
