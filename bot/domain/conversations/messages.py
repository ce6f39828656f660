"""What is said: a message coming in, the replies going out, and how both stand in the log."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Author(StrEnum):
    """Who wrote a row of the log."""

    CUSTOMER = "customer"
    BOT = "bot"
    DESK = "desk"
    AGENT = "agent"


class Visibility(StrEnum):
    """Who may read a row: the customer too, agents only (notes), or nobody outside (suppressed replies)."""

    PUBLIC = "public"
    NOTE = "note"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice offered. `payload` stays on the server; the customer's side sees `id` and `title`.

    `url` opens a page instead of answering.
    """

    id: str
    title: str
    payload: str | None = None
    url: str | None = None

    def for_customer(self) -> "Button":
        """The button without its payload."""
        return replace(self, payload=None)

    def is_called(self, text: str) -> bool:
        """Whether a customer who typed `text` wrote this title: case, spacing and closing marks do not count."""
        return _as_called(text) == _as_called(self.title) != ""


def _as_called(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").casefold().split()).rstrip(" .!?\u2026")


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to say: a sentence, choices, a card (neutral structure each channel renders)."""

    text: str = ""
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer's message after the channel verified and translated it.

    `event_id` is the channel's own id of the delivery; a repeated one changes nothing. Either `text` or
    `button_id` carries what was said; `text` then is the button's title.
    """

    channel: str
    conversation_id: str
    event_id: str
    text: str
    button_id: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the append-only log. `seq` counts within its conversation from 1; `sent_at` is UTC."""

    id: str
    conversation_id: str
    seq: int
    author: Author
    visibility: Visibility
    text: str
    sent_at: datetime
    event_id: str | None = None
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None
    in_reply_to: str | None = None
    choice: str | None = None
    author_name: str = ""
    turn: "TurnSummary | None" = None

    def for_customer(self) -> "Message":
        """The row without what stays with the desk: payloads, ids of agents' forms, which agent has it."""
        return replace(
            self,
            event_id=self.event_id if self.author is Author.CUSTOMER else None,
            choice=None,
            buttons=tuple(button.for_customer() for button in self.buttons),
            turn=self.turn.for_customer() if self.turn is not None else None,
        )


@dataclass(frozen=True, slots=True)
class TurnSummary:
    """What the engine made of a customer's message. None where it was not asked.

    `owner` is whose the conversation was after the turn: "bot", "queue", or "agent:" and that agent's key.
    """

    intent: str | None
    confidence: float | None
    language: str
    owner: str

    def for_customer(self) -> "TurnSummary":
        """Which kind of owner, and nothing of what was understood of words meant for a person."""
        kind = self.owner.partition(":")[0]
        return self if kind == self.owner else TurnSummary(None, None, self.language, kind)
