"""The demo contacts one may sign in as: those of the demonstration's cast that the database knows."""

from collections.abc import Sequence
from typing import Final

from bot.domain.customers.identity import Identity, Relationship, Role
from bot.services.customers.contacts import Contacts
from bot.services.records.customers import Person

DEMO_ADDRESSES: Final = (
    "billing@contoso.example",
    "it@contoso.example",
    "compta@fabrikam.example",
    "accounts@northwind.example",
    "admin@tailspin.example",
    "office@adatum.example",
)


def demo_contacts(contacts: Contacts) -> Sequence[Person]:
    """The demo contacts on file, in the order of the cast; none before `desk seed`."""
    return contacts.on_file(DEMO_ADDRESSES)


def demo_contact(contacts: Contacts, email: str) -> Person | None:
    """One demo contact on file; None for any other address, however real."""
    found = contacts.on_file((email,)) if email in DEMO_ADDRESSES else ()
    return found[0] if found else None


def role_key(identity: Identity) -> str:
    """Which text names what the contact may do."""
    if identity.relationship is Relationship.DIRECT or not identity.roles:
        return "none"
    ranked = (Role.ADMIN, Role.BILLING, Role.TECHNICAL)
    return next(role.value for role in ranked if role in identity.roles)
