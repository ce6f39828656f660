"""Invoices of the speaker's own customer: found by number, neighbour, period, product, amount or what is left to pay.

Every look-up starts with the customer and follows an index: as fast among millions of invoices as among few.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, bindparam, false, func, or_, select, tuple_

from bot.domain.billing.invoices import Invoice, PaymentState
from bot.domain.customers.identity import Identity
from bot.storage.billing.invoice_rows import assembled
from bot.storage.kernel.columns import amount as cents
from bot.storage.schema import credit_notes, invoice_lines, payments
from bot.storage.schema import invoices as t

MOST = 10**12
"""Amounts beyond this belong to no invoice and fit no column."""

_OWN: Select[Any] = select(t).where(t.c.customer_id == bindparam("customer"))
_NEWEST_FIRST = (t.c.issued_on.desc(), t.c.number.desc())
_PLACE = tuple_(t.c.issued_on, t.c.number)
_HERE = tuple_(bindparam("issued"), bindparam("number"))

_BY_NUMBER = _OWN.where(t.c.number == bindparam("wanted"))
_LATEST = _OWN.order_by(*_NEWEST_FIRST).limit(bindparam("most"))
_EARLIEST = _OWN.order_by(t.c.issued_on, t.c.number).limit(1)
_BEFORE = _OWN.where(_PLACE < _HERE).order_by(*_NEWEST_FIRST).limit(1)
_FOLLOWING = _OWN.where(_PLACE > _HERE).order_by(t.c.issued_on, t.c.number).limit(1)
_UNPAID = _OWN.where(t.c.settled == false()).order_by(t.c.due_on, t.c.number)
_TOUCHING = _OWN.where(
    or_(
        t.c.issued_on.between(bindparam("first"), bindparam("last")),
        (t.c.period_from <= bindparam("last")) & (t.c.period_to >= bindparam("first")),
    )
).order_by(*_NEWEST_FIRST)

_LINES = select(1).where(invoice_lines.c.invoice_id == t.c.id)
_WITH_PRODUCT = _LATEST.where(_LINES.where(invoice_lines.c.product.icontains(bindparam("words"), escape="/")).exists())
_SOUGHT = bindparam("sought", type_=cents())
_WITH_AMOUNT = _LATEST.where(
    or_(t.c.net == _SOUGHT, t.c.net + t.c.tax == _SOUGHT, _LINES.where(invoice_lines.c.amount == _SOUGHT).exists())
)
_WITH_AMOUNT_IN = _WITH_AMOUNT.where(t.c.currency == bindparam("in_currency"))

_NOTES = select(1).where(credit_notes.c.invoice_id == t.c.id)
_ATTEMPTS = select(1).where(payments.c.invoice_id == t.c.id, payments.c.state == PaymentState.DECLINED.value)
_RECEIVED = (
    select(func.coalesce(func.sum(payments.c.amount), 0))
    .where(payments.c.invoice_id == t.c.id, payments.c.state == PaymentState.RECEIVED.value)
    .scalar_subquery()
)
_CORRECTED = _LATEST.where(or_(_NOTES.exists(), _ATTEMPTS.exists(), t.c.net + t.c.tax < _RECEIVED))


class SqlInvoices:
    """`services.ports.Invoices`. Every method raises what `Identity.require_money` raises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_number(self, number: str, *, asked_by: Identity) -> Invoice | None:
        """The invoice of that exact number, or None when missing or someone else's (the same query for both)."""
        return self._first(_BY_NUMBER, asked_by, wanted=number)

    def latest(self, *, asked_by: Identity, limit: int = 1) -> tuple[Invoice, ...]:
        """The most recently issued, newest first."""
        return self._all(_LATEST, asked_by, most=limit)

    def before(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just before `invoice`; of two on one day the lower number is the earlier."""
        return self._first(_BEFORE, asked_by, issued=invoice.issued_on, number=invoice.number)

    def following(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just after `invoice`."""
        return self._first(_FOLLOWING, asked_by, issued=invoice.issued_on, number=invoice.number)

    def earliest(self, *, asked_by: Identity) -> Invoice | None:
        """The first ever issued to this customer."""
        return self._first(_EARLIEST, asked_by)

    def with_product(self, product: str, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a line whose product contains `product` (case-insensitive, literally), newest first."""
        return self._all(_WITH_PRODUCT, asked_by, words=_literal(product), most=limit)

    def with_amount(
        self, amount: Decimal, currency: str | None, *, asked_by: Identity, limit: int = 5
    ) -> tuple[Invoice, ...]:
        """Those whose total, net or one line is `amount` (in `currency` unless None), newest first."""
        customer = asked_by.require_money()
        if not _payable(amount):
            return ()
        values = {"customer": customer, "sought": amount, "most": limit}
        if currency is None:
            return self._run(_WITH_AMOUNT, values)
        return self._run(_WITH_AMOUNT_IN, values | {"in_currency": currency})

    def corrected(self, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a credit note, a declined payment or more paid than owed, newest first."""
        return self._all(_CORRECTED, asked_by, most=limit)

    def unpaid(self, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those with something left to pay, earliest due date first."""
        return self._all(_UNPAID, asked_by)

    def touching(self, first: date, last: date, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those issued within the days or billing a period that overlaps them, newest first (inclusive)."""
        return self._all(_TOUCHING, asked_by, first=first, last=last)

    def _first(self, query: Select[Any], asked_by: Identity, **values: Any) -> Invoice | None:
        return next(iter(self._all(query, asked_by, **values)), None)

    def _all(self, query: Select[Any], asked_by: Identity, **values: Any) -> tuple[Invoice, ...]:
        return self._run(query, {"customer": asked_by.require_money(), **values})

    def _run(self, query: Select[Any], values: dict[str, Any]) -> tuple[Invoice, ...]:
        return assembled(self._connection, self._connection.execute(query, values).all())


def _literal(words: str) -> str:
    """For `icontains`, which leaves the wildcards of a bound value alone."""
    return words.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _payable(amount: Decimal) -> bool:
    """Whether the number can be an amount at all: finite, in whole cents, of sane size."""
    return amount.is_finite() and abs(amount) < MOST and amount == amount.quantize(Decimal("0.01"))
