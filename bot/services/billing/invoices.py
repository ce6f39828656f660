"""A customer's invoices: found by whatever the customer says, listed and added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.periods import Period
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import Balance, InvoiceFacts, balances_of, facts_of
from bot.services.billing.invoice_search import MANY, Criterion, InvoiceQuery, InvoiceSearch, invoice_numbered
from bot.services.ports import Database

__all__ = [
    "MANY",
    "Balance",
    "Billing",
    "Criterion",
    "InvoiceFacts",
    "InvoiceQuery",
    "InvoicesFound",
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

    def _facts(self, invoices: Sequence[Invoice], today: date) -> tuple[InvoiceFacts, ...]:
        return tuple(self._fact(invoice, today) for invoice in invoices)

    def _fact(self, invoice: Invoice, today: date) -> InvoiceFacts:
        return facts_of(invoice, today, self._partner.payment)
