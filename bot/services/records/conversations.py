"""What repositories hand over about conversations: rows, lists, turns, what is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.conversations.conversation import Conversation, Lifecycle, OwnerKind
from bot.domain.conversations.messages import Author, Button, Visibility
from bot.domain.conversations.stretches import Ending
from bot.domain.conversations.unanswered import waits_since


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
class Begun:
    """A turn one worker holds, with the conversation as it was when the turn began."""

    turn: Turn
    record: ConversationRecord


@dataclass(frozen=True, slots=True)
class TurnResult:
    """How a turn ended. `parse` is the engine's understanding as it came; `owner` owns the conversation after it."""

    state: TurnState
    owner: str
    language: str
    intent: str | None = None
    confidence: float | None = None
    parse: Mapping[str, Any] = field(default_factory=dict)


class View(StrEnum):
    """The lists of the console."""

    WAITING = "waiting"
    MINE = "mine"
    TEAM = "team"
    ALL = "all"
    SNOOZED = "snoozed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConversationQuery:
    """Which list, narrowed by words (`query`: names, addresses, texts), a tag, a queue, a part of the customer's name
    or number, or the id of the agent who holds it.

    `before` continues a long list. `own` are the keys of the queues that the agent's team works on.
    """

    view: View
    query: str = ""
    tag: str = ""
    queue: str = ""
    customer: str = ""
    owner: int | None = None
    before: str = ""
    limit: int = 50
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list. Instants are UTC. `contact` and `customer` are empty for visitors.

    `contact` is the proven address of somebody whose company is not known. `here_at` is the last sign of the
    customer's client, `agent` the holding agent's name. `cursor` continues the list after this row.
    """

    conversation: Conversation
    channel: str
    language: str
    started_at: datetime
    last_at: datetime
    last_author: str
    last_text: str
    last_seq: int
    delivered_seq: int
    unanswered_since: datetime | None
    contact: str
    contact_id: int | None
    customer: str
    customer_id: int | None
    agent: str
    tags: tuple[str, ...]
    cursor: str
    here_at: datetime | None = None

    @property
    def waits_since(self) -> datetime | None:
        """Since when the customer waits for a person, None who does not."""
        return waits_since(self.conversation, self.unanswered_since)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list. `following` continues it, "" at its end.

    `total` is how many conversations the whole list has, None where nobody counts.
    """

    rows: tuple[Listed, ...]
    following: str
    total: int | None


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague with a conversation open, and whether that colleague is writing a reply."""

    agent_id: int
    name: str
    typing: bool


@dataclass(frozen=True, slots=True)
class OwnConversation:
    """A conversation as its own customer sees it in a list. Instants are UTC.

    `words` are the customer's that say what it is about, "" before the first; `agent` is who has it, "" nobody.
    `last_at` is None before anything was said; `unread` counts what was said to the customer and not seen yet.
    """

    id: str
    started_at: datetime
    last_at: datetime | None
    last_seq: int
    owner: OwnerKind
    lifecycle: Lifecycle
    agent: str
    words: str
    unread: int


@dataclass(frozen=True, slots=True)
class EarlierConversation:
    """A conversation of the customer's. `ending` and `agent` are of its latest time with people, None without.

    `contact` is who wrote, `last_at` (UTC) when something was said last.
    """

    id: str
    contact: str
    started_at: datetime
    last_at: datetime
    owner: OwnerKind
    lifecycle: Lifecycle
    ending: Ending | None
    agent: str | None
