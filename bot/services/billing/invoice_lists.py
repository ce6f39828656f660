"""Lists of a customer's invoices as they are asked for: filtered, sorted, added up, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.billing.selection import Order, Selection, State, Sums
from bot.domain.billing.statement import Statement, statements_of
from bot.domain.customers.identity import Identity
from bot.domain.kernel.periods import EARLIEST, Period, day_of, period_of, span_of
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import InvoiceFacts, facts_of
from bot.services.billing.invoice_search import MANY, amount_of
from bot.services.ports import Database, Work

KEPT = 200
"""Numbers at most of a long list, for what is asked about it next."""


EVERY = 100_000
"""Invoices at most that are read at once, for a file."""


class By(StrEnum):
    """How invoices belong to a time: issued in it, or, where none was, billing days of it."""

    ISSUED = "issued"
    BILLED = "billed"


@dataclass(frozen=True, slots=True)
class InvoiceWish:
    """What was said of the invoices wanted, as the engine's codes; any part may be missing.

    `numbers` narrows to these, printed as on the invoices. `last` takes the so many last ones of all that fit.
    """

    state: str | None = None
    period: str | None = None
    span: str | None = None
    day: str | None = None
    product: str | None = None
    currency: str | None = None
    amount: str | None = None
    above: str | None = None
    below: str | None = None
    numbers: tuple[str, ...] | None = None
    order: Order = Order.NEWEST
    last: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class InvoiceList:
    """A page of the invoices wanted, and the sums of all of them by currency.

    `numbers` are those of all pages, KEPT at most. `period` is what a time that was named means, and `by` how the
    invoices belong to it. `page` counts from 0.
    """

    invoices: tuple[InvoiceFacts, ...]
    sums: tuple[Sums, ...]
    page: int
    pages: int
    numbers: tuple[str, ...] = ()
    period: Period | None = None
    by: By = By.ISSUED

    @property
    def count(self) -> int:
        """All that fit, on every page."""
        return sum(each.count for each in self.sums)


class InvoiceLists:
    """Lists the speaker's own invoices. Methods raise what `Identity.require_money` raises."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def listed(self, wish: InvoiceWish, *, asked_by: Identity, today: date, most: int = MANY) -> InvoiceList:
        """The invoices wanted, `most` on a page, from one consistent view.

        Raises PeriodUnclear and AmountUnclear for codes that cannot be read.
        """
        with self._database.reading() as work:
            return listed_in(work, wish, self._partner, asked_by=asked_by, today=today, most=most)

    def statements(self, days: Period, *, asked_by: Identity) -> tuple[Statement, ...]:
        """What was billed, paid and credited on these days, by currency, from one consistent view."""
        with self._database.reading() as work:
            return statements_in(work, days, asked_by=asked_by)


def statements_in(work: Work, days: Period, *, asked_by: Identity) -> tuple[Statement, ...]:
    """`InvoiceLists.statements` within a transaction."""
    until = Selection(days.last, issued=Period(EARLIEST, days.last))
    return statements_of(work.billing.lists.page(until, Order.OLDEST, asked_by=asked_by, limit=EVERY), days)


def days_of(wish: InvoiceWish, today: date) -> Period:
    """The days of a statement: those named, else this year; never beyond today. Raises PeriodUnclear."""
    named = _period(wish, today) or period_of("Y0", today)
    return Period(min(named.first, today), min(named.last, today))


def listed_in(
    work: Work, wish: InvoiceWish, partner: Partner, *, asked_by: Identity, today: date, most: int
) -> InvoiceList:
    """`InvoiceLists.listed` within a transaction."""
    period, selection, by = _period(wish, today), _selection(wish, today), By.ISSUED
    lists = work.billing.lists
    timely = replace(selection, issued=period)
    sums = lists.sums(timely, asked_by=asked_by)
    if period is not None and not sums:
        by, timely = By.BILLED, replace(selection, billed=period)
        sums = lists.sums(timely, asked_by=asked_by)
    count = sum(each.count for each in sums)
    if wish.last is not None and wish.last < count:
        first = lists.numbers(timely, wish.order, asked_by=asked_by, limit=wish.last)
        timely = replace(timely, numbers=first)
        sums, count = lists.sums(timely, asked_by=asked_by), len(first)
    pages = max(1, -(-count // most))
    page = min(max(wish.page, 0), pages - 1)
    shown = lists.page(timely, wish.order, asked_by=asked_by, limit=most, offset=page * most) if count else ()
    told = tuple(facts_of(invoice, today, partner.payment) for invoice in shown)
    numbers = (
        lists.numbers(timely, wish.order, asked_by=asked_by, limit=KEPT)
        if pages > 1
        else tuple(facts.number for facts in shown)
    )
    return InvoiceList(told, sums, page, pages, numbers, period, by)


def _period(wish: InvoiceWish, today: date) -> Period | None:
    if wish.day:
        day = day_of(wish.day, today)
        return Period(day, day)
    if wish.span:
        return span_of(wish.span, today)
    return period_of(wish.period, today) if wish.period else None


def _selection(wish: InvoiceWish, today: date) -> Selection:
    bounds = (wish.amount, wish.above, wish.below)
    amount, above, below = (amount_of(bound)[0] if bound else None for bound in bounds)
    return Selection(
        today,
        state=State(wish.state) if wish.state in set(State) else None,
        product=wish.product,
        currency=wish.currency or next(_currencies(bounds), None),
        amount=amount,
        above=above,
        below=below,
        numbers=wish.numbers,
    )


def _currencies(bounds: Iterable[str | None]) -> Iterator[str]:
    for bound in bounds:
        currency = amount_of(bound)[1] if bound else None
        if currency:
            yield currency
