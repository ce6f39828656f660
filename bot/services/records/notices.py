"""What repositories take and hand over about mails."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.notices.outbox import MailState, Trouble
from bot.domain.support.tickets import Matter


class MailKind(StrEnum):
    """What a mail tells: of a ticket that it was opened, answered or closed; what a person wrote in the chat; or the
    code with which somebody signs in, or that somebody's mail arrived, neither of which agents see; or what an agent is
    told by an alert.
    """

    OPENED = "opened"
    ANSWERED = "answered"
    CLOSED = "closed"
    REPLY = "reply"
    CODE = "code"
    ALERT = "alert"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a mail. `confirmed` is whether the address is proven or on file; what a visitor typed is not.

    `is_contact` is False for a proven address that no company has: it is written to as its own, and told no figures.
    """

    address: str
    name: str
    language: str
    locale: str
    confirmed: bool
    conversation_id: str | None
    is_contact: bool = True

    @property
    def sees_figures(self) -> bool:
        """Whether amounts and numbers of invoices that people wrote may stand in a mail to this reader."""
        return self.confirmed and self.is_contact


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail to be queued. `key` names what it tells of, so that nothing is told twice.

    `about` is "t:" and a ticket's number, or "c:" and a conversation's id. `thread` is the id of the first mail about
    it. `seq` is the row of the conversation up to which it tells, None where it tells of no row; `first_seq` the row
    from which on, None where `seq` is the only one.
    """

    key: str
    mail_id: str
    thread: str
    kind: MailKind
    about: str
    matter: Matter
    recipient: str
    confirmed: bool
    written: bool
    language: str
    subject: str
    text: str
    html: str
    reply_to: str | None
    stop_url: str | None
    conversation_id: str | None = None
    seq: int | None = None
    first_seq: int | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail in a sender's hands. `attempts` counts this one."""

    id: int
    mail_id: str
    thread: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    reply_to: str | None
    stop_url: str | None
    queued_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail as agents see it in lists. `detail` is what the mail server said."""

    id: int
    kind: MailKind
    about: str
    recipient: str
    subject: str
    state: MailState
    trouble: Trouble | None
    detail: str
    attempts: int
    queued_at: datetime
    changed_at: datetime
    next_at: datetime | None

    @property
    def ticket(self) -> str | None:
        """The number of the ticket it is about."""
        return self.about[2:] if self.about.startswith("t:") else None

    @property
    def conversation(self) -> str | None:
        """The id of the conversation it is about."""
        return self.about[2:] if self.about.startswith("c:") else None


@dataclass(frozen=True, slots=True)
class MailedRows:
    """Rows of a conversation, from `first` to `last`, that one mail tells, and what became of it."""

    first: int
    last: int
    state: MailState


@dataclass(frozen=True, slots=True)
class MailQuery:
    """Which mails a list shows: those of these states, newest first."""

    states: tuple[MailState, ...] = ()
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an attempt, to be written down."""

    state: MailState
    at: datetime
    trouble: Trouble | None = None
    detail: str = ""
    pause: timedelta | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class UnreadReply:
    """Words of an agent that no client of the customer has fetched."""

    conversation_id: str
    seq: int
    author: str
    text: str
    sent_at: datetime
