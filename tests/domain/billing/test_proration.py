"""What a part of a billing cycle costs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.billing.proration import agrees, prorated
from tests.fakes.cast import money


@pytest.mark.parametrize(
    ("price", "days", "cycle", "quantity", "expected"),
    [
        ("10.08", 28, 30, 12, "112.89"),
        ("12.00", 26, 31, 15, "150.96"),
        ("4.00", 31, 31, -1, "-4.00"),
        ("4.00", 19, 31, 1, "2.45"),
        ("4.00", 31, 31, 2, "8.00"),
        ("20.60", 12, 30, 60, "494.40"),
        ("20.60", 12, 30, -50, "-412.00"),
    ],
)
def test_the_rule_gives_the_published_amounts(price: str, days: int, cycle: int, quantity: int, expected: str) -> None:
    assert prorated(money(price), days, cycle, Decimal(quantity)) == money(expected)


def test_the_published_amount_that_is_rounded_per_unit_lies_within_the_tolerance() -> None:
    computed = prorated(money("4.00"), 12, 31, Decimal(2))
    assert computed == money("3.09")
    assert agrees(money("3.10"), computed, Decimal(2))


@pytest.mark.parametrize(("charged", "fits"), [("3.11", True), ("3.12", False), ("3.07", True), ("3.06", False)])
def test_the_tolerance_is_a_cent_for_each_unit(charged: str, fits: bool) -> None:
    assert agrees(money(charged), money("3.09"), Decimal(2)) is fits


def test_a_cycle_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        prorated(money("4.00"), 1, 0, Decimal(1))


@given(
    cents=st.integers(0, 10_000_00),
    cycle=st.integers(1, 366),
    quantity=st.integers(1, 10_000),
    data=st.data(),
)
def test_a_refund_takes_back_exactly_what_was_charged(
    cents: int, cycle: int, quantity: int, data: st.DataObject
) -> None:
    days = data.draw(st.integers(0, cycle))
    price = money(str(Decimal(cents) / 100))
    charge = prorated(price, days, cycle, Decimal(quantity))
    assert charge == -prorated(price, days, cycle, Decimal(-quantity))
    assert 0 <= charge.amount <= price.amount * quantity
