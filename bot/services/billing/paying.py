"""What a customer owes, has paid and was credited, as it stood at one moment."""

from dataclasses import dataclass
from datetime import date

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.payments import PaymentOption
from bot.domain.customers.identity import Identity
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import InvoiceFacts, facts_of
from bot.services.billing.invoice_search import MANY, amount_of
from bot.services.billing.meant import InvoicesMeant, Meant, MeantSearch
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class Account:
    """One customer's invoices around a question about paying.

    `meant` are those the question is about (empty when it names none and none was talked about), `missing` numbers
    named that are not found. `unpaid` stand with the earliest due date first, `corrected` (credited, declined or
    paid too much) newest first, as do those `of_amount`, of the amount that was said.
    """

    meant: tuple[InvoiceFacts, ...]
    missing: tuple[str, ...]
    unpaid: tuple[InvoiceFacts, ...]
    corrected: tuple[InvoiceFacts, ...]
    latest: InvoiceFacts | None
    of_amount: tuple[InvoiceFacts, ...] = ()

    @property
    def concerned(self) -> tuple[InvoiceFacts, ...]:
        """The invoices meant, else the unpaid ones, else the latest."""
        return self.meant or self.unpaid or ((self.latest,) if self.latest else ())

    @property
    def to_pay(self) -> tuple[InvoiceFacts, ...]:
        """Those of them on which something is left to pay."""
        return tuple(facts for facts in self.concerned if facts.invoice.balance.amount > 0)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the invoices concerned."""
        return tuple(sorted({facts.invoice.currency for facts in self.concerned}))


class Paying:
    """Answers about paying."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def options(self, currencies: tuple[str, ...]) -> tuple[PaymentOption, ...]:
        """The partner's ways to pay in any of the currencies, in its order; all of them when there are none."""
        return tuple(o for o in self._partner.payment.options if not currencies or any(o.takes(c) for c in currencies))

    def account(self, meant: Meant, *, asked_by: Identity, today: date) -> Account:
        """The account around the invoices meant.

        Raises what `Identity.require_money` raises, InvoiceNotFound (blank: number), PeriodUnclear, AmountUnclear.
        """
        with self._database.reading() as work:
            invoices = work.billing.invoices
            search = MeantSearch(work, asked_by, self._partner.number_prefix, today)
            found = search.run(meant) if meant != Meant() else InvoicesMeant(())
            unpaid = invoices.unpaid(asked_by=asked_by)
            corrected = invoices.corrected(asked_by=asked_by, limit=MANY)
            latest = invoices.latest(asked_by=asked_by)
            amount = amount_of(meant.line) if meant.line else None
            of_amount = invoices.with_amount(*amount, asked_by=asked_by, limit=MANY) if amount else ()
        own = () if found.instead else self._facts(found.invoices, today)
        stand_in = self._facts(latest, today)
        return Account(
            own,
            found.missing,
            self._facts(unpaid, today),
            self._facts(corrected, today),
            stand_in[0] if stand_in else None,
            self._facts(of_amount, today),
        )

    def _facts(self, invoices: tuple[Invoice, ...], today: date) -> tuple[InvoiceFacts, ...]:
        return tuple(facts_of(invoice, today, self._partner.payment) for invoice in invoices)
