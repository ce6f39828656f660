"""What cancelling gives back by the day, and what seats cost."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.billing.subscriptions import BillingFrequency, Refund, Subscription
from bot.domain.kernel.money import Money
from tests.fakes import cast
from tests.fakes.cast import D

PREMIUM, E3 = (
    next(each for each in cast.subscriptions() if each.product == name)
    for name in ("Microsoft 365 Business Premium", "Microsoft 365 E3")
)
AZURE = next(each for each in cast.subscriptions() if each.seats is None)


@pytest.mark.parametrize(
    ("days", "refund"),
    [
        (-1, Refund.NONE),
        (0, Refund.WHOLE),
        (1, Refund.PRORATED),
        (7, Refund.PRORATED),
        (8, Refund.NONE),
    ],
)
def test_a_refund_is_whole_at_first_then_prorated_then_none(days: int, refund: Refund) -> None:
    bought = replace(PREMIUM, term_from=D - timedelta(days=days))
    assert bought.refund_on(D) is refund


def test_usage_has_no_refund_and_no_price_per_seat() -> None:
    assert AZURE.refund_on(AZURE.term_from) is Refund.NONE
    assert (AZURE.cost_of(3), AZURE.yearly_cost_of(3)) == (None, None)


@pytest.mark.parametrize(
    ("subscription", "seats", "cost", "yearly"),
    [
        (PREMIUM, 60, "1236.00 EUR", "14832.00 EUR"),
        (PREMIUM, 1, "20.60 EUR", "247.20 EUR"),
        (E3, 20, "2100.00 USD", "8400.00 USD"),
        (replace(PREMIUM, frequency=BillingFrequency.YEARLY), 2, "41.20 EUR", "41.20 EUR"),
    ],
)
def test_seats_cost_their_price_each_period(subscription: Subscription, seats: int, cost: str, yearly: str) -> None:
    def money(text: str) -> Money:
        amount, currency = text.split()
        return Money(Decimal(amount), currency)

    assert subscription.cost_of(seats) == money(cost)
    assert subscription.yearly_cost_of(seats) == money(yearly)


def test_a_price_that_may_not_be_seen_makes_no_cost() -> None:
    assert replace(PREMIUM, unit_price=None).cost_of(60) is None
