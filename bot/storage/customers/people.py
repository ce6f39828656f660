"""Contacts of customers, and who was verified to speak in a conversation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from bot.domain.customers.identity import VISITOR, Identity, Level, Relationship, Role, at_address
from bot.domain.kernel.errors import ConversationNotFound
from bot.services.records.customers import Person
from bot.storage.schema import contact_roles, contacts, conversations, customers

_FACTS = (
    contacts.c.id.label("contact_id"),
    contacts.c.email,
    contacts.c.language,
    contacts.c.name,
    customers.c.id.label("customer_id"),
    customers.c.name.label("customer_name"),
    customers.c.relationship,
    customers.c.cloud,
    customers.c.locale,
    customers.c.support_plan,
    contact_roles.c.role,
)

_BY_EMAIL: Select[Any] = (
    select(*_FACTS)
    .select_from(contacts.join(customers).outerjoin(contact_roles))
    .where(contacts.c.email == bindparam("address"))
)

_SPEAKING: Select[Any] = (
    select(*_FACTS, conversations.c.confirmed_address)
    .select_from(
        conversations.outerjoin(contacts, contacts.c.id == conversations.c.contact_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .outerjoin(contact_roles, contact_roles.c.contact_id == contacts.c.id)
    )
    .where(conversations.c.id == bindparam("conversation"))
)


_HOLD = update(contacts).where(contacts.c.id == bindparam("contact")).values(language=contacts.c.language)


class SqlPeople:
    """`services.ports.People`. A contact on file counts as signed in (L2) wherever a channel verified it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_email(self, email: str) -> Person | None:
        """The contact with that address, in whatever case it is written."""
        rows = self._connection.execute(_BY_EMAIL, {"address": email.strip().lower()}).all()
        if not rows:
            return None
        first = rows[0]
        return Person(first.contact_id, first.email, first.language, _identity(rows))

    def hold(self, contact_id: int) -> bool:
        """Others who would hold the same contact wait for the end of this transaction, or are told to try again.

        False where the contact has ended meanwhile.
        """
        return self._connection.execute(_HOLD, {"contact": contact_id}).rowcount == 1

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation: a contact, an address (L1), or nobody (VISITOR).

        Raises ConversationNotFound.
        """
        rows = self._connection.execute(_SPEAKING, {"conversation": conversation_id}).all()
        if not rows:
            raise ConversationNotFound()
        first = rows[0]
        if first.contact_id is not None:
            return _identity(rows)
        return VISITOR if first.confirmed_address is None else at_address(first.confirmed_address)


def _identity(rows: Sequence[Row[Any]]) -> Identity:
    """One row a role; a contact without a role has one row."""
    first = rows[0]
    return Identity(
        level=Level.SIGNED,
        contact_id=first.contact_id,
        customer_id=first.customer_id,
        roles=frozenset(Role(row.role) for row in rows if row.role is not None),
        name=first.name,
        email=first.email,
        customer_name=first.customer_name,
        relationship=Relationship(first.relationship),
        cloud=first.cloud,
        locale=first.locale,
        support_plan=first.support_plan,
    )
