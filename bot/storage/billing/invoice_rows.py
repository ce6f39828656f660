"""Turns rows into invoices and invoices into rows: four queries for any number of invoices."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from bot.domain.billing.invoices import (
    ChargeType,
    CreditNote,
    Invoice,
    InvoiceLine,
    Payment,
    PaymentMethod,
    PaymentState,
)
from bot.domain.kernel.money import Money
from bot.storage.schema import credit_notes, invoice_lines, payments

CHUNK = 500
"""Invoices whose lines are fetched at once; databases limit the parameters of a statement."""

Rows = Sequence[Row[Any]]

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LINES: Select[Any] = (
    select(invoice_lines)
    .where(invoice_lines.c.invoice_id.in_(_IDS))
    .order_by(invoice_lines.c.invoice_id, invoice_lines.c.position)
)
_PAYMENTS: Select[Any] = (
    select(payments).where(payments.c.invoice_id.in_(_IDS)).order_by(payments.c.made_on, payments.c.id)
)
_NOTES: Select[Any] = (
    select(credit_notes)
    .where(credit_notes.c.invoice_id.in_(_IDS))
    .order_by(credit_notes.c.issued_on, credit_notes.c.number)
)


def assembled(connection: Connection, rows: Rows) -> tuple[Invoice, ...]:
    """The invoices of these rows of `invoices`, in their order, with lines, payments and credit notes."""
    parts = (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
    return tuple(invoice for part in parts for invoice in _assemble(connection, part))


def _assemble(connection: Connection, rows: Rows) -> Iterable[Invoice]:
    ids = [row.id for row in rows]
    lines, paid, notes = (_grouped(connection, query, ids) for query in (_LINES, _PAYMENTS, _NOTES))
    return (_invoice(row, lines[row.id], paid[row.id], notes[row.id]) for row in rows)


def _grouped(connection: Connection, query: Select[Any], ids: list[int]) -> defaultdict[int, list[Row[Any]]]:
    grouped: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query, {"ids": ids}):
        grouped[row.invoice_id].append(row)
    return grouped


def _invoice(row: Row[Any], lines: Rows, paid: Rows, notes: Rows) -> Invoice:
    return Invoice(
        number=row.number,
        customer_id=row.customer_id,
        issued_on=row.issued_on,
        due_on=row.due_on,
        period_from=row.period_from,
        period_to=row.period_to,
        tax_rate=row.tax_rate,
        tax=Money(row.tax, row.currency),
        lines=tuple(_line(line, row.currency) for line in lines),
        payments=tuple(_payment(payment, row.currency) for payment in paid),
        credit_notes=tuple(_note(note, row.currency) for note in notes),
    )


def _line(row: Row[Any], currency: str) -> InvoiceLine:
    return InvoiceLine(
        position=row.position,
        product=row.product,
        charge_type=ChargeType(row.charge_type),
        quantity=row.quantity,
        unit_price=Money(row.unit_price, currency),
        amount=Money(row.amount, currency),
        service_from=row.service_from,
        service_to=row.service_to,
        reference=row.reference,
        meter=row.meter,
        unit=row.unit,
    )


def _payment(row: Row[Any], currency: str) -> Payment:
    return Payment(row.made_on, Money(row.amount, currency), PaymentMethod(row.method), PaymentState(row.state))


def _note(row: Row[Any], currency: str) -> CreditNote:
    return CreditNote(row.number, row.issued_on, Money(row.amount, currency), row.reason)
