"""Tickets: what the bot could not solve, opened for the right people and followed up."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.identity import Identity
from bot.domain.partner import Partner
from bot.domain.tickets import Ticket, TicketChannel
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What the customer wants written down. `origin` is the id of the message that caused it; repeated, nothing changes."""

    channel: TicketChannel
    text: str
    origin: str
    subject: str = ""
    product: str | None = None
    contact_address: str | None = None


@dataclass(frozen=True, slots=True)
class TicketOpened:
    """The ticket, and by when a first answer is promised (None where the speaker's plan promises nothing).

    `first_response_hours` is the plan's promise in support hours.
    """

    ticket: Ticket
    first_response_hours: int | None
    answered_by: datetime | None


class TicketDesk:
    """Opens tickets and tells how far they are."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def open(self, request: TicketRequest, *, asked_by: Identity, conversation_id: str, now: datetime) -> TicketOpened:
        """Writes the ticket down, assigned by channel, product and support structure.

        Raises TicketTextMissing without a description, ContactAddressMissing when a visitor left no address.
        """
        raise NotImplementedError

    def status(self, number: str | None, *, asked_by: Identity, conversation_id: str) -> tuple[Ticket, ...]:
        """The ticket of a number in any shape ("1002", "t-1002"), or all the speaker may read, open ones first.

        Raises TicketNotFound (blank: number), also for a ticket that is someone else's.
        """
        raise NotImplementedError
