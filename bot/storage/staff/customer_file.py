"""What is on file about customers, for agents who may see them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.stretches import Ending
from bot.domain.customers.identity import Relationship, Role
from bot.domain.staff.acting import CustomerOnFile
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.conversations import EarlierConversation
from bot.services.records.customers import ContactOnFile, CustomerHit, CustomerQuery, CustomerRow
from bot.storage.schema import agents, contact_roles, contacts, conversations, customers, invoices, stretches
from bot.storage.staff.customer_list import page_of

_CUSTOMER: Select[Any] = select(customers).where(customers.c.id == bindparam("customer"))
_CONTACTS: Select[Any] = (
    select(contacts, contact_roles.c.role)
    .select_from(contacts.outerjoin(contact_roles))
    .where(contacts.c.customer_id == bindparam("customer"))
    .order_by(contacts.c.name, contacts.c.id)
)
_later = stretches.alias("later")
_LATEST_STRETCH = (
    select(func.max(_later.c.id)).where(_later.c.conversation_id == conversations.c.id).correlate(conversations)
)
_EARLIER: Select[Any] = (
    select(
        conversations.c.id,
        conversations.c.started_at,
        conversations.c.last_at,
        conversations.c.owner_kind,
        conversations.c.lifecycle,
        contacts.c.name.label("contact"),
        stretches.c.ending,
        agents.c.name.label("agent"),
    )
    .select_from(
        conversations.join(contacts, contacts.c.id == conversations.c.contact_id)
        .outerjoin(stretches, stretches.c.id == _LATEST_STRETCH.scalar_subquery())
        .outerjoin(agents, agents.c.id == stretches.c.agent_id)
    )
    .where(
        contacts.c.customer_id == bindparam("customer"),
        conversations.c.last_at.is_not(None),
        conversations.c.id != bindparam("without"),
    )
    .order_by(conversations.c.last_at.desc(), conversations.c.id)
    .limit(bindparam("most"))
)
_OF_INVOICE: Select[Any] = (
    select(customers.c.id, customers.c.number, customers.c.name, invoices.c.number.label("found_by"))
    .select_from(invoices.join(customers, customers.c.id == invoices.c.customer_id))
    .where(invoices.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(invoices.c.number)
)


class SqlCustomerRecords:
    """`services.ports.CustomerRecords`. Every method raises AgentMayNot without SEE_CUSTOMERS."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def one(self, customer_id: int, *, asked_by: Agent) -> CustomerOnFile | None:
        """The customer, or None."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        row = self._connection.execute(_CUSTOMER, {"customer": customer_id}).one_or_none()
        return _customer(row) if row is not None else None

    def contacts(self, customer_id: int, *, asked_by: Agent) -> tuple[ContactOnFile, ...]:
        """The customer's contacts by name."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        rows = self._connection.execute(_CONTACTS, {"customer": customer_id}).all()
        ids = dict.fromkeys(row.id for row in rows)
        return tuple(_contact([row for row in rows if row.id == contact_id]) for contact_id in ids)

    def earlier(
        self, customer_id: int, *, asked_by: Agent, without: str | None = None, limit: int = 10
    ) -> tuple[EarlierConversation, ...]:
        """The customer's conversations in which something was said, newest first, but one."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        values = {"customer": customer_id, "without": without or "", "most": limit}
        return tuple(map(_earlier, self._connection.execute(_EARLIER, values)))

    def page(self, asked: CustomerQuery, *, asked_by: Agent) -> tuple[tuple[CustomerRow, ...], int]:
        """A part of the list by name, and how many there are in all."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        if asked.overdue or asked.numbers:
            asked_by.require(Permission.SEE_INVOICES)
        return page_of(self._connection, asked, sees_invoices=asked_by.may(Permission.SEE_INVOICES))

    def with_invoice(self, numbers: Sequence[str], *, asked_by: Agent) -> tuple[CustomerHit, ...]:
        """Whom invoices of these exact numbers were issued to. Raises AgentMayNot without SEE_INVOICES too."""
        asked_by.require(Permission.SEE_CUSTOMERS)
        asked_by.require(Permission.SEE_INVOICES)
        rows = self._connection.execute(_OF_INVOICE, {"numbers": list(numbers)})
        return tuple(CustomerHit(row.id, row.number, row.name, row.found_by) for row in rows)


def _customer(row: Row[Any]) -> CustomerOnFile:
    return CustomerOnFile(
        id=row.id,
        number=row.number,
        name=row.name,
        relationship=Relationship(row.relationship),
        cloud=row.cloud,
        locale=row.locale,
        support_plan=row.support_plan,
    )


def _contact(rows: Sequence[Row[Any]]) -> ContactOnFile:
    first = rows[0]
    roles = frozenset(Role(row.role) for row in rows if row.role is not None)
    return ContactOnFile(first.id, first.name, first.email, first.language, roles)


def _earlier(row: Row[Any]) -> EarlierConversation:
    return EarlierConversation(
        id=row.id,
        contact=row.contact,
        started_at=row.started_at,
        last_at=row.last_at,
        owner=OwnerKind(row.owner_kind),
        lifecycle=Lifecycle(row.lifecycle),
        ending=Ending(row.ending) if row.ending else None,
        agent=row.agent,
    )
