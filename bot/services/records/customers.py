"""What repositories hand over about customers and their contacts."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.customers.identity import Identity, Role
from bot.domain.customers.unlinked import AddressState
from bot.domain.support.tickets import Matter as TicketMatter
from bot.domain.support.tickets import TicketState


@dataclass(frozen=True, slots=True)
class Person:
    """A contact on file, as the identity it has once its site vouches for it (L2).

    `contact_id` is None for a proven address that no company has (L1).
    """

    contact_id: int | None
    email: str
    language: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many conversations and tickets changed hands."""

    conversations: int
    tickets: int


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What followed from the end of a link: `returned` went back to the address, `kept` stays with the agents alone."""

    returned: CarriedOver
    kept: CarriedOver


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """Which proven addresses a list shows, the one that came last first. `words` are a part of address or customer."""

    state: AddressState = AddressState.WAITING
    words: str = ""
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AddressRow:
    """A proven address and what people made of it. Instants are UTC.

    `settled_at` and `settled_by` (an agent's name) tell when and by whom it was linked or dismissed. `customer_id` and
    `customer` are where it is a contact: linked here, or, while it waits, put on file elsewhere. `conversations` and
    `tickets` count what came from it.
    """

    id: int
    address: str
    language: str
    first_seen_at: datetime
    seen_at: datetime
    state: AddressState
    settled_at: datetime | None
    settled_by: str
    contact_id: int | None
    contact: str
    customer_id: int | None
    customer: str
    conversations: int
    tickets: int


@dataclass(frozen=True, slots=True)
class AddressTicket:
    """A ticket that came from a proven address."""

    number: str
    subject: str
    matter: TicketMatter
    state: TicketState


@dataclass(frozen=True, slots=True)
class AddressTalk:
    """A conversation of a proven address in which something was said."""

    id: str
    started_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ContactOnFile:
    """A contact of a customer and what it does there."""

    id: int
    name: str
    email: str
    language: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer a search found, and what it was found by: the words of the contact or the invoice's number."""

    id: int
    number: str
    name: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """Which customers a list shows, by name. `numbers` are what `words` may mean as an invoice's number.

    `overdue`, `suspended` and `waiting` keep those with an invoice overdue on `today` (the partner's), a suspended
    subscription, or somebody who waits for a person; `language` those addressed in it. False and "" keep all.
    """

    today: date
    words: str = ""
    numbers: tuple[str, ...] = ()
    overdue: bool = False
    suspended: bool = False
    waiting: bool = False
    language: str = ""
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list. `found_by` is an invoice's number or a contact, where words were looked for.

    `overdue` is None for who may not see invoices.
    """

    id: int
    number: str
    name: str
    locale: str
    support_plan: str | None
    found_by: str
    overdue: bool | None
    suspended: bool
    waiting: bool
