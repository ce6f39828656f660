"""Whom an operator may name: every contact on file, for the command line only."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import SqlDatabase
from bot.storage.schema import contact_roles, contacts, customers


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact's address, its customer's name, what it may do and the language it is written in."""

    email: str
    customer: str
    roles: tuple[str, ...]
    language: str


def entries(database: SqlDatabase, limit: int = 100) -> tuple[Entry, ...]:
    """The first `limit` contacts by customer. No customer ever reads this. Raises StorageBusy."""
    people = (
        select(contacts.c.id, contacts.c.email, contacts.c.language, customers.c.name)
        .select_from(contacts.join(customers))
        .order_by(customers.c.id, contacts.c.id)
        .limit(limit)
    )
    with database.connection() as connection:
        found = connection.execute(people).all()
        ids = [row.id for row in found]
        roles = connection.execute(select(contact_roles).where(contact_roles.c.contact_id.in_(ids))).all()
    held = [(role.contact_id, role.role) for role in roles]
    return tuple(
        Entry(row.email, row.name, tuple(sorted(role for who, role in held if who == row.id)), row.language)
        for row in found
    )
