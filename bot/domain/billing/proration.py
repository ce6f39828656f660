"""What a part of a billing cycle costs, as Microsoft computes it."""

from decimal import ROUND_DOWN, Decimal

from bot.domain.kernel.money import CENT, Money


def prorated(unit_price: Money, days_billed: int, cycle_days: int, quantity: Decimal) -> Money:
    """Unit price / days in the cycle × days billed × quantity, rounded down to the cent.

    The rule reproduces 13 of the 14 amounts Microsoft publishes for new-commerce and legacy licences. A
    negative quantity gives the refund, rounded towards zero as well. Raises ValueError for an empty cycle.
    """
    if cycle_days < 1:
        raise ValueError("a billing cycle has at least one day")
    exact = unit_price.amount * days_billed * quantity / cycle_days
    return Money(exact.quantize(CENT, rounding=ROUND_DOWN), unit_price.currency)


def agrees(charged: Money, computed: Money, quantity: Decimal) -> bool:
    """Whether a charge follows the rule: one cent for each unit is allowed, as some are rounded per unit."""
    return abs(charged - computed).amount <= CENT * max(abs(quantity), Decimal(1))
