"""How a mail leaves: its states, what is tried again and when, and what is shown to people instead of repeated."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class MailState(StrEnum):
    """Where a mail is. From HANDING_OVER on it may have arrived: such a mail is never repeated unasked.

    UNCERTAIN: the end of it was handed over and nobody confirmed. BOUNCED: taken, and sent back later.
    """

    PENDING = "pending"
    SENDING = "sending"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"


UNDER_WAY: Final = (MailState.PENDING, MailState.SENDING, MailState.HANDING_OVER)
"""What the sender looks at."""
MAY_BE_SENT_AGAIN: Final = frozenset({MailState.PENDING, MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED})
"""What an agent may have sent again, whatever the wait."""
MAY_BE_GIVEN_UP: Final = frozenset({MailState.PENDING, MailState.UNCERTAIN})


class Trouble(StrEnum):
    """What kept a mail from being sent.

    UNREACHABLE: no connection, or it broke before the mail was handed over. BUSY: the server asks to try later (4xx).
    REFUSED: it never takes this mail (5xx). SIGN_IN: user name or password refused. INSECURE: no TLS, or a certificate
    that cannot be trusted. UNCONFIRMED: the connection broke after the mail was handed over. GIVEN_UP: by an agent.
    """

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    REFUSED = "refused"
    SIGN_IN = "sign_in"
    INSECURE = "insecure"
    UNCONFIRMED = "unconfirmed"
    GIVEN_UP = "given_up"


OF_EVERY_MAIL: Final = frozenset({Trouble.SIGN_IN, Trouble.INSECURE})
"""Troubles that no other mail would be spared: all of them wait."""
HOLD: Final = timedelta(minutes=1)
"""How long all mails wait after a trouble of every mail. A server that is asked more often may lock the account."""
PAUSES: Final = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120)),
    *(timedelta(hours=4),) * 11,
)
"""Between attempts; two days in all. RFC 5321 (4.5.4.1) asks for 30 minutes at least in the long run and for giving up
after days; a notice about a ticket is of no use later than that."""
LEASE: Final = timedelta(minutes=5)
"""How long a sender holds a mail: longer than all its time-outs with one server together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a mail after an attempt. `pause` is None unless it is tried again.

    An attempt that is not `counted` failed for a reason that lies in no mail.
    """

    state: MailState
    pause: timedelta | None = None
    counted: bool = True


SENT: Final = Outcome(MailState.SENT)


def after(trouble: Trouble, attempts: int) -> Outcome:
    """What becomes of a mail after its attempt of that number (from 1) met a trouble."""
    if trouble is Trouble.UNCONFIRMED:
        return Outcome(MailState.UNCERTAIN)
    if trouble in OF_EVERY_MAIL:
        return Outcome(MailState.PENDING, HOLD, counted=False)
    if trouble in {Trouble.REFUSED, Trouble.GIVEN_UP} or attempts > len(PAUSES):
        return Outcome(MailState.FAILED)
    return Outcome(MailState.PENDING, PAUSES[attempts - 1])


def is_due(next_at: datetime | None, now: datetime) -> bool:
    """Whether a pending mail may be tried. None is at once; a wait longer than any of ours was set by a wrong clock."""
    return next_at is None or next_at <= now or next_at > furthest_wait(now)


def furthest_wait(now: datetime) -> datetime:
    """No mail waits longer than until then."""
    return now + max(PAUSES)
