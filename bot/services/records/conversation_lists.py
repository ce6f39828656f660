"""Conversations in lists, as agents see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.conversations.conversation import Conversation


class View(StrEnum):
    """The lists of the console."""

    WAITING = "waiting"
    MINE = "mine"
    TEAM = "team"
    ALL = "all"
    SNOOZED = "snoozed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, narrowed by words (`query`: names, addresses, texts) or a tag. `before` continues a long list."""

    view: View
    query: str = ""
    tag: str = ""
    team: str = ""
    before: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list. Instants are UTC. `contact` and `customer` are empty for visitors.

    `agent` is the holding agent's name. `cursor` continues the list after this row.
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


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague with a conversation open, and whether that colleague is writing a reply."""

    agent_id: int
    name: str
    typing: bool
