"""Which invoices a question means: those named, in their order, else one described, else the one talked about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import InvoiceNotFound
from bot.domain.kernel.periods import Period, period_of
from bot.services.billing.invoice_search import InvoiceQuery, InvoiceSearch, amount_of, invoice_numbered
from bot.services.ports import Work


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question says of the invoices it is about, as the engine's codes.

    The first of these that is there decides: `numbers`, `periods` (each in order), `described`, `line` (an amount
    that stands on the invoice), `context` (the number talked about), and else the latest invoice.
    """

    numbers: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    described: InvoiceQuery | None = None
    line: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class InvoicesMeant:
    """The invoices meant, in the order of the question.

    `missing` are numbers named that are not found, `empty` periods named without an invoice. `instead` tells that
    nothing fits what was said and that the latest invoice stands in.
    """

    invoices: tuple[Invoice, ...]
    missing: tuple[str, ...] = ()
    empty: tuple[Period, ...] = ()
    instead: bool = False


@dataclass(frozen=True, slots=True)
class MeantSearch:
    """Finds them within one transaction, for one speaker."""

    work: Work
    asked_by: Identity
    prefix: str
    today: date
    _search: InvoiceSearch = field(init=False)

    def __post_init__(self) -> None:
        search = InvoiceSearch(self.work, self.asked_by, self.prefix, self.today)
        object.__setattr__(self, "_search", search)

    def run(self, meant: Meant) -> InvoicesMeant:
        """The invoices meant; none where the customer has none. Raises InvoiceNotFound, PeriodUnclear, AmountUnclear.

        InvoiceNotFound only where nothing that was named is found (blank: number).
        """
        if meant.numbers:
            return self._numbered(meant.numbers)
        if meant.periods:
            return self._billed_in(meant)
        if meant.described is not None:
            found = self._search.run(meant.described).invoices
            return InvoicesMeant(found) if found else InvoicesMeant(self._latest(), instead=True)
        return InvoicesMeant(self._in_question(meant))

    def _numbered(self, numbers: tuple[str, ...]) -> InvoicesMeant:
        found, missing = dict[str, Invoice](), list[str]()
        for number in numbers:
            try:
                invoice = invoice_numbered(self.work, number, self.prefix, self.asked_by)
            except InvoiceNotFound as refusal:
                missing.append(refusal.blanks["number"])
            else:
                found[invoice.number] = invoice
        if not found:
            raise InvoiceNotFound(number=missing[0])
        return InvoicesMeant(tuple(found.values()), tuple(missing))

    def _billed_in(self, meant: Meant) -> InvoicesMeant:
        query = meant.described or InvoiceQuery()
        found, empty = dict[str, Invoice](), list[Period]()
        for code in meant.periods:
            invoices = self._search.run(InvoiceQuery(period=code, which=_end(query.which))).invoices
            found |= {invoice.number: invoice for invoice in invoices}
            empty += [] if invoices else [period_of(code, self.today)]
        invoices = tuple(found.values())
        return InvoicesMeant(invoices or self._latest(), empty=tuple(empty), instead=not invoices)

    def _in_question(self, meant: Meant) -> tuple[Invoice, ...]:
        number = meant.context
        talked_about = (invoice_numbered(self.work, number, self.prefix, self.asked_by),) if number else self._latest()
        if meant.line is None or any(has_amount(invoice, meant.line) for invoice in talked_about):
            return talked_about
        return tuple(self._with_line(meant.line))[:1] or talked_about

    def _with_line(self, code: str) -> Iterator[Invoice]:
        amount, currency = amount_of(code)
        for signed in (amount, -amount):
            yield from self.work.billing.invoices.with_amount(signed, currency, asked_by=self.asked_by)

    def _latest(self) -> tuple[Invoice, ...]:
        return self.work.billing.invoices.latest(asked_by=self.asked_by)


def has_amount(invoice: Invoice, code: str) -> bool:
    """Whether an amount, of either sign, stands on an invoice or on a credit note of it. Raises AmountUnclear."""
    amount, currency = amount_of(code)
    standing = [invoice.total, invoice.net, invoice.tax, *(line.amount for line in invoice.lines)]
    standing += [note.amount for note in invoice.credit_notes]
    return currency in (None, invoice.currency) and any(abs(money.amount) == abs(amount) for money in standing)


def _end(which: str | None) -> str | None:
    return which if which in ("first", "last") else None
