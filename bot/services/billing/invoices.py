"""A customer's invoices: found by whatever the customer says, listed, added up, and how to pay them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.payments import PaymentOption
from bot.domain.customers.identity import Identity, Relationship
from bot.domain.kernel.periods import Period
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import Balance, Corrections, InvoiceFacts, balances_of, corrections_of, facts_of
from bot.services.billing.invoice_search import MANY, Criterion, InvoiceQuery, InvoiceSearch, invoice_numbered
from bot.services.ports import Database

__all__ = [
    "MANY",
    "Balance",
    "Billing",
    "Corrections",
    "Criterion",
    "InvoiceFacts",
    "InvoiceQuery",
    "InvoicesFound",
    "PaymentFacts",
]


@dataclass(frozen=True, slots=True)
class InvoicesFound:
    """What a search gave, newest first, at most MANY. `criterion` decided; `period` is what a spoken period meant.

    `latest` is the customer's latest invoice, to be offered when `invoices` is empty; None when something was found,
    and when there is none at all.
    """

    criterion: Criterion
    invoices: tuple[InvoiceFacts, ...]
    period: Period | None = None
    latest: InvoiceFacts | None = None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """How to pay: `options` for `currencies` (empty: for any), and the invoice it is about, if any."""

    currencies: tuple[str, ...]
    options: tuple[PaymentOption, ...]
    invoice: InvoiceFacts | None


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
        with self._database.reading() as work:
            search = InvoiceSearch(work, asked_by, self._partner.number_prefix, today)
            match = search.run(query)
            latest = () if match.invoices else work.billing.invoices.latest(asked_by=asked_by)
        return InvoicesFound(
            match.criterion,
            self._facts(match.invoices, today),
            match.period,
            self._fact(latest[0], today) if latest else None,
        )

    def one(self, number: str, *, asked_by: Identity, today: date) -> InvoiceFacts:
        """The invoice of a number in any shape. Raises InvoiceNotFound (blank: number)."""
        with self._database.reading() as work:
            return self._fact(invoice_numbered(work, number, self._partner.number_prefix, asked_by), today)

    def in_question(self, context: str | None, *, asked_by: Identity, today: date) -> InvoiceFacts | None:
        """The invoice talked about, else the latest one; None when the customer has none. Raises InvoiceNotFound."""
        if context is not None:
            return self.one(context, asked_by=asked_by, today=today)
        with self._database.reading() as work:
            latest = work.billing.invoices.latest(asked_by=asked_by)
        return self._fact(latest[0], today) if latest else None

    def unpaid(self, *, asked_by: Identity, today: date) -> tuple[InvoiceFacts, ...]:
        """Invoices with something left to pay, earliest due date first."""
        with self._database.reading() as work:
            return self._facts(work.billing.invoices.unpaid(asked_by=asked_by), today)

    def balances(self, *, asked_by: Identity, today: date) -> tuple[Balance, ...]:
        """What is owed, by currency in alphabetical order; empty when nothing is."""
        return balances_of(self.unpaid(asked_by=asked_by, today=today), today)

    def corrections(self, number: str | None, *, asked_by: Identity, today: date) -> tuple[Corrections, ...]:
        """Refunds and failed payments of one invoice, or (number None) of all that have any, newest first.

        Raises InvoiceNotFound (blank: number).
        """
        with self._database.reading() as work:
            if number is not None:
                invoices: Sequence[Invoice] = (invoice_numbered(work, number, self._partner.number_prefix, asked_by),)
            else:
                invoices = work.billing.invoices.corrected(asked_by=asked_by, limit=MANY)
        return tuple(corrections_of(facts) for facts in self._facts(invoices, today))

    def payment(self, number: str | None, *, asked_by: Identity, today: date) -> PaymentFacts:
        """How to pay one invoice (number given), or in the currencies of what the customer owes or was last billed.

        Who may not see money, visitors included, gets all the partner's methods when no number is given.
        `invoice` is the one asked about, or the only one unpaid. Raises InvoiceNotFound (blank: number), and
        NotACspCustomer for who pays Microsoft.
        """
        if asked_by.relationship is Relationship.DIRECT:
            asked_by.require_customer()
        if number is not None:
            return self._paying((self.one(number, asked_by=asked_by, today=today),))
        if not asked_by.may_see_money:
            return PaymentFacts((), self._partner.payment.options, None)
        return self._paying(
            self.unpaid(asked_by=asked_by, today=today), self.in_question(None, asked_by=asked_by, today=today)
        )

    def _paying(self, invoices: tuple[InvoiceFacts, ...], latest: InvoiceFacts | None = None) -> PaymentFacts:
        billed = invoices or ((latest,) if latest else ())
        currencies = tuple(sorted({facts.invoice.currency for facts in billed}))
        policy = self._partner.payment
        options = tuple(o for o in policy.options if not currencies or any(o.takes(c) for c in currencies))
        return PaymentFacts(currencies, options, invoices[0] if len(invoices) == 1 else None)

    def _facts(self, invoices: Sequence[Invoice], today: date) -> tuple[InvoiceFacts, ...]:
        return tuple(self._fact(invoice, today) for invoice in invoices)

    def _fact(self, invoice: Invoice, today: date) -> InvoiceFacts:
        return facts_of(invoice, today, self._partner.payment)
