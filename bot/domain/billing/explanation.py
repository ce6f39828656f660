"""Why an invoice costs what it costs: its lines as facts, with a seat change told as one change."""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.billing.invoices import ChargeType, CreditNote, Invoice, InvoiceLine
from bot.domain.billing.proration import agrees, prorated
from bot.domain.kernel.money import Money, total
from bot.domain.kernel.periods import Period

RECURRING = frozenset({ChargeType.NEW, ChargeType.RENEW, ChargeType.CYCLE})
"""Charges for a whole cycle of a product's seats."""


@dataclass(frozen=True, slots=True)
class RecurringCharge:
    """Seats of a product for a cycle: bought new, renewed or simply going on (`charge_type`)."""

    charge_type: ChargeType
    product: str
    quantity: Decimal
    unit_price: Money
    amount: Money
    served: Period


@dataclass(frozen=True, slots=True)
class SeatChange:
    """One change of seats, billed as two lines: `refunded` (negative) for the old, `charged` for the new quantity.

    `cycle_days` is the length of the cycle when both amounts follow the proration rule over it, else None:
    then the amounts are as invoiced and no calculation is claimed.
    """

    product: str
    old_seats: Decimal
    new_seats: Decimal
    unit_price: Money
    served: Period
    cycle_days: int | None
    refunded: Money
    charged: Money

    @property
    def net(self) -> Money:
        """What the change costs (positive) or saves (negative), before tax."""
        return self.refunded + self.charged

    @property
    def added(self) -> Decimal:
        """Seats added; negative when removed."""
        return self.new_seats - self.old_seats


@dataclass(frozen=True, slots=True)
class UsageCharge:
    """Metered consumption."""

    product: str
    meter: str | None
    quantity: Decimal
    unit: str | None
    unit_price: Money
    amount: Money
    served: Period


@dataclass(frozen=True, slots=True)
class OtherCharge:
    """Any other line, named by its charge type."""

    charge_type: ChargeType
    product: str
    quantity: Decimal
    unit_price: Money
    amount: Money
    served: Period


Item = RecurringCharge | SeatChange | UsageCharge | OtherCharge


@dataclass(frozen=True, slots=True)
class Explanation:
    """An invoice item by item; `net` is their sum. Credit notes came later and change `balance`, not `total`."""

    number: str
    period: Period
    items: tuple[Item, ...]
    net: Money
    tax_rate: Decimal
    tax: Money
    total: Money
    credit_notes: tuple[CreditNote, ...]
    balance: Money


def explain(invoice: Invoice) -> Explanation:
    """The invoice as items in the order of its lines, the pair of a seat change as one."""
    return Explanation(
        invoice.number,
        Period(invoice.period_from, invoice.period_to),
        items_of(invoice),
        invoice.net,
        invoice.tax_rate,
        invoice.tax,
        invoice.total,
        invoice.credit_notes,
        invoice.balance,
    )


def items_of(invoice: Invoice) -> tuple[Item, ...]:
    """The items; their net amounts add up to the invoice's net."""
    pairs = _pairs(invoice.lines)
    told_by_partner = {added.position for _, added in pairs.values()}
    items: list[Item] = []
    for line in invoice.lines:
        if line.position in pairs:
            items.append(_seat_change(invoice, *pairs[line.position]))
        elif line.position not in told_by_partner:
            items.append(_single(line))
    return tuple(items)


def net_of(item: Item) -> Money:
    """What an item contributes before tax."""
    return item.net if isinstance(item, SeatChange) else item.amount


def sum_of(items: tuple[Item, ...], currency: str) -> Money:
    """What several items contribute before tax."""
    return total((net_of(item) for item in items), currency)


def _pairs(lines: tuple[InvoiceLine, ...]) -> dict[int, tuple[InvoiceLine, InvoiceLine]]:
    """Removed and added line of each seat change, by the removed line's position.

    A reference shared by anything but exactly one removal and one addition over the same days of the same
    product and price is ambiguous: its lines stay as they are.
    """
    found = {}
    for removed in lines:
        same = [line for line in lines if line.reference == removed.reference]
        added = [line for line in same if line.charge_type is ChargeType.ADD_QUANTITY]
        if _is_removal(removed) and len(same) == 2 and added and _mirrors(removed, added[0]):
            found[removed.position] = (removed, added[0])
    return found


def _is_removal(line: InvoiceLine) -> bool:
    return line.reference is not None and line.charge_type is ChargeType.REMOVE_QUANTITY


def _mirrors(removed: InvoiceLine, added: InvoiceLine) -> bool:
    return (removed.product, removed.unit_price, removed.service_from, removed.service_to) == (
        added.product,
        added.unit_price,
        added.service_from,
        added.service_to,
    )


def _seat_change(invoice: Invoice, removed: InvoiceLine, added: InvoiceLine) -> SeatChange:
    return SeatChange(
        added.product,
        abs(removed.quantity),
        abs(added.quantity),
        added.unit_price,
        _served(added),
        _cycle_days(invoice, removed, added),
        removed.amount,
        added.amount,
    )


def _cycle_days(invoice: Invoice, removed: InvoiceLine, added: InvoiceLine) -> int | None:
    """Days of the cycle the change falls into: that of the product's own recurring line, else the invoice's period."""
    own = (line for line in invoice.lines if line.charge_type in RECURRING and line.product == added.product)
    cycles = [line.days for line in own if line.service_from <= added.service_from <= line.service_to]
    cycle = cycles[0] if cycles else (invoice.period_to - invoice.period_from).days + 1
    return cycle if all(_follows_rule(line, cycle) for line in (removed, added)) else None


def _follows_rule(line: InvoiceLine, cycle_days: int) -> bool:
    computed = prorated(line.unit_price, line.days, cycle_days, abs(line.quantity))
    return agrees(abs(line.amount), computed, line.quantity)


def _single(line: InvoiceLine) -> Item:
    served = _served(line)
    if line.charge_type is ChargeType.USAGE:
        return UsageCharge(line.product, line.meter, line.quantity, line.unit, line.unit_price, line.amount, served)
    kind = RecurringCharge if line.charge_type in RECURRING else OtherCharge
    return kind(line.charge_type, line.product, line.quantity, line.unit_price, line.amount, served)


def _served(line: InvoiceLine) -> Period:
    return Period(line.service_from, line.service_to)
