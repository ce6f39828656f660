"""What repositories take and hand over about mails that arrived."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.incoming import Doubt, Fate


@dataclass(frozen=True, slots=True)
class Received:
    """A mail to be written down, with what became of it. `text` is kept where a person has to look, else ""."""

    key: str
    sender: str
    subject: str
    text: str
    believed: bool
    fate: Fate
    doubt: Doubt | None = None
    ticket: str | None = None
    conversation_id: str | None = None
    named: str | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileName:
    """A file that is kept: `size` in bytes, `kind` a media type."""

    id: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A mail as agents see it. `named` is the ticket or conversation its address names; `left_out` files not kept."""

    id: int
    sender: str
    subject: str
    text: str
    believed: bool
    fate: Fate
    doubt: Doubt | None
    ticket: str | None
    named: str | None
    left_out: tuple[str, ...]
    at: datetime
    files: tuple[FileName, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a mail, to be downloaded."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How far a mailbox was read: `last_uid` under `validity` (RFC 3501, 2.3.1.1), None where it never was."""

    validity: int | None
    last_uid: int
