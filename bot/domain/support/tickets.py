"""What the bot could not solve, written down for people, about one of two matters."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.customers.identity import Identity, Level, Role
from bot.domain.support.targets import Dues, Severity


class Matter(StrEnum):
    """What a ticket is about. Commercial: billing, orders, invoices. Technical: products that do not work."""

    COMMERCIAL = "commercial"
    TECHNICAL = "technical"


class TicketState(StrEnum):
    """How far a ticket is."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class TicketEvent(StrEnum):
    """What was done with a ticket: a note is for agents, an answer for the customer too, a message by the customer."""

    NOTE = "note"
    ANSWER = "answer"
    MESSAGE = "message"
    STATE = "state"
    SEVERITY = "severity"
    ASSIGNED = "assigned"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request people work on. Instants are UTC. `contact_address` is what a visitor typed; `confirmed_address` the
    proven one of somebody whose company is not known.

    `queue` is the key of the one it waits in; `assigned_to` the key of the team that works on it, or the name of
    another company. `answer` is what people answered the customer last, None while they have not. `plan` is the key of
    the support plan whose hours and targets gave what is due; None where nothing is promised.
    """

    number: str
    matter: Matter
    queue: str
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
    severity: Severity = Severity.MODERATE
    plan: str | None = None
    first_response_due: datetime | None = None
    next_update_due: datetime | None = None
    resolution_due: datetime | None = None
    confirmed_address: str | None = None

    @property
    def dues(self) -> Dues:
        """By when what is due."""
        return Dues(self.first_response_due, self.next_update_due, self.resolution_due)

    @property
    def is_told_by_its_subject(self) -> bool:
        """Whether the text says nothing that the subject does not."""
        return len(self.text) <= len(self.subject) and self.text.strip().startswith(self.subject.rstrip("…"))

    def may_be_read_by(self, identity: Identity, conversation_id: str) -> bool:
        """Whether this ticket exists for who asks.

        A visitor sees those opened in this very conversation; a contact, and who has a proven address, those they
        opened; roles add those of their matter of the own customer: admin both, billing the commercial, technical the
        technical one.
        """
        if self.conversation_id == conversation_id or self.was_opened_by(identity):
            return True
        if identity.level < Level.SIGNED or identity.customer_id is None or identity.customer_id != self.customer_id:
            return False
        return self.matter in matters_of(identity.roles)

    def was_opened_by(self, identity: Identity) -> bool:
        """Whether this very contact, or who proved this address, opened it; never true of a visitor."""
        if identity.confirmed_address is not None:
            return self.confirmed_address == identity.confirmed_address
        known = identity.level >= Level.SIGNED and identity.contact_id is not None
        return known and (self.contact_id, self.customer_id) == (identity.contact_id, identity.customer_id)


def matters_of(roles: frozenset[Role]) -> frozenset[Matter]:
    """The matters whose tickets of its customer a contact with these roles may read."""
    matters: set[Matter] = set()
    if roles & {Role.ADMIN, Role.BILLING}:
        matters.add(Matter.COMMERCIAL)
    if roles & {Role.ADMIN, Role.TECHNICAL}:
        matters.add(Matter.TECHNICAL)
    return frozenset(matters)


def first_severity(matter: Matter, said: Severity | None = None) -> Severity:
    """How severe a new ticket is: as it was said; else billing can wait, and what does not work is moderate.

    Customers are asked of technical matters alone; agents say it of both.
    """
    return said or (Severity.MINIMAL if matter is Matter.COMMERCIAL else Severity.MODERATE)
