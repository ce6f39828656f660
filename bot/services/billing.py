"""A customer's invoices: found by whatever the customer says, listed, and added up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.identity import Identity
from bot.domain.invoices import CreditNote, Invoice, InvoiceStatus, Payment, PaymentState
from bot.domain.money import Money
from bot.domain.partner import Partner
from bot.domain.payments import PaymentOption
from bot.domain.periods import Period
from bot.services.ports import Database, Work


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
class InvoicesFound:
    """What a search gave, newest first, at most MANY. `criterion` decided; `period` is what a spoken period meant.

    `latest` is the customer's latest invoice, to be offered when `invoices` is empty; None when there is none at all.
    """

    criterion: Criterion
    invoices: tuple[InvoiceFacts, ...]
    period: Period | None = None
    latest: InvoiceFacts | None = None


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


@dataclass(frozen=True, slots=True)
class Corrections:
    """Credit notes, declined payments and overpayments of one invoice."""

    facts: InvoiceFacts
    credit_notes: tuple[CreditNote, ...]
    declined: tuple[Payment, ...]
    overpaid: Money | None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """How to pay: `options` for `currencies` (empty: for any), and the invoice it is about, if any."""

    currencies: tuple[str, ...]
    options: tuple[PaymentOption, ...]
    invoice: InvoiceFacts | None


MANY = 12
"""Invoices at most in one answer: a year of monthly ones."""


class Billing:
    """Answers about invoices. Every method raises what `Identity.require_money` raises, unless it says otherwise."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def find(self, query: InvoiceQuery, *, asked_by: Identity, today: date) -> InvoicesFound:
        """The invoices a query means; the most specific thing said decides (see Criterion), the rest narrows it.

        Raises InvoiceNotFound (blank: number) for a number that is missing or someone else's, PeriodUnclear and
        AmountUnclear for codes that cannot be read. A search that fits nothing gives no invoices and `latest`.
        """
        raise NotImplementedError

    def one(self, number: str, *, asked_by: Identity, today: date) -> InvoiceFacts:
        """The invoice of a number in any shape. Raises InvoiceNotFound (blank: number)."""
        raise NotImplementedError

    def in_question(self, context: str | None, *, asked_by: Identity, today: date) -> InvoiceFacts | None:
        """The invoice talked about, else the latest one; None when the customer has none. Raises InvoiceNotFound."""
        raise NotImplementedError

    def unpaid(self, *, asked_by: Identity, today: date) -> tuple[InvoiceFacts, ...]:
        """Invoices with something left to pay, earliest due date first."""
        raise NotImplementedError

    def balances(self, *, asked_by: Identity, today: date) -> tuple[Balance, ...]:
        """What is owed, by currency in alphabetical order; empty when nothing is."""
        raise NotImplementedError

    def corrections(self, number: str | None, *, asked_by: Identity, today: date) -> tuple[Corrections, ...]:
        """Refunds and failed payments of one invoice, or (number None) of all that have any, newest first.

        Raises InvoiceNotFound (blank: number).
        """
        raise NotImplementedError

    def payment(self, number: str | None, *, asked_by: Identity, today: date) -> PaymentFacts:
        """How to pay one invoice (number given), or in the currencies of what the customer owes or was last billed.

        Who may not see money, visitors included, gets all the partner's methods when no number is given.
        Raises InvoiceNotFound (blank: number).
        """
        raise NotImplementedError


def invoice_numbered(work: Work, number: str, prefix: str, asked_by: Identity) -> Invoice:
    """The invoice of a number in any shape. Raises InvoiceNotFound (blank: number, as it will be repeated)."""
    raise NotImplementedError
