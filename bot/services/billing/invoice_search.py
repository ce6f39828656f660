"""Finds invoices by whatever a customer says: number, neighbour, period, amount, product, or nothing at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import AmountUnclear, InvoiceNotFound
from bot.domain.kernel.numbering import number_candidates
from bot.domain.kernel.periods import Period, day_of, period_of
from bot.services.ports import Work

MANY = 12
"""Invoices at most in one answer: a year of monthly ones."""


class Criterion(StrEnum):
    """What decided a search."""

    NUMBER = "number"
    NEIGHBOUR = "neighbour"
    PERIOD = "period"
    AMOUNT = "amount"
    PRODUCT = "product"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class InvoiceQuery:
    """What the customer said, as the engine's codes; any part may be missing.

    `context` is the number of the invoice talked about so far: `which` "previous" and "next" count from it.
    """

    number: str | None = None
    period: str | None = None
    day: str | None = None
    product: str | None = None
    amount: str | None = None
    which: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a search gave, newest first."""

    criterion: Criterion
    invoices: tuple[Invoice, ...]
    period: Period | None = None


def invoice_numbered(work: Work, number: str, prefix: str, asked_by: Identity) -> Invoice:
    """The invoice of a number in any shape; a credit note's number gives the invoice it corrects.

    Raises InvoiceNotFound (blank: number, in its printed shape) for one that is missing or someone else's.
    """
    candidates = number_candidates(number, prefix)
    for candidate in candidates:
        if found := work.billing.invoices.by_number(candidate, asked_by=asked_by):
            return found
    for invoice in work.billing.invoices.corrected(asked_by=asked_by, limit=MANY):
        if any(note.number in candidates for note in invoice.credit_notes):
            return invoice
    raise InvoiceNotFound(number=candidates[0] if candidates else number.strip())


def amount_of(text: str) -> tuple[Decimal, str | None]:
    """Amount and currency of "1284.00 EUR" or "1284.00". Raises AmountUnclear (blank: amount)."""
    number, _, currency = text.strip().partition(" ")
    try:
        amount = Decimal(number)
    except InvalidOperation as error:
        raise AmountUnclear(amount=text) from error
    if not amount.is_finite():
        raise AmountUnclear(amount=text)
    return amount, currency.strip().upper() or None


class InvoiceSearch:
    """One search within one transaction, for one speaker."""

    def __init__(self, work: Work, asked_by: Identity, prefix: str, today: date) -> None:
        self._invoices = work.billing.invoices
        self._work = work
        self._asked_by = asked_by
        self._prefix = prefix
        self._today = today

    def run(self, query: InvoiceQuery) -> Match:
        """What the query means. Raises InvoiceNotFound, PeriodUnclear, AmountUnclear."""
        if query.number:
            found = invoice_numbered(self._work, query.number, self._prefix, self._asked_by)
            return Match(Criterion.NUMBER, (found,))
        if query.which in ("previous", "next"):
            return self._neighbour(query)
        searched = self._searched(query)
        return Match(searched.criterion, self._picked(searched.invoices, query.which), searched.period)

    def _neighbour(self, query: InvoiceQuery) -> Match:
        """The one before or after the invoice talked about; without one, counted from the latest."""
        anchor = self._anchor(query.context)
        step = self._invoices.before if query.which == "previous" else self._invoices.following
        found = step(anchor, asked_by=self._asked_by) if anchor else None
        return Match(Criterion.NEIGHBOUR, (found,) if found else ())

    def _anchor(self, context: str | None) -> Invoice | None:
        if context:
            return invoice_numbered(self._work, context, self._prefix, self._asked_by)
        return next(iter(self._invoices.latest(asked_by=self._asked_by)), None)

    def _searched(self, query: InvoiceQuery) -> Match:
        if query.period or query.day:
            return self._in_period(query)
        if query.amount:
            return self._of_amount(query)
        if query.product:
            found = self._invoices.with_product(query.product, asked_by=self._asked_by, limit=MANY)
            return Match(Criterion.PRODUCT, found)
        if query.which == "first":
            first = self._invoices.earliest(asked_by=self._asked_by)
            return Match(Criterion.LATEST, (first,) if first else ())
        return Match(Criterion.LATEST, self._invoices.latest(asked_by=self._asked_by))

    def _in_period(self, query: InvoiceQuery) -> Match:
        """Those issued in the period, or, when there are none, those that bill for days of it."""
        period = self._period(query)
        touching = self._invoices.touching(period.first, period.last, asked_by=self._asked_by)
        fitting = tuple(invoice for invoice in touching if self._fits(invoice, query))
        issued = tuple(invoice for invoice in fitting if period.first <= invoice.issued_on <= period.last)
        return Match(Criterion.PERIOD, (issued or fitting)[:MANY], period)

    def _period(self, query: InvoiceQuery) -> Period:
        if query.day:
            day = day_of(query.day, self._today)
            return Period(day, day)
        return period_of(query.period or "", self._today)

    def _of_amount(self, query: InvoiceQuery) -> Match:
        amount, currency = amount_of(query.amount or "")
        found = self._invoices.with_amount(amount, currency, asked_by=self._asked_by, limit=MANY)
        return Match(
            Criterion.AMOUNT, tuple(invoice for invoice in found if not query.product or invoice.bills(query.product))
        )

    def _fits(self, invoice: Invoice, query: InvoiceQuery) -> bool:
        if query.product and not invoice.bills(query.product):
            return False
        if not query.amount:
            return True
        amount, currency = amount_of(query.amount)
        return amount in invoice.amounts and currency in (None, invoice.currency)

    def _picked(self, invoices: tuple[Invoice, ...], which: str | None) -> tuple[Invoice, ...]:
        pick: dict[str | None, Callable[[tuple[Invoice, ...]], tuple[Invoice, ...]]] = {
            "last": lambda found: found[:1],
            "first": lambda found: found[-1:],
        }
        return pick[which](invoices) if which in pick else invoices
