"""Lists of the speaker's own invoices: a page of those that meet conditions, and what all of them sum up to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, and_, case, false, func, or_, select, true

from bot.domain.billing.invoices import Invoice, PaymentState
from bot.domain.billing.selection import Order, Selection, State, Sums
from bot.domain.customers.identity import Identity
from bot.domain.kernel.money import Money
from bot.storage.billing.invoice_rows import assembled
from bot.storage.schema import credit_notes, invoice_lines, payments
from bot.storage.schema import invoices as t

MOST: Final = Decimal(10**12)
"""Amounts beyond this belong to no invoice and fit no column."""

Condition = ColumnElement[bool]

_billed = t.c.net + t.c.tax
_NEWEST = (t.c.issued_on.desc(), t.c.number.desc())
_ORDERS: Final = {
    Order.NEWEST: _NEWEST,
    Order.OLDEST: (t.c.issued_on, t.c.number),
    Order.LARGEST: (t.c.currency, _billed.desc(), *_NEWEST),
    Order.SMALLEST: (t.c.currency, _billed, *_NEWEST),
    Order.DUE: (t.c.due_on, t.c.number),
}


class SqlInvoiceLists:
    """`services.ports.InvoiceLists`. Every method raises what `Identity.require_money` raises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, selection: Selection, order: Order, *, asked_by: Identity, limit: int, offset: int = 0
    ) -> tuple[Invoice, ...]:
        """So many of the invoices selected, in order, after the first `offset`."""
        conditions = _conditions(selection, asked_by.require_money())
        query = select(t).where(*conditions).order_by(*_ORDERS[order]).limit(limit).offset(offset)
        return assembled(self._connection, self._connection.execute(query).all())

    def numbers(self, selection: Selection, order: Order, *, asked_by: Identity, limit: int) -> tuple[str, ...]:
        """The numbers of so many of the invoices selected, in order."""
        conditions = _conditions(selection, asked_by.require_money())
        query = select(t.c.number).where(*conditions).order_by(*_ORDERS[order]).limit(limit)
        return tuple(self._connection.execute(query).scalars())

    def sums(self, selection: Selection, *, asked_by: Identity) -> tuple[Sums, ...]:
        """What all the invoices selected come to, by currency in alphabetical order."""
        conditions = _conditions(selection, asked_by.require_money())
        credited, paid = _of(credit_notes), _of(payments, payments.c.state == PaymentState.RECEIVED.value)
        each = select(
            t.c.currency, t.c.net, t.c.tax, t.c.settled, credited.label("credited"), paid.label("paid")
        ).where(*conditions)
        i = each.subquery()
        owed = case((i.c.settled == false(), i.c.net + i.c.tax + i.c.credited - i.c.paid), else_=0)
        columns = [func.sum(column) for column in (i.c.net, i.c.tax, i.c.credited, i.c.paid)]
        query = select(i.c.currency, func.count(), *columns, func.sum(owed, type_=t.c.net.type))
        found = self._connection.execute(query.group_by(i.c.currency).order_by(i.c.currency))
        return tuple(_sums(row) for row in found)


def _sums(row: Row[Any]) -> Sums:
    currency, count, *amounts = row
    return Sums(count, *(Money(amount, currency) for amount in amounts))


def _of(table: Any, *conditions: Condition) -> ScalarSelect[Any]:
    """What belongs to an invoice, added up."""
    added = select(func.coalesce(func.sum(table.c.amount), 0)).where(table.c.invoice_id == t.c.id, *conditions)
    return added.scalar_subquery()


def _conditions(selection: Selection, customer: int) -> Iterator[Condition]:
    yield t.c.customer_id == customer
    if selection.state is not None:
        yield t.c.settled == (true() if selection.state is State.PAID else false())
    if selection.state is State.OVERDUE:
        yield t.c.due_on < selection.today
    if selection.issued is not None:
        yield t.c.issued_on.between(selection.issued.first, selection.issued.last)
    if selection.billed is not None:
        yield and_(t.c.period_from <= selection.billed.last, t.c.period_to >= selection.billed.first)
    if selection.currency is not None:
        yield t.c.currency == selection.currency
    if selection.numbers is not None:
        yield t.c.number.in_(selection.numbers)
    if selection.product is not None:
        yield _has_line(invoice_lines.c.product.icontains(_literal(selection.product), escape="/"))
    yield from _amounts(selection)


def _amounts(selection: Selection) -> Iterator[Condition]:
    if selection.amount is not None:
        sought = selection.amount
        same = or_(t.c.net == sought, _billed == sought, _has_line(invoice_lines.c.amount == sought))
        yield same if _payable(sought) else false()
    if selection.above is not None:
        yield _billed > _bounded(selection.above)
    if selection.below is not None:
        yield _billed < _bounded(selection.below)


def _has_line(condition: Condition) -> Condition:
    return select(1).where(invoice_lines.c.invoice_id == t.c.id, condition).exists()


def _literal(words: str) -> str:
    """For `icontains`, which leaves the wildcards of a bound value alone."""
    return words.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _bounded(amount: Decimal) -> Decimal:
    """A bound that fits the column: whole cents, of sane size."""
    return max(-MOST, min(MOST, amount)).quantize(Decimal("0.01"))


def _payable(amount: Decimal) -> bool:
    """Whether the number can be an amount at all: in whole cents, of sane size."""
    return abs(amount) < MOST and amount == amount.quantize(Decimal("0.01"))
