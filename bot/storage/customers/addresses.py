"""Proven addresses that no company has: who came, and what follows when a contact has one by now."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.customers.identity import Role
from bot.services.records.customers import CarriedOver, GivenBack
from bot.storage.customers.carrying_over import carry_over, give_back
from bot.storage.schema import confirmed_addresses as t
from bot.storage.schema import contact_roles, contacts, conversations, tickets

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

    def id_of(self, address: str) -> int | None:
        """The row of an address that was proven before (case-insensitive), whatever people made of it."""
        wanted = select(t.c.id).where(t.c.address == address.strip().lower())
        found: int | None = self._connection.execute(wanted).scalar_one_or_none()
        return found

    def waits(self, address: str) -> bool:
        """Whether something under that address is still nobody's: it came, or began a conversation or a ticket.

        What was on its way in the moment of a link is found by this too.
        """
        ways = (
            select(t.c.id).where(t.c.address == address, t.c.contact_id.is_(None)).exists(),
            select(conversations.c.id).where(conversations.c.confirmed_address == address).exists(),
            select(tickets.c.id).where(tickets.c.confirmed_address == address).exists(),
        )
        return bool(self._connection.execute(select(or_(*ways))).scalar_one())

    def begun(self, address: str, since: datetime) -> int:
        """How many conversations were begun from it since then."""
        return self._connection.execute(_BEGUN, {"whose": address, "since": since}).scalar_one()

    def carry_over(self, address: str, contact_id: int, customer_id: int) -> CarriedOver:
        """Conversations and tickets of the address are the contact's from now on; it waits for nobody any more."""
        carried = carry_over(self._connection, address, contact_id, customer_id)
        self._connection.execute(delete(t).where(t.c.address == address, t.c.contact_id.is_(None)))
        return carried

    def hold(self, address_id: int) -> bool:
        """Others who would change the same address wait for the end of this transaction. False where there is none."""
        held = update(t).where(t.c.id == address_id).values(language=t.c.language)
        return self._connection.execute(held).rowcount == 1

    def link(
        self,
        address_id: int,
        customer_id: int,
        *,
        name: str,
        roles: Set[Role],
        agent_id: int,
        now: datetime,
    ) -> CarriedOver | None:
        """The address becomes a contact of the customer, with all it did. None where a contact has it already."""
        address, language = self._connection.execute(
            select(t.c.address, t.c.language).where(t.c.id == address_id)
        ).one()
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = {"customer_id": customer_id, "email": address, "name": name, "language": language}
        added = dialect.insert(contacts).values(row).on_conflict_do_nothing(index_elements=[contacts.c.email])
        contact_id = self._connection.execute(added.returning(contacts.c.id)).scalar_one_or_none()
        if contact_id is None:
            return None
        if roles:
            given = [{"contact_id": contact_id, "role": role.value} for role in sorted(roles)]
            self._connection.execute(insert(contact_roles), given)
        linked = {"contact_id": contact_id, "linked_at": now, "linked_by": agent_id}
        self._connection.execute(update(t).where(t.c.id == address_id).values(linked))
        return carry_over(self._connection, address, contact_id, customer_id)

    def unlink(self, address_id: int) -> GivenBack:
        """The contact made by the link is none any more; what was said or done since stays with the agents alone."""
        wanted = select(t.c.address, t.c.contact_id, t.c.linked_at).where(t.c.id == address_id)
        address, contact_id, linked_at = self._connection.execute(wanted).one()
        given = give_back(self._connection, address, contact_id, linked_at)
        nobody = {"contact_id": None, "linked_at": None, "linked_by": None}
        self._connection.execute(update(t).where(t.c.id == address_id).values(nobody))
        self._connection.execute(delete(contact_roles).where(contact_roles.c.contact_id == contact_id))
        self._connection.execute(delete(contacts).where(contacts.c.id == contact_id))
        return given

    def dismiss(self, address_id: int, agent_id: int, now: datetime) -> None:
        """It is listed among those dismissed from now on."""
        values = {"dismissed_at": now, "dismissed_by": agent_id}
        self._connection.execute(update(t).where(t.c.id == address_id).values(values))

    def take_back(self, address_id: int) -> None:
        """It waits again."""
        values = {"dismissed_at": None, "dismissed_by": None}
        self._connection.execute(update(t).where(t.c.id == address_id).values(values))
