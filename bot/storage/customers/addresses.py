"""Proven addresses that no company has: who came, and what follows when a contact has one by now."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.services.records.customers import CarriedOver
from bot.storage.customers.carrying_over import carry_over
from bot.storage.schema import confirmed_addresses as t
from bot.storage.schema import conversations

_BEGUN = select(func.count()).where(
    conversations.c.confirmed_address == bindparam("whose"), conversations.c.started_at > bindparam("since")
)


class SqlConfirmedAddresses:
    """`services.ports.ConfirmedAddresses`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def came(self, address: str, language: str, now: datetime) -> None:
        """Somebody proved the address. Others who come with it wait for the end of this transaction, or try again."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = {"address": address, "language": language, "first_seen_at": now, "seen_at": now}
        came = dialect.insert(t).values(row)
        seen = func.greatest if self._connection.dialect.name == "postgresql" else func.max
        values = {"seen_at": seen(t.c.seen_at, came.excluded.seen_at), "language": language}
        self._connection.execute(came.on_conflict_do_update(index_elements=[t.c.address], set_=values))

    def waits(self, address: str) -> bool:
        """Whether somebody with that address came who was not linked to a company here."""
        wanted = select(t.c.id).where(t.c.address == address, t.c.contact_id.is_(None))
        return self._connection.execute(wanted).first() is not None

    def begun(self, address: str, since: datetime) -> int:
        """How many conversations were begun from it since then."""
        return self._connection.execute(_BEGUN, {"whose": address, "since": since}).scalar_one()

    def carry_over(self, address: str, contact_id: int, customer_id: int) -> CarriedOver:
        """Conversations and tickets of the address are the contact's from now on; it waits for nobody any more."""
        carried = carry_over(self._connection, address, contact_id, customer_id)
        self._connection.execute(delete(t).where(t.c.address == address, t.c.contact_id.is_(None)))
        return carried
