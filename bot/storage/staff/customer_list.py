"""The list of customers in SQL: narrowed by words, an overdue invoice, a suspension, somebody waiting, a language."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, false, func, literal, or_, select
from sqlalchemy.sql.elements import KeyedColumnElement

from bot.domain.billing.subscriptions import SubscriptionState
from bot.domain.conversations.conversation import OwnerKind
from bot.services.records.customers import CustomerQuery, CustomerRow
from bot.storage.schema import contacts, conversations, customers, invoices, subscriptions

_SUSPENDED = exists().where(
    subscriptions.c.customer_id == customers.c.id, subscriptions.c.state == SubscriptionState.SUSPENDED.value
)
_WAITING = exists(
    select(conversations.c.id)
    .select_from(conversations.join(contacts, contacts.c.id == conversations.c.contact_id))
    .where(
        contacts.c.customer_id == customers.c.id,
        conversations.c.owner_kind != OwnerKind.BOT.value,
        func.coalesce(conversations.c.waiting_since, conversations.c.unanswered_since).is_not(None),
    )
    .correlate(customers)
)


def page_of(
    connection: Connection, asked: CustomerQuery, *, sees_invoices: bool
) -> tuple[tuple[CustomerRow, ...], int]:
    """A part of the list, and how many there are in all; whether somebody is overdue only for who `sees_invoices`."""
    conditions = list(_conditions(asked))
    total = connection.execute(select(func.count()).select_from(customers).where(*conditions)).scalar_one()
    overdue = _overdue(asked) if sees_invoices else literal(None)
    wanted: Select[Any] = select(
        customers,
        _found_by(asked).label("found_by"),
        overdue.label("is_overdue"),
        _SUSPENDED.label("is_suspended"),
        _WAITING.label("is_waiting"),
    ).where(*conditions)
    rows = connection.execute(wanted.order_by(customers.c.name, customers.c.id).limit(asked.limit).offset(asked.offset))
    return tuple(map(_row, rows)), total


def _conditions(asked: CustomerQuery) -> Iterator[ColumnElement[bool]]:
    if asked.overdue:
        yield _overdue(asked)
    if asked.suspended:
        yield _SUSPENDED
    if asked.waiting:
        yield _WAITING
    if asked.language:
        yield customers.c.locale.startswith(asked.language, autoescape=True)
    if asked.words:
        by_company = (_has(customers.c.name, asked.words), _has(customers.c.number, asked.words))
        yield or_(*by_company, _contact(asked).exists(), _invoice(asked).exists())


def _overdue(asked: CustomerQuery) -> ColumnElement[bool]:
    return exists().where(
        invoices.c.customer_id == customers.c.id, invoices.c.settled == false(), invoices.c.due_on < asked.today
    )


def _contact(asked: CustomerQuery) -> Select[Any]:
    """Contacts of the customer found by name or address."""
    found = or_(_has(contacts.c.name, asked.words), _has(contacts.c.email, asked.words))
    named = func.min(contacts.c.name + " · " + contacts.c.email)
    return (
        select(named)
        .where(contacts.c.customer_id == customers.c.id, found)
        .having(func.count() > 0)
        .correlate(customers)
    )


def _invoice(asked: CustomerQuery) -> Select[Any]:
    """Invoices of the customer found by their number."""
    found = (invoices.c.customer_id == customers.c.id, invoices.c.number.in_(asked.numbers))
    return select(func.min(invoices.c.number)).where(*found).having(func.count() > 0).correlate(customers)


def _found_by(asked: CustomerQuery) -> ColumnElement[Any]:
    if not asked.words:
        return literal("")
    return func.coalesce(_invoice(asked).scalar_subquery(), _contact(asked).scalar_subquery(), "")


def _has(column: KeyedColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Capitals do not count; SQLite takes those of accented letters literally, so the usual spelling is tried too."""
    likely = dict.fromkeys((words, words.casefold(), words.title()))
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in likely))


def _row(row: Row[Any]) -> CustomerRow:
    return CustomerRow(
        id=row.id,
        number=row.number,
        name=row.name,
        locale=row.locale,
        support_plan=row.support_plan,
        found_by=row.found_by,
        overdue=None if row.is_overdue is None else bool(row.is_overdue),
        suspended=bool(row.is_suspended),
        waiting=bool(row.is_waiting),
    )
