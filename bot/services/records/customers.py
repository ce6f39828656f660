"""What repositories hand over about customers and their contacts."""

from dataclasses import dataclass

from bot.domain.customers.identity import Identity, Role


@dataclass(frozen=True, slots=True)
class Person:
    """A contact on file, as the identity it has once its site vouches for it (L2)."""

    contact_id: int
    email: str
    language: str
    identity: Identity


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
