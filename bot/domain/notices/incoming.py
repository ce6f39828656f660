"""What arrives by mail: what is read of it, what becomes of it, and how much of it one sender may send."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of a mail that is fetched at all; what is larger is listed with its subject and left in the mailbox."""
MOST_AN_HOUR: Final = 20
"""Mails of one address in an hour; further ones are listed with their subject, and nothing follows from them."""
HOUR: Final = timedelta(hours=1)


class Fate(StrEnum):
    """What became of a mail.

    OPENED: a ticket of its own. ADDED: an entry on a ticket. SAID: a message in a conversation. AUTOMATIC: a program
    wrote it. RETURNED: the notice that one of our mails came back. UNCLEAR: a person has to look.
    ATTACHED, DISCARDED: a person has looked.
    """

    OPENED = "opened"
    ADDED = "added"
    SAID = "said"
    AUTOMATIC = "automatic"
    RETURNED = "returned"
    UNCLEAR = "unclear"
    ATTACHED = "attached"
    DISCARDED = "discarded"


class Doubt(StrEnum):
    """Why a person has to look at a mail.

    UNVERIFIED: the mail server has not verified its sender. UNKNOWN: no contact has that address. NOT_THEIRS: what its
    address names is not the sender's. TOO_MANY: its sender wrote too many within an hour. TOO_LARGE: left in the
    mailbox. UNREADABLE: cannot be read as a mail. EMPTY: it says nothing, and has no files.
    """

    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"
    NOT_THEIRS = "not_theirs"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with a mail: `kind` is what its content is, `sha256` the digest of `content` in hex."""

    name: str
    kind: str
    sha256: str
    content: bytes


_ORIGIN: Final = "mail:"


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A mail as it was read. `key` stands for it: the same mail fetched or delivered again has the same one.

    `sender` is the address of the From line, "" unless there is exactly one. `believed` tells that the mail server has
    verified its domain. `about` is what its signed address names ("t:T-1002"), None without one. `text` is what was
    newly written; `left_out` names files that were not kept. `returned` is the Message-ID of a mail of ours that came
    back, with the reason in `text`. `unreadable` and `too_large` mails have at most a subject and a sender.
    """

    key: str
    sender: str
    subject: str
    text: str
    believed: bool = False
    automatic: bool = False
    about: str | None = None
    returned: str | None = None
    files: tuple[KeptFile, ...] = ()
    left_out: tuple[str, ...] = ()
    too_large: bool = False
    unreadable: bool = False

    @property
    def origin(self) -> str:
        """What it caused bears this name, so that it is caused once."""
        return f"{_ORIGIN}{self.key}"


def came_by_mail(origin: str | None) -> bool:
    """Whether this is what a mail caused, by its name."""
    return origin is not None and origin.startswith(_ORIGIN)
