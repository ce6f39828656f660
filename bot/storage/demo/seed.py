"""Fills a database for demos and measurements: the cast, and any number of further invoices."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from bot.domain.billing.subscriptions import SubscriptionState
from bot.domain.support.tickets import first_severity
from bot.storage.billing import ledger
from bot.storage.database import SqlDatabase
from bot.storage.demo import cast, scale
from bot.storage.demo.cast_invoices import invoices_of_cast
from bot.storage.demo.cast_replies import put_replies
from bot.storage.schema import (
    agent_roles,
    agents,
    contact_roles,
    contacts,
    customers,
    invoices,
    subscriptions,
    tickets,
)

TERM = timedelta(days=364)
"""From the first to the last day of a yearly term."""

Progress = Callable[[int, int], None]
"""Called with the invoices there are and the invoices wanted."""


def seed_cast(database: SqlDatabase, today: date, password_hash: str | None = None) -> None:
    """Creates the demo's cast as of `today`, or moves it there; whatever people added stays. Raises StorageBusy.

    With `password_hash` the agents can sign in with that password; without, they keep what they have.
    """
    with database.connection() as connection:
        ids = {customer.number: _customer(connection, customer) for customer in cast.CUSTOMERS}
        for subscription in cast.SUBSCRIPTIONS:
            _subscription(connection, subscription, ids, today)
        for invoice in invoices_of_cast(today, ids):
            ledger.put(connection, invoice)
        for ticket in cast.TICKETS:
            _ticket(connection, ticket, today)
        for agent in cast.AGENTS:
            _agent(connection, agent, password_hash)
        put_replies(connection, today)


def seed_scale(database: SqlDatabase, count: int, today: date, progress: Progress | None = None) -> int:
    """Tops the series for measurements up to `count` invoices; returns how many were added (0 the second time).

    Each portion is its own transaction, so an interrupted run goes on where it stopped. Raises StorageBusy, and
    ValueError for a count that the series has no numbers for.
    """
    present = start = _present(database)
    while present < count:
        stop = min(present + scale.PORTION, count)
        with database.connection() as connection:
            ids = {n: _customer(connection, scale.customer(n)) for n in scale.new_customers(present, stop)}
            ids |= _known(connection, scale.customers_of(present, stop) - ids.keys())
            ledger.add(connection, [scale.invoice(n, ids[scale.customer_of(n)], today) for n in range(present, stop)])
        present = stop
        if progress is not None:
            progress(present, count)
    if present > start:
        _refresh_statistics(database)
    return present - start


def _refresh_statistics(database: SqlDatabase) -> None:
    """PostgreSQL plans by statistics that it would otherwise gather only later; SQLite's plans here need none."""
    with database.connection() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE customers, contacts, invoices, invoice_lines, payments, credit_notes")


def _present(database: SqlDatabase) -> int:
    """The series is gapless, so its highest number is its length."""
    highest = (
        select(invoices.c.number)
        .where(invoices.c.number.between(scale.number(0), scale.number(scale.MOST - 1)))
        .order_by(invoices.c.number.desc())
        .limit(1)
    )
    with database.connection() as connection:
        number = connection.execute(highest).scalar_one_or_none()
    return scale.position(number) + 1 if number is not None else 0


def _known(connection: Connection, wanted: set[int]) -> dict[int, int]:
    numbers = {scale.customer(n).number: n for n in wanted}
    rows = connection.execute(select(customers.c.number, customers.c.id).where(customers.c.number.in_(numbers)))
    return {numbers[number]: row_id for number, row_id in rows}


def _customer(connection: Connection, customer: cast.CastCustomer) -> int:
    customer_id = _put(
        connection,
        customers,
        {"number": customer.number},
        {
            "name": customer.name,
            "relationship": customer.relationship.value,
            "cloud": customer.cloud,
            "locale": customer.locale,
            "support_plan": customer.support_plan,
        },
    )
    for contact in customer.contacts:
        _contact(connection, contact, customer_id)
    return customer_id


def _contact(connection: Connection, contact: cast.CastContact, customer_id: int) -> None:
    values = {"customer_id": customer_id, "name": contact.name, "language": contact.language}
    contact_id = _put(connection, contacts, {"email": contact.email}, values)
    connection.execute(delete(contact_roles).where(contact_roles.c.contact_id == contact_id))
    if contact.roles:
        roles = [{"contact_id": contact_id, "role": role.value} for role in contact.roles]
        connection.execute(insert(contact_roles), roles)


def _subscription(
    connection: Connection, subscription: cast.CastSubscription, ids: Mapping[str, int], today: date
) -> None:
    started = today + timedelta(days=subscription.started)
    since = subscription.state_since
    _put(
        connection,
        subscriptions,
        {"reference": subscription.reference},
        {
            "customer_id": ids[subscription.customer],
            "product": subscription.product,
            "seats": subscription.seats,
            "unit_price": subscription.price.amount if subscription.price else None,
            "currency": subscription.price.currency if subscription.price else None,
            "frequency": subscription.frequency.value,
            "state": subscription.state.value,
            "term_from": started,
            "term_to": started + TERM,
            # a suspension turns auto-renewal off
            "auto_renew": subscription.state is SubscriptionState.ACTIVE,
            "state_since": today + timedelta(days=since) if since is not None else started,
            "state_reason": subscription.state_reason,
        },
    )


def _ticket(connection: Connection, ticket: cast.CastTicket, today: date) -> None:
    contact = connection.execute(select(contacts).where(contacts.c.email == ticket.contact)).one()
    _put(
        connection,
        tickets,
        {"number": ticket.number},
        {
            "origin": f"seed:{ticket.number}",
            "matter": ticket.matter.value,
            "queue": ticket.matter.value,
            "subject": ticket.subject,
            "text": ticket.text,
            "state": ticket.state.value,
            "opened_at": cast.instant(today, ticket.opened),
            "changed_at": cast.instant(today, ticket.changed),
            "customer_id": contact.customer_id,
            "contact_id": contact.id,
            "assigned_to": ticket.assigned_to,
            "product": ticket.product,
            "severity": first_severity(ticket.matter).value,
            "reckoned_with": None,
        },
    )


def _agent(connection: Connection, agent: cast.CastAgent, password_hash: str | None) -> None:
    values: dict[str, Any] = {"name": agent.name, "team": agent.team, "languages": list(agent.languages)}
    if password_hash is not None:
        values |= {"password_hash": password_hash, "must_change_password": False, "active": True}
    agent_id = _put(connection, agents, {"email": agent.email}, values)
    connection.execute(delete(agent_roles).where(agent_roles.c.agent_id == agent_id))
    connection.execute(insert(agent_roles), {"agent_id": agent_id, "role": agent.role})


def _put(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> int:
    """Inserts or updates the row of that key; its id, which stays the same however often the demo is seeded."""
    same = [table.c[name] == value for name, value in key.items()]
    found: int | None = connection.execute(select(table.c.id).where(*same)).scalar_one_or_none()
    if found is None:
        return int(connection.execute(insert(table).values(**key, **values).returning(table.c.id)).scalar_one())
    connection.execute(update(table).where(table.c.id == found).values(**values))
    return found
