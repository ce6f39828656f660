"""An invoice and a balance as they stand on a day, ready to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.billing.invoices import Invoice, InvoiceStatus, Payment, PaymentState
from bot.domain.billing.payments import PaymentPolicy
from bot.domain.kernel.money import Money, total
from bot.domain.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice as it stands on a day. `days_to_due` is negative once the due date has passed."""

    invoice: Invoice
    status: InvoiceStatus
    days_overdue: int
    days_to_due: int
    payment_link: str | None

    @property
    def number(self) -> str:
        return self.invoice.number

    @property
    def period(self) -> Period:
        return Period(self.invoice.period_from, self.invoice.period_to)

    @property
    def products(self) -> tuple[str, ...]:
        """The products billed, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.product for line in self.invoice.lines))

    @property
    def declined(self) -> tuple[Payment, ...]:
        """Payments that were tried and failed, oldest first."""
        failed = (p for p in self.invoice.payments if p.state is PaymentState.DECLINED)
        return tuple(sorted(failed, key=lambda payment: payment.made_on))

    @property
    def received(self) -> tuple[Payment, ...]:
        """Payments that arrived, oldest first."""
        arrived = (p for p in self.invoice.payments if p.state is PaymentState.RECEIVED)
        return tuple(sorted(arrived, key=lambda payment: payment.made_on))


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed in one currency. `overdue` is the part whose due date has passed, `invoices` those not yet paid.

    `next_due_on` is the earliest due date still to come, None when there is none.
    """

    currency: str
    owed: Money
    overdue: Money
    invoices: tuple[InvoiceFacts, ...]
    next_due_on: date | None


def facts_of(invoice: Invoice, today: date, payment: PaymentPolicy) -> InvoiceFacts:
    """The invoice on a day, with its payment link while something is owed."""
    owed = invoice.balance.amount > 0
    return InvoiceFacts(
        invoice,
        invoice.status(today),
        invoice.days_overdue(today),
        (invoice.due_on - today).days,
        payment.link_for(invoice.number) if owed else None,
    )


def balances_of(unpaid: Sequence[InvoiceFacts], today: date) -> tuple[Balance, ...]:
    """What is owed, by currency in alphabetical order. What was paid too much elsewhere is not set off."""
    by_currency = sorted(unpaid, key=lambda facts: facts.invoice.currency)
    groups = groupby(by_currency, key=lambda facts: facts.invoice.currency)
    return tuple(_balance(currency, tuple(invoices), today) for currency, invoices in groups)


def _balance(currency: str, invoices: tuple[InvoiceFacts, ...], today: date) -> Balance:
    overdue = (facts.invoice.balance for facts in invoices if facts.status is InvoiceStatus.OVERDUE)
    coming = [facts.invoice.due_on for facts in invoices if facts.invoice.due_on >= today]
    return Balance(
        currency,
        total((facts.invoice.balance for facts in invoices), currency),
        total(overdue, currency),
        invoices,
        min(coming, default=None),
    )
