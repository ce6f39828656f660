"""A difference between two invoices, by cause."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.billing.comparison import Cause, CauseKind, Comparison, compare
from bot.domain.billing.invoices import ChargeType, CreditNote, Invoice, InvoiceLine
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.domain.kernel.money import Money, total
from tests.fakes import cast
from tests.fakes.cast import line, money

EARLIER, LATER = cast.invoices()[:2]
DAYS = (date(2026, 4, 1), date(2026, 4, 30))


def invoice(number: str, *lines: InvoiceLine, tax: str = "0.00", days: tuple[date, date] = DAYS) -> Invoice:
    return Invoice(number, 1, days[1], days[1], *days, Decimal("0.20"), money(tax), lines)


def seats(
    quantity: str, price: str, amount: str, product: str = "M365", kind: ChargeType = ChargeType.CYCLE
) -> InvoiceLine:
    return line(1, product, kind, quantity, price, amount, DAYS)


def causes(comparison: Comparison) -> dict[CauseKind, Money]:
    return {cause.kind: cause.amount for cause in comparison.causes}


def test_contosos_rise_has_three_causes() -> None:
    found = compare(EARLIER, LATER)
    assert found.difference == money("192.60")
    assert causes(found) == {
        CauseKind.SEAT_CHANGE: money("82.40"),
        CauseKind.USAGE: money("78.10"),
        CauseKind.TAX: money("32.10"),
    }


def test_the_month_after_a_seat_change_is_explained_as_well() -> None:
    full = line(1, cast.BUSINESS_PREMIUM, ChargeType.CYCLE, "60", "20.60", "1236.00", DAYS)
    found = compare(LATER, invoice("NS-104300", full, tax="246.10"))
    assert causes(found) == {
        CauseKind.SEATS: money("206.00"),
        CauseKind.EARLIER_SEAT_CHANGE: money("-82.40"),
        CauseKind.USAGE: money("-118.10"),
    }


def test_a_fall_is_explained_like_a_rise() -> None:
    found = compare(replace(LATER, number="a"), replace(EARLIER, number="b"))
    assert found.difference == money("-192.60")
    assert total((cause.amount for cause in found.causes), "EUR") == money("-192.60")


def test_more_seats_count_at_the_old_price_and_a_new_price_for_all_seats() -> None:
    found = compare(invoice("a", seats("10", "5.00", "50.00")), invoice("b", seats("12", "6.00", "72.00")))
    assert causes(found) == {CauseKind.SEATS: money("10.00"), CauseKind.PRICE: money("12.00")}
    price = next(cause for cause in found.causes if cause.kind is CauseKind.PRICE)
    assert (price.before, price.after, price.quantity) == (Decimal("5.00"), Decimal("6.00"), Decimal(12))


def test_a_first_month_begun_late_is_a_part_of_a_cycle() -> None:
    begun = seats("10", "6.00", "40.00", kind=ChargeType.NEW)
    found = compare(invoice("a", begun), invoice("b", seats("10", "6.00", "60.00")))
    assert causes(found) == {CauseKind.PART_OF_CYCLE: money("20.00")}


def test_a_cent_of_rounding_is_no_cause_of_its_own() -> None:
    found = compare(invoice("a", seats("3", "5.00", "15.00")), invoice("b", seats("3", "5.005", "15.01")))
    assert causes(found) == {CauseKind.PRICE: money("0.01")}


def test_a_product_that_appears_and_one_that_disappears_are_named() -> None:
    found = compare(
        invoice("a", seats("2", "10.00", "20.00", "Visio")), invoice("b", seats("3", "8.00", "24.00", "Project"))
    )
    assert [(cause.kind, cause.product, cause.amount) for cause in found.causes] == [
        (CauseKind.PRODUCT_ADDED, "Project", money("24.00")),
        (CauseKind.PRODUCT_GONE, "Visio", money("-20.00")),
    ]


def test_a_product_at_several_prices_is_not_taken_apart() -> None:
    mixed = (seats("5", "10.00", "50.00"), replace(seats("5", "9.00", "45.00"), position=2))
    found = compare(invoice("a", seats("5", "10.00", "50.00")), invoice("b", *mixed))
    assert causes(found) == {CauseKind.MORE_PRICES: money("45.00")}


def test_single_charges_of_either_invoice_are_causes() -> None:
    credit = line(1, "M365", ChargeType.CUSTOMER_CREDIT, "1", "-30.00", "-30.00", DAYS)
    cancelled = line(1, "Visio", ChargeType.CANCEL, "1", "-7.00", "-7.00", DAYS)
    found = compare(invoice("a", credit), invoice("b", cancelled))
    assert causes(found) == {CauseKind.ONE_OFF: money("-7.00"), CauseKind.EARLIER_ONE_OFF: money("30.00")}


def test_equal_invoices_have_no_causes() -> None:
    same = seats("10", "5.00", "50.00")
    found = compare(invoice("a", same), invoice("b", same))
    assert (found.difference, found.causes) == (money("0.00"), ())


def test_credit_notes_stand_aside_and_are_mentioned() -> None:
    corrected = replace(LATER, credit_notes=(CreditNote("c", LATER.due_on, money("-100.00"), "goodwill"),))
    found = compare(EARLIER, corrected)
    assert found.difference == money("192.60")
    assert found.credited


def test_two_currencies_are_not_compared() -> None:
    dollars = cast.invoices()[4]
    with pytest.raises(CurrenciesDiffer) as refusal:
        compare(EARLIER, dollars)
    assert refusal.value.blanks == {"number": dollars.number, "other": EARLIER.number}


@pytest.mark.parametrize(
    ("days", "other", "same"),
    [
        (28, 31, True),
        (30, 31, True),
        (27, 28, False),
        (31, 32, False),
        (10, 10, True),
        (89, 92, True),
        (30, 90, False),
        (365, 366, True),
    ],
)
def test_only_periods_of_one_kind_are_compared(days: int, other: int, same: bool) -> None:
    start = date(2026, 1, 1)
    one, two = ((start, start + timedelta(days=length - 1)) for length in (days, other))
    if same:
        assert compare(invoice("a", days=one), invoice("b", days=two)).causes == ()
    else:
        with pytest.raises(PeriodsDiffer):
            compare(invoice("a", days=one), invoice("b", days=two))


cents = st.integers(-100_000, 100_000).map(lambda number: str(Decimal(number) / 100))
prices = st.integers(0, 100_000).map(lambda number: str(Decimal(number) / 1000))


@st.composite
def any_line(draw: st.DrawFn) -> InvoiceLine:
    return line(
        draw(st.integers(1, 9)),
        draw(st.sampled_from(["M365", "Azure", "Visio"])),
        draw(st.sampled_from(list(ChargeType))),
        draw(st.integers(-60, 60).map(str)),
        draw(prices),
        draw(cents),
        DAYS,
        reference=draw(st.sampled_from([None, "r1", "r2"])),
    )


@st.composite
def any_invoice(draw: st.DrawFn) -> Invoice:
    lines = draw(st.lists(any_line(), max_size=8))
    numbered = tuple(replace(found, position=number) for number, found in enumerate(lines))
    return invoice("any", *numbered, tax=draw(cents))


@given(earlier=any_invoice(), later=any_invoice())
def test_causes_always_add_up_to_the_difference(earlier: Invoice, later: Invoice) -> None:
    found = compare(earlier, later)
    assert total((cause.amount for cause in found.causes), "EUR") == found.difference == later.total - earlier.total
    assert all(_whole_cents(cause) for cause in found.causes)


def _whole_cents(cause: Cause) -> bool:
    return cause.amount.amount == round(cause.amount.amount, 2)
