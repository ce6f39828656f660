"""What the use cases need from outside: repositories within one transaction, and the database that opens one.

Every read of a customer's data names who asks (`asked_by`), and a repository answers only for that
speaker's customer and role: it calls `Identity.require_money` or `require_subscriptions` itself.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from bot.domain.conversation import Conversation, Event
from bot.domain.identity import Identity
from bot.domain.invoices import Invoice
from bot.domain.messages import Button, Message
from bot.domain.partner import Partner
from bot.domain.subscriptions import Subscription
from bot.domain.tickets import Ticket, TicketChannel
from bot.services.records import ConversationRecord, DocumentGrant, Draft, Person, Turn, TurnResult


class Invoices(Protocol):
    """Invoices of the speaker's own customer. Every method raises what `Identity.require_money` raises."""

    def by_number(self, number: str, *, asked_by: Identity) -> Invoice | None:
        """The invoice of that exact number, or None when missing or someone else's (the same query for both)."""

    def latest(self, *, asked_by: Identity, limit: int = 1) -> tuple[Invoice, ...]:
        """The most recently issued, newest first."""

    def before(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just before `invoice`."""

    def following(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just after `invoice`."""

    def earliest(self, *, asked_by: Identity) -> Invoice | None:
        """The first ever issued to this customer."""

    def with_product(self, product: str, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a line whose product contains `product` (case-insensitive, literally), newest first."""

    def with_amount(
        self, amount: Decimal, currency: str | None, *, asked_by: Identity, limit: int = 5
    ) -> tuple[Invoice, ...]:
        """Those whose total, net or one line is `amount` (in `currency` unless None), newest first."""

    def corrected(self, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a credit note, a declined payment or more paid than owed, newest first."""

    def unpaid(self, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those with something left to pay, earliest due date first."""

    def touching(self, first: date, last: date, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those issued within the days or billing a period that overlaps them, newest first (inclusive)."""


class Subscriptions(Protocol):
    """Subscriptions of the speaker's own customer."""

    def all(self, *, asked_by: Identity) -> tuple[Subscription, ...]:
        """By product name; without prices when the role may not see money. Raises as `require_subscriptions`."""


class Tickets(Protocol):
    """Tickets, and the only way to make one."""

    def open(
        self,
        *,
        asked_by: Identity,
        conversation_id: str,
        origin: str,
        channel: TicketChannel,
        subject: str,
        text: str,
        assigned_to: str,
        now: datetime,
        product: str | None = None,
        contact_address: str | None = None,
    ) -> Ticket:
        """A new ticket with the next number. The same `origin` (the message that caused it) gives the same ticket."""

    def by_number(self, number: str, *, asked_by: Identity, conversation_id: str) -> Ticket | None:
        """The ticket when `Ticket.may_be_read_by` allows, else None."""

    def readable(self, *, asked_by: Identity, conversation_id: str, limit: int = 5) -> tuple[Ticket, ...]:
        """Those the speaker may read: open ones first, then newest first."""


class People(Protocol):
    """Contacts of customers and what the conversation's channel verified about its speaker."""

    def by_email(self, email: str) -> Person | None:
        """The contact with that address (case-insensitive)."""

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""


class Conversations(Protocol):
    """Conversations, their append-only log, and the turns still to be taken."""

    def open(
        self, *, conversation_id: str, channel: str, contact_id: int | None, language: str, now: datetime
    ) -> ConversationRecord:
        """A new conversation led by the bot, bound to the verified contact (None for a visitor)."""

    def get(self, conversation_id: str) -> ConversationRecord | None: ...

    def save(self, changed: Conversation, *, seen: int, event: Event, now: datetime) -> None:
        """Writes ownership if `seen` is still the stored version, and the event. Raises StaleVersion."""

    def append(self, conversation_id: str, drafts: Sequence[Draft], now: datetime) -> tuple[Message, ...]:
        """Adds rows with the next sequence numbers, in order.

        Raises ConversationNotFound, and DuplicateEvent when a row of that channel and event id exists already.
        """

    def delivered(self, channel: str, event_id: str) -> Message | None:
        """The row an earlier delivery of this event made, if any."""

    def message(self, conversation_id: str, message_id: str) -> Message | None: ...

    def after(self, conversation_id: str, seq: int, limit: int = 200) -> tuple[Message, ...]:
        """What the customer may see after `seq`, in order; replies carry their turn's summary."""

    def choice(self, conversation_id: str, button_id: str) -> tuple[str, str] | None:
        """Title and payload of a button offered in this very conversation, or None."""

    def offered(self, conversation_id: str) -> tuple[Button, ...]:
        """The buttons that answer, offered since the customer last wrote, the latest message's first."""

    def remember(self, conversation_id: str, *, language: str, state: Mapping[str, Any] | None) -> None:
        """Keeps the language and the engine's state for the next turn (None forgets the state)."""

    def expect_turn(self, message: Message, now: datetime) -> None:
        """Notes that this customer's message is to be answered."""

    def next_turn(self, conversation_id: str) -> Turn | None:
        """The oldest turn not yet taken, or None."""

    def waiting(self, limit: int = 1000) -> tuple[str, ...]:
        """Ids of conversations with turns not yet taken, the longest waiting first."""

    def lease(self, conversation_id: str, *, worker: str, now: datetime, until: datetime) -> bool:
        """Takes the conversation for one worker if no other worker's lease is alive; renews an own one."""

    def release(self, conversation_id: str, *, worker: str) -> None:
        """Gives the lease back."""

    def note_failure(self, turn: Turn, *, now: datetime, apologised: bool) -> None:
        """Counts a failed attempt; `apologised` once the customer was told that it takes longer.

        Raises StaleVersion when the turn is finished already.
        """

    def finish_turn(self, turn: Turn, result: TurnResult, now: datetime) -> None:
        """Marks the turn as taken, with what the engine understood. Raises StaleVersion when it was taken already."""

    def queued(self, limit: int = 1000) -> tuple[ConversationRecord, ...]:
        """Conversations waiting for a person, the longest waiting first."""

    def queue_position(self, conversation_id: str) -> int | None:
        """1 for the next to be served, in its team; None when not queued."""


class InvoicePrinter(Protocol):
    """Makes the copy of an invoice that a customer downloads."""

    def __call__(self, invoice: Invoice, customer: str, partner: Partner, locale: str) -> bytes:
        """A PDF with the invoice made out to `customer`, amounts and dates as the locale ("fr_FR") writes them."""


class Tokens(Protocol):
    """Bearer tokens bound to one conversation (stored as digests), and the used ids of signed statements."""

    def issue(self, digest: str, conversation_id: str, expires_at: datetime, now: datetime) -> None:
        """Remembers a token by its digest; forgets those that have expired."""

    def conversation_of(self, digest: str, now: datetime) -> str | None:
        """The conversation a living token opens, or None."""

    def use_once(self, issuer: str, jti: str, expires_at: datetime, now: datetime) -> bool:
        """True the first time an id is seen, False ever after; forgets ids that have expired."""


class Documents(Protocol):
    """Download links of documents, kept as digests of their secret."""

    def issue(self, digest: str, grant: DocumentGrant) -> None:
        """Remembers a link until it expires; forgets those that have."""

    def granted(self, digest: str, now: datetime) -> DocumentGrant | None:
        """What a living link opens, or None when unknown or expired."""


class Work(Protocol):
    """The repositories of one transaction."""

    @property
    def invoices(self) -> Invoices: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def people(self) -> People: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def documents(self) -> Documents: ...


class Database(Protocol):
    """Opens transactions. Both raise StorageBusy when the database stays locked or cannot be reached in time."""

    def reading(self) -> AbstractContextManager[Work]:
        """A consistent view; nothing is written."""

    def writing(self, *, durable: bool = True) -> AbstractContextManager[Work]:
        """Commits at the end, rolls back when the block raises.

        Not `durable`: the commit need not outlive a power failure, for what is simply done again (a lease).
        """
