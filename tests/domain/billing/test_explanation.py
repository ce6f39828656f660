"""An invoice told item by item."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.billing.explanation import (
    OtherCharge,
    RecurringCharge,
    SeatChange,
    UsageCharge,
    explain,
    items_of,
    sum_of,
)
from bot.domain.billing.invoices import ChargeType, Invoice
from tests.fakes import cast
from tests.fakes.cast import line, money

JUNE_BILL = next(invoice for invoice in cast.invoices() if invoice.number == "NS-104231")


def with_lines(*lines) -> Invoice:  # type: ignore[no-untyped-def]
    return replace(JUNE_BILL, lines=lines)


def test_a_seat_change_is_told_as_one_change() -> None:
    recurring, change, usage = explain(JUNE_BILL).items
    assert isinstance(recurring, RecurringCharge)
    assert isinstance(usage, UsageCharge)
    assert isinstance(change, SeatChange)
    assert (change.old_seats, change.new_seats, change.added) == (Decimal(50), Decimal(60), Decimal(10))
    assert (change.served.days, change.cycle_days) == (12, 30)
    assert change.net == money("82.40")


def test_items_and_tax_add_up_to_the_total() -> None:
    for invoice in cast.invoices():
        told = explain(invoice)
        assert sum_of(told.items, invoice.currency) == told.net
        assert told.net + told.tax == told.total


def test_no_calculation_is_claimed_when_the_amounts_do_not_follow_the_rule() -> None:
    first, removed, added, usage = JUNE_BILL.lines
    changed = with_lines(first, removed, replace(added, amount=money("500.00")), usage)
    change = items_of(changed)[1]
    assert isinstance(change, SeatChange)
    assert change.cycle_days is None
    assert change.net == money("88.00")


def test_a_reference_shared_by_three_lines_is_left_as_it_stands() -> None:
    first, removed, added, usage = JUNE_BILL.lines
    ambiguous = with_lines(first, removed, added, replace(added, position=9), usage)
    kinds = [type(item) for item in items_of(ambiguous)]
    assert kinds == [RecurringCharge, OtherCharge, OtherCharge, OtherCharge, UsageCharge]


def test_a_removal_without_its_addition_is_told_by_its_charge_type() -> None:
    first, removed, *_ = JUNE_BILL.lines
    item = items_of(with_lines(first, removed))[1]
    assert isinstance(item, OtherCharge)
    assert item.charge_type is ChargeType.REMOVE_QUANTITY


def test_lines_without_a_reference_are_never_paired() -> None:
    first, removed, added, _ = JUNE_BILL.lines
    loose = with_lines(first, replace(removed, reference=None), replace(added, reference=None))
    assert not any(isinstance(item, SeatChange) for item in items_of(loose))


def test_seats_of_two_products_under_one_reference_are_not_one_change() -> None:
    first, removed, added, _ = JUNE_BILL.lines
    moved = with_lines(first, removed, replace(added, product="Microsoft 365 E3"))
    assert not any(isinstance(item, SeatChange) for item in items_of(moved))


def test_seats_given_back_make_a_negative_change() -> None:
    first, removed, added, _ = JUNE_BILL.lines
    fewer = with_lines(
        first,
        replace(removed, quantity=Decimal(-60), amount=money("-494.40")),
        replace(added, quantity=Decimal(50), amount=money("412.00")),
    )
    change = items_of(fewer)[1]
    assert isinstance(change, SeatChange)
    assert (change.added, change.net) == (Decimal(-10), money("-82.40"))


def test_every_other_charge_keeps_its_type() -> None:
    period = (JUNE_BILL.period_from, JUNE_BILL.period_to)
    others = [
        kind
        for kind in ChargeType
        if kind not in (ChargeType.NEW, ChargeType.RENEW, ChargeType.CYCLE, ChargeType.USAGE)
    ]
    lines = [line(n, "Visio", kind, "1", "5.00", "5.00", period) for n, kind in enumerate(others)]
    assert [item.charge_type for item in items_of(with_lines(*lines)) if isinstance(item, OtherCharge)] == others
