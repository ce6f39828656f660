"""Amounts keep their currency and their cents."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.money import CurrencyMismatch, Money, total
from tests.fakes.cast import money

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda amount: Money(amount, "EUR"))


@given(st.lists(amounts))
def test_a_sum_does_not_depend_on_the_order(found: list[Money]) -> None:
    assert total(found, "EUR") == total(reversed(found), "EUR")


@given(amounts, amounts)
def test_what_was_added_can_be_taken_away(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert one - one == Money.zero("EUR")
    assert abs(one) == abs(-one)


@pytest.mark.parametrize(
    "act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: total([a, b], "EUR")]
)
def test_two_currencies_never_mix(act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CurrencyMismatch):
        act(money("1.00"), money("1.00", "USD"))


def test_nothing_is_falsy_and_a_debt_is_not() -> None:
    assert not Money(Decimal("0.00"), "EUR")
    assert money("-0.01")
