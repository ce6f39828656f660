"""What repositories hand over about customers and their contacts."""

from dataclasses import dataclass
from datetime import date

from bot.domain.customers.identity import Identity, Role


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
