"""The demo contacts one may sign in as: those of the demonstration's cast that the database knows."""

from collections.abc import Sequence
from typing import Final

from bot.domain.customers.identity import Identity, Relationship, Role
from bot.services.ports import Database
from bot.services.records.customers import Person

DEMO_ADDRESSES: Final = (
    "billing@contoso.example",
    "it@contoso.example",
    "compta@fabrikam.example",
    "accounts@northwind.example",
    "admin@tailspin.example",
    "office@adatum.example",
)


def demo_contacts(database: Database) -> Sequence[Person]:
    """The demo contacts on file, in the order of the cast; none before `desk seed`."""
    with database.reading() as work:
        found = (work.customers.people.by_email(address) for address in DEMO_ADDRESSES)
        return [person for person in found if person is not None]


def demo_contact(database: Database, email: str) -> Person | None:
    """One demo contact on file; None for any other address, however real."""
    if email not in DEMO_ADDRESSES:
        return None
    with database.reading() as work:
        return work.customers.people.by_email(email)


def role_key(identity: Identity) -> str:
    """Which text names what the contact may do."""
    if identity.relationship is Relationship.DIRECT or not identity.roles:
        return "none"
    ranked = (Role.ADMIN, Role.BILLING, Role.TECHNICAL)
    return next(role.value for role in ranked if role in identity.roles)
