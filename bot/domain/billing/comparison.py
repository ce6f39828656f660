"""Why one invoice is higher or lower than another: causes that add up to the difference, to the cent."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from bot.domain.billing.explanation import Item, RecurringCharge, SeatChange, UsageCharge, items_of, net_of, sum_of
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.proration import agrees
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.domain.kernel.money import CENT, Money, total
from bot.domain.kernel.periods import Period

SAME_LENGTH = ((28, 31), (89, 92), (181, 184), (365, 366))
"""Days of periods that count as equally long: months, quarters, half-years, years. Others must be equal."""


class CauseKind(StrEnum):
    """Why the amount changed. What each fills in is told in `Cause`."""

    SEAT_CHANGE = "seat_change"
    EARLIER_SEAT_CHANGE = "earlier_seat_change"
    SEATS = "seats"
    PRICE = "price"
    PART_OF_CYCLE = "part_of_cycle"
    MORE_PRICES = "more_prices"
    PRODUCT_ADDED = "product_added"
    PRODUCT_GONE = "product_gone"
    USAGE = "usage"
    ONE_OFF = "one_off"
    EARLIER_ONE_OFF = "earlier_one_off"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Cause:
    """One part of a difference. `amount` is signed: positive makes the later invoice higher.

    - SEAT_CHANGE: seats changed within the later period, `change` tells it; EARLIER_SEAT_CHANGE: the part-cycle
      charge (or refund) of a change on the earlier invoice that does not come again.
    - SEATS: a different number of seats for the whole cycle, `before` and `after` are quantities, at `unit_price`.
    - PRICE: a different price for a seat, `before` and `after` are prices, for `quantity` seats.
    - PART_OF_CYCLE: fewer or more days of the cycle were billed than the time before.
    - MORE_PRICES: a product billed at several prices, not taken apart further.
    - PRODUCT_ADDED, PRODUCT_GONE: seats of a product that the other invoice does not have.
    - USAGE: metered consumption of one product, `before` and `after` are amounts.
    - ONE_OFF, EARLIER_ONE_OFF: other charges of the later and the earlier invoice, `item` names them.
    - TAX: `before` and `after` are the tax rates.
    """

    kind: CauseKind
    amount: Money
    product: str | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    unit_price: Money | None = None
    quantity: Decimal | None = None
    change: SeatChange | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two invoices of one customer. `difference` is later minus earlier; the causes' amounts sum to it.

    Totals are those printed. `credited` tells that a credit note corrected one of them since, which is aside.
    """

    earlier_number: str
    later_number: str
    earlier_period: Period
    later_period: Period
    earlier_total: Money
    later_total: Money
    difference: Money
    causes: tuple[Cause, ...]
    credited: bool


def compare(earlier: Invoice, later: Invoice) -> Comparison:
    """The difference of two totals by cause.

    Raises CurrenciesDiffer or PeriodsDiffer (blanks: number of the later, other) where a comparison would mislead.
    """
    blanks = {"number": later.number, "other": earlier.number}
    if earlier.currency != later.currency:
        raise CurrenciesDiffer(**blanks)
    before, after = _period(earlier), _period(later)
    if not same_length(before, after):
        raise PeriodsDiffer(**blanks)
    return Comparison(
        earlier.number,
        later.number,
        before,
        after,
        earlier.total,
        later.total,
        later.total - earlier.total,
        tuple(cause for cause in _causes(earlier, later) if cause.amount),
        bool(earlier.credit_notes or later.credit_notes),
    )


def same_length(one: Period, other: Period) -> bool:
    """Whether two periods are of the same kind: equal days, or both a month, a quarter, a half-year or a year."""
    return one.days == other.days or any(
        low <= one.days <= high and low <= other.days <= high for low, high in SAME_LENGTH
    )


def _period(invoice: Invoice) -> Period:
    return Period(invoice.period_from, invoice.period_to)


def _causes(earlier: Invoice, later: Invoice) -> Iterator[Cause]:
    old, new = items_of(earlier), items_of(later)
    yield from _recurring_causes(old, new, later.currency)
    yield from _seat_changes(old, new)
    yield from _usage_causes(old, new, later.currency)
    yield from _one_offs(old, new)
    yield Cause(CauseKind.TAX, later.tax - earlier.tax, before=earlier.tax_rate, after=later.tax_rate)


