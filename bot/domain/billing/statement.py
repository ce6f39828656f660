"""A statement of account: what was billed, paid and credited over some days, with the balance before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.billing.invoices import Invoice, PaymentMethod, PaymentState
from bot.domain.kernel.money import Money, total
from bot.domain.kernel.periods import Period


class EntryKind(StrEnum):
    """What an entry is; of one day they stand in this order."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `amount` is positive for what is owed, negative for what was paid or credited.

    `number` is that of the invoice or credit note itself, for a payment that of the invoice paid, with its `method`.
    """

    on: date
    kind: EntryKind
    number: str
    amount: Money
    method: PaymentMethod | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One currency over a period. Payments that were declined are none."""

    period: Period
    opening: Money
    entries: tuple[Entry, ...]

    @property
    def currency(self) -> str:
        return self.opening.currency

    @property
    def closing(self) -> Money:
        """The balance after the last day."""
        return self.opening + total((entry.amount for entry in self.entries), self.currency)

    def sum_of(self, kind: EntryKind) -> Money:
        """All entries of a kind, without sign."""
        return abs(total((entry.amount for entry in self.entries if entry.kind is kind), self.currency))

    def balances(self) -> Iterator[tuple[Entry, Money]]:
        """Each entry with the balance after it."""
        balance = self.opening
        for entry in self.entries:
            balance = balance + entry.amount
            yield entry, balance


def statements_of(invoices: Iterable[Invoice], period: Period) -> tuple[Statement, ...]:
    """One statement a currency, in alphabetical order; `invoices` are all those issued until the end of the period."""
    found = list(invoices)
    currencies = sorted({invoice.currency for invoice in found})
    return tuple(_statement([i for i in found if i.currency == each], each, period) for each in currencies)


def _statement(invoices: list[Invoice], currency: str, period: Period) -> Statement:
    entries = [entry for invoice in invoices for entry in _entries(invoice) if entry.on <= period.last]
    before = total((entry.amount for entry in entries if entry.on < period.first), currency)
    within = [entry for entry in entries if entry.on >= period.first]
    order = list(EntryKind)
    return Statement(period, before, tuple(sorted(within, key=lambda e: (e.on, order.index(e.kind), e.number))))


def _entries(invoice: Invoice) -> Iterator[Entry]:
    yield Entry(invoice.issued_on, EntryKind.INVOICE, invoice.number, invoice.total)
    for note in invoice.credit_notes:
        yield Entry(note.issued_on, EntryKind.CREDIT_NOTE, note.number, note.amount)
    for payment in invoice.payments:
        if payment.state is PaymentState.RECEIVED:
            yield Entry(payment.made_on, EntryKind.PAYMENT, invoice.number, -payment.amount, payment.method)
