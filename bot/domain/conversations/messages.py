"""What is said: a message coming in, the replies going out, and how both stand in the log."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.kernel import lengths


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
class File:
    """A file that came with a message: its name and media type as the customer's side gave them, and no content."""

    name: str
    kind: str = ""


MOST_FILES = 10
"""Files of one message that are named; of the others only the number is kept."""


def described(files: Sequence[File]) -> str:
    """What the files were, on one line: names without control characters, and types that look like one."""
    named = [_one_line(file) for file in files[:MOST_FILES]]
    return ", ".join(named) + (f" (+{len(files) - MOST_FILES})" if len(files) > MOST_FILES else "")


def _one_line(file: File) -> str:
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in file.name).split())
    kind = file.kind.partition(";")[0].strip()
    shown = name if len(name) <= lengths.FILE_NAME else f"{name[: lengths.FILE_NAME]}…"
    return f"{shown or '?'} ({kind})" if _MEDIA_TYPE.fullmatch(kind) else shown or "?"


_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,80}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer's message after the channel verified and translated it.

    `event_id` is the channel's own id of the delivery; a repeated one changes nothing. Either `text` or
    `button_id` carries what was said; `text` then is the button's title. `files` came with it; `has_more` tells that
    something else did which is neither text nor one of the desk's buttons. `reads_along` is false for what was written
    elsewhere than in the conversation, as in a mail.
    """

    channel: str
    conversation_id: str
    event_id: str
    text: str
    button_id: str | None = None
    files: tuple[File, ...] = ()
    has_more: bool = False
    reads_along: bool = True

    @property
    def says_something(self) -> bool:
        """Whether there is something to understand: words, or one of the desk's buttons."""
        return self.button_id is not None or bool(self.text.strip())

    @property
    def is_unreadable(self) -> bool:
        """Whether something came that nobody here can read yet: files, or nothing that says anything."""
        return bool(self.files) or (self.has_more and not self.says_something)


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