def _recurring_causes(old: tuple[Item, ...], new: tuple[Item, ...], currency: str) -> Iterator[Cause]:
    before, after = _recurring(old), _recurring(new)
    for product in sorted(before.keys() | after.keys()):
        charges, charged = before.get(product, ()), after.get(product, ())
        if not charges:
            yield Cause(CauseKind.PRODUCT_ADDED, sum_of(charged, currency), product, after=_quantity(charged))
        elif not charged:
            yield Cause(CauseKind.PRODUCT_GONE, -sum_of(charges, currency), product, before=_quantity(charges))
        else:
            yield from _product_causes(product, charges, charged)


def _product_causes(
    product: str, old: tuple[RecurringCharge, ...], new: tuple[RecurringCharge, ...]
) -> Iterator[Cause]:
    """Seats at the old price, price for the new seats, and what is left because less than a cycle was billed.

    A rest within a cent for each seat is rounding and goes to the cause before it.
    """
    currency = new[0].amount.currency
    change = sum_of(new, currency) - sum_of(old, currency)
    if len({c.unit_price for c in old}) > 1 or len({c.unit_price for c in new}) > 1:
        yield Cause(CauseKind.MORE_PRICES, change, product)
        return
    seats, quantity = _quantity(old), _quantity(new)
    price, now = old[0].unit_price, new[0].unit_price
    by_seats = _rounded((quantity - seats) * price.amount, currency)
    by_price = _rounded((now.amount - price.amount) * quantity, currency)
    rest = change - by_seats - by_price
    if agrees(rest, Money.zero(currency), quantity):
        by_seats, by_price = (by_seats, by_price + rest) if by_price else (by_seats + rest, by_price)
        rest = Money.zero(currency)
    yield Cause(CauseKind.SEATS, by_seats, product, seats, quantity, unit_price=price)
    yield Cause(CauseKind.PRICE, by_price, product, price.amount, now.amount, quantity=quantity)
    yield Cause(CauseKind.PART_OF_CYCLE, rest, product)


def _rounded(amount: Decimal, currency: str) -> Money:
    return Money(amount.quantize(CENT), currency)


def _seat_changes(old: tuple[Item, ...], new: tuple[Item, ...]) -> Iterator[Cause]:
    for item in new:
        if isinstance(item, SeatChange):
            yield Cause(CauseKind.SEAT_CHANGE, item.net, item.product, change=item)
    for item in old:
        if isinstance(item, SeatChange):
            yield Cause(CauseKind.EARLIER_SEAT_CHANGE, -item.net, item.product, change=item)


def _usage_causes(old: tuple[Item, ...], new: tuple[Item, ...], currency: str) -> Iterator[Cause]:
    used = {item.product for item in (*old, *new) if isinstance(item, UsageCharge)}
    for product in sorted(used):
        before, after = (_usage_of(product, items, currency) for items in (old, new))
        yield Cause(CauseKind.USAGE, after - before, product, before.amount, after.amount)


def _usage_of(product: str, items: tuple[Item, ...], currency: str) -> Money:
    return total((i.amount for i in items if isinstance(i, UsageCharge) and i.product == product), currency)


def _one_offs(old: tuple[Item, ...], new: tuple[Item, ...]) -> Iterator[Cause]:
    for item in new:
        if _is_one_off(item):
            yield Cause(CauseKind.ONE_OFF, net_of(item), item.product, item=item)
    for item in old:
        if _is_one_off(item):
            yield Cause(CauseKind.EARLIER_ONE_OFF, -net_of(item), item.product, item=item)


def _is_one_off(item: Item) -> bool:
    return not isinstance(item, RecurringCharge | SeatChange | UsageCharge)


def _recurring(items: tuple[Item, ...]) -> dict[str, tuple[RecurringCharge, ...]]:
    charges = sorted((i for i in items if isinstance(i, RecurringCharge)), key=lambda charge: charge.product)
    return {product: tuple(group) for product, group in groupby(charges, key=lambda charge: charge.product)}


def _quantity(charges: tuple[RecurringCharge, ...]) -> Decimal:
    return sum((charge.quantity for charge in charges), start=Decimal(0))
