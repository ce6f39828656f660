"""Which invoices of a customer are meant by what is said of them, in which order, and what they sum up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.billing.invoices import Invoice, InvoiceStatus
from bot.domain.kernel.money import Money, total
from bot.domain.kernel.periods import Period


class State(StrEnum):
    """How invoices stand. OPEN are all with something left to pay, OVERDUE those of them past their due date."""

    PAID = "paid"
    OPEN = "open"
    OVERDUE = "overdue"


class Order(StrEnum):
    """How a list is sorted. Amounts are compared within a currency; DUE begins with the earliest due date."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"
    SMALLEST = "smallest"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all hold; None asks for nothing.

    `issued` is the days of issue, `billed` days of which at least one is billed. `above` and `below` bound the total
    without reaching it; `amount` is a total, a net sum or one line. `numbers` are exact.
    """

    today: date
    state: State | None = None
    issued: Period | None = None
    billed: Period | None = None
    product: str | None = None
    currency: str | None = None
    amount: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    numbers: tuple[str, ...] | None = None

    def takes(self, invoice: Invoice) -> bool:
        """Whether an invoice meets every condition."""
        return (
            self._stands_so(invoice)
            and self._is_of_its_time(invoice)
            and self._comes_to(invoice)
            and self.currency in (None, invoice.currency)
            and (self.product is None or invoice.bills(self.product))
            and (self.numbers is None or invoice.number in self.numbers)
        )

    def _stands_so(self, invoice: Invoice) -> bool:
        status = invoice.status(self.today)
        if self.state is State.OPEN:
            return status is not InvoiceStatus.PAID
        return self.state is None or status.value == self.state.value

    def _is_of_its_time(self, invoice: Invoice) -> bool:
        issued, billed = self.issued, self.billed
        return (issued is None or issued.first <= invoice.issued_on <= issued.last) and (
            billed is None or (invoice.period_from <= billed.last and billed.first <= invoice.period_to)
        )

    def _comes_to(self, invoice: Invoice) -> bool:
        return (
            (self.amount is None or self.amount in invoice.amounts)
            and (self.above is None or invoice.total.amount > self.above)
            and (self.below is None or invoice.total.amount < self.below)
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """What invoices in one currency come to together.

    `net` and `tax` are as issued; `credited` is what credit notes took off, negative; `owed` is what remains to be
    paid on those that are not paid.
    """

    count: int
    net: Money
    tax: Money
    credited: Money
    paid: Money
    owed: Money

    @property
    def currency(self) -> str:
        return self.net.currency

    @property
    def billed(self) -> Money:
        """Net and tax, as issued."""
        return self.net + self.tax

    @property
    def after_credit(self) -> Money:
        """What was billed, less credit notes."""
        return self.billed + self.credited


def sums_of(invoices: Iterable[Invoice]) -> tuple[Sums, ...]:
    """The sums by currency, in alphabetical order."""
    found = list(invoices)
    return tuple(_sum([i for i in found if i.currency == each], each) for each in sorted({i.currency for i in found}))


def _sum(invoices: list[Invoice], currency: str) -> Sums:
    return Sums(
        len(invoices),
        total((i.net for i in invoices), currency),
        total((i.tax for i in invoices), currency),
        total((i.credited for i in invoices), currency),
        total((i.paid for i in invoices), currency),
        total((i.balance for i in invoices if i.balance.amount > 0), currency),
    )


def in_order(invoices: Iterable[Invoice], order: Order) -> list[Invoice]:
    """Sorted; of two alike the newer comes first, except where the oldest or the earliest due are asked for."""
    if order is Order.DUE:
        return sorted(invoices, key=lambda i: (i.due_on, i.number))
    if order is Order.OLDEST:
        return sorted(invoices, key=lambda i: (i.issued_on, i.number))
    newest = sorted(invoices, key=lambda i: (i.issued_on, i.number), reverse=True)
    if order is Order.NEWEST:
        return newest
    sign = -1 if order is Order.LARGEST else 1
    return sorted(newest, key=lambda i: (i.currency, sign * i.total.amount))
