"""A statement of account: every entry once, in order, and the balance it opens and closes with."""

from datetime import date

import pytest

from bot.domain.billing.statement import EntryKind, Statement, statements_of
from bot.domain.kernel.periods import Period
from tests.fakes import cast
from tests.fakes.cast import D

NORTHWIND = [invoice for invoice in cast.invoices() if invoice.number in ("NS-104052", "NS-104120")]


def of(first: date, last: date) -> Statement:
    (told,) = statements_of(NORTHWIND, Period(first, last))
    return told


def days_before(days: int) -> date:
    return date.fromordinal(D.toordinal() - days)


@pytest.mark.parametrize(
    ("first", "last", "opening", "closing", "entries"),
    [
        (365, 0, "0.00", "2100.00", 4),
        (164, 164, "0.00", "2310.00", 1),
        (163, 136, "2310.00", "0.00", 1),
        (135, 75, "0.00", "0.00", 0),
        (74, 6, "0.00", "2310.00", 1),
        (5, 0, "2310.00", "2100.00", 1),
    ],
)
def test_balances_follow_one_another(first: int, last: int, opening: str, closing: str, entries: int) -> None:
    told = of(days_before(first), days_before(last))
    assert (str(told.opening.amount), str(told.closing.amount), len(told.entries)) == (opening, closing, entries)


def test_each_entry_is_told_with_the_balance_after_it_and_declined_payments_are_none() -> None:
    told = of(days_before(365), D)
    assert [(entry.kind, str(balance.amount)) for entry, balance in told.balances()] == [
        (EntryKind.INVOICE, "2310.00"),
        (EntryKind.PAYMENT, "0.00"),
        (EntryKind.INVOICE, "2310.00"),
        (EntryKind.CREDIT_NOTE, "2100.00"),
    ]
    assert str(told.sum_of(EntryKind.PAYMENT).amount) == "2310.00"


def test_currencies_are_kept_apart() -> None:
    both = statements_of(cast.invoices(), Period(days_before(365), D))
    assert [told.currency for told in both] == ["EUR", "USD"]
