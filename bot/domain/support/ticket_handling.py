"""What agents and customers are refused at a ticket, and where an answer to it goes."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.kernel.errors import DeskError
from bot.domain.support.tickets import Ticket

SMALLEST_STEP: Final = timedelta(microseconds=1)
MOST_ADDED: Final = 20
"""What customers add to one ticket, by site, chat and mail together, within ADDED_WITHIN; people read all of it."""
ADDED_WITHIN: Final = timedelta(hours=1)


class TicketChanged(DeskError):
    """A colleague changed the ticket since it was read. Blank: number."""

    code = "ticket_changed"


class TooManyReplies(DeskError):
    """Customers have added MOST_ADDED times to this ticket within ADDED_WITHIN. Blank: number."""

    code = "too_many_replies"


class ColleagueMayNot(DeskError):
    """The colleague does not work on tickets of that matter, or can no longer sign in."""

    code = "colleague_may_not"


class Delivery(StrEnum):
    """Where the customer reads an answer: in the conversation (and by mail where mails are sent), or by mail alone."""

    CONVERSATION = "conversation"
    MAIL = "mail"


def delivery_of(ticket: Ticket) -> Delivery:
    """Contacts, and who proved an address, read answers in the conversation the ticket came from; others get a mail.

    A visitor's conversation ends with their browser: who left an address waits for a mail.
    """
    comes_back = ticket.contact_id is not None or ticket.confirmed_address is not None
    return Delivery.CONVERSATION if ticket.conversation_id and comes_back else Delivery.MAIL


def next_version(seen: datetime, now: datetime) -> datetime:
    """The instant of a change, which is its version too: later than the one before, even where a clock stands still."""
    return max(now, seen + SMALLEST_STEP)
