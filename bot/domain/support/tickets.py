"""What the bot could not solve, written down for people, in one of two channels."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.customers.identity import Identity, Level, Role


class TicketChannel(StrEnum):
    """Commercial: billing, orders, invoices. Technical: products that do not work."""

    COMMERCIAL = "commercial"
    TECHNICAL = "technical"


class TicketState(StrEnum):
    """How far a ticket is."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class TicketEvent(StrEnum):
    """What an agent did with a ticket. A note is for agents; an answer is for the customer too."""

    NOTE = "note"
    ANSWER = "answer"
    STATE = "state"
    ASSIGNED = "assigned"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request people work on. Instants are UTC. `contact_address` is set for who is not signed in.

    `answer` is what people answered the customer last, None while they have not.
    """

    number: str
    channel: TicketChannel
    subject: str
    text: str
    state: TicketState
    opened_at: datetime
    changed_at: datetime
    customer_id: int | None
    contact_id: int | None
    conversation_id: str | None
    assigned_to: str
    contact_address: str | None = None
    product: str | None = None
    answer: str | None = None

    def may_be_read_by(self, identity: Identity, conversation_id: str) -> bool:
        """Whether this ticket exists for who asks.

        A visitor sees those opened in this very conversation; a contact those it opened; roles add their
        channel of the own customer: admin both, billing the commercial, technical the technical one.
        """
        if self.conversation_id == conversation_id:
            return True
        if identity.level < Level.SIGNED or identity.customer_id is None or identity.customer_id != self.customer_id:
            return False
        return self.contact_id == identity.contact_id or self.channel in channels_of(identity.roles)


def channels_of(roles: frozenset[Role]) -> frozenset[TicketChannel]:
    """The ticket channels of its customer a contact with these roles may read."""
    channels: set[TicketChannel] = set()
    if roles & {Role.ADMIN, Role.BILLING}:
        channels.add(TicketChannel.COMMERCIAL)
    if roles & {Role.ADMIN, Role.TECHNICAL}:
        channels.add(TicketChannel.TECHNICAL)
    return frozenset(channels)
