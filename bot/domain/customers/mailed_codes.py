"""Signing in with a code that is mailed to the address on file: how long it is good, how often it may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.kernel.errors import DeskError

DIGITS: Final = 6
CODE_LIFE: Final = timedelta(minutes=10)
TRIES: Final = 5
"""For one code. With MOST_TO_ADDRESS codes an hour, who guesses hits once in 40,000 hours."""

WITHIN: Final = timedelta(hours=1)
MOST_TO_ADDRESS: Final = 5
MOST_FROM_NETWORK: Final = 20
"""Codes asked for within WITHIN, for one address and from one network: more would fill somebody's mailbox."""


class CodeRefused(DeskError):
    """Not the code that was mailed, or no longer good: the same answer for all of it."""

    code = "code_refused"


class TooManyCodes(DeskError):
    """Too many codes were asked for of late, for this address or from this network."""

    code = "too_many_codes"


@dataclass(frozen=True, slots=True)
class MailedCode:
    """A code that was asked for: by a contact, or by an address that was proven before and that no company has.

    Where both ids are None the desk does not know the address, mails nothing to it, and the code is never right.
    `browser` and `digest` are made from secrets that only the browser and the mail hold.
    """

    browser: str
    address: str
    network: str
    contact_id: int | None
    address_id: int | None
    digest: str
    mail_key: str
    expires_at: datetime

    @property
    def was_mailed(self) -> bool:
        """Whether somebody known has the address."""
        return self.contact_id is not None or self.address_id is not None


def may_ask(to_address: int, from_network: int) -> bool:
    """Whether one more code may be asked for, after so many within WITHIN."""
    return to_address < MOST_TO_ADDRESS and from_network < MOST_FROM_NETWORK
