"""Writes invoices: the one place that keeps their derived columns (`net`, `settled`) true."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.money import Money
from bot.storage.schema import credit_notes, invoice_lines, invoices, payments

Values = dict[str, Any]

_PARTS = (invoice_lines, payments, credit_notes)
_ADD = insert(invoices).returning(invoices.c.id, sort_by_parameter_order=True)
_FIND = select(invoices.c.id).where(invoices.c.number == bindparam("wanted"))
_CHANGE = update(invoices).where(invoices.c.id == bindparam("row_id"))


def add(connection: Connection, issued: Sequence[Invoice]) -> None:
    """Stores invoices that are not stored yet, in bulk. Raises ValueError for one with two currencies in it."""
    if not issued:
        return
    ids = connection.execute(_ADD, [_head(invoice) for invoice in issued]).scalars().all()
    _add_parts(connection, list(zip(ids, issued, strict=True)))


def put(connection: Connection, invoice: Invoice) -> None:
    """Stores an invoice, in place of an earlier one of its number. For demo data only: a real invoice never changes."""
    found = connection.execute(_FIND, {"wanted": invoice.number}).scalar_one_or_none()
    if found is None:
        add(connection, [invoice])
        return
    connection.execute(_CHANGE.values(_head(invoice)), {"row_id": found})
    for table in _PARTS:
        connection.execute(delete(table).where(table.c.invoice_id == found))
    _add_parts(connection, [(found, invoice)])


def _add_parts(connection: Connection, stored: Sequence[tuple[int, Invoice]]) -> None:
    for table, rows in zip(_PARTS, (_lines(stored), _payments(stored), _notes(stored)), strict=True):
        if rows:
            connection.execute(insert(table), rows)


def _head(invoice: Invoice) -> Values:
    return {
        "number": invoice.number,
        "customer_id": invoice.customer_id,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "period_from": invoice.period_from,
        "period_to": invoice.period_to,
        "currency": invoice.currency,
        "tax_rate": invoice.tax_rate,
        "net": invoice.net.amount,
        "tax": invoice.tax.amount,
        "settled": invoice.balance.amount <= 0,
    }


def _lines(stored: Iterable[tuple[int, Invoice]]) -> list[Values]:
    return [
        {
            "invoice_id": row_id,
            "position": line.position,
            "product": line.product,
            "charge_type": line.charge_type.value,
            "quantity": line.quantity,
            "unit_price": _same(line.unit_price, invoice),
            "amount": _same(line.amount, invoice),
            "service_from": line.service_from,
            "service_to": line.service_to,
            "reference": line.reference,
            "meter": line.meter,
            "unit": line.unit,
        }
        for row_id, invoice in stored
        for line in invoice.lines
    ]


def _payments(stored: Iterable[tuple[int, Invoice]]) -> list[Values]:
    return [
        {
            "invoice_id": row_id,
            "made_on": payment.made_on,
            "amount": _same(payment.amount, invoice),
            "method": payment.method.value,
            "state": payment.state.value,
        }
        for row_id, invoice in stored
        for payment in invoice.payments
    ]


def _notes(stored: Iterable[tuple[int, Invoice]]) -> list[Values]:
    return [
        {
            "invoice_id": row_id,
            "number": note.number,
            "issued_on": note.issued_on,
            "amount": _same(note.amount, invoice),
            "reason": note.reason,
        }
        for row_id, invoice in stored
        for note in invoice.credit_notes
    ]


def _same(money: Money, invoice: Invoice) -> Any:
    """The amount, if it is in its invoice's currency; CurrencyMismatch (a ValueError) otherwise."""
    return (money - Money.zero(invoice.currency)).amount
