"""Invoices for measuring: as many as asked for, in a series of their own, plausible to the cent."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.proration import agrees, prorated
from bot.storage.database import SqlDatabase
from bot.storage.demo import scale
from bot.storage.demo.seed import seed_cast, seed_scale
from bot.storage.schema import customers, invoices
from tests.fixtures.database import TODAY
from tests.storage.conversations.talking import identity


def count(database: SqlDatabase) -> int:
    with database.connection() as connection:
        return connection.execute(select(func.count()).select_from(invoices)).scalar_one()


def test_two_thousand_are_added_once_and_the_progress_is_told(seeded: SqlDatabase) -> None:
    told: list[tuple[int, int]] = []
    cast = count(seeded)
    assert seed_scale(seeded, 2_100, TODAY, lambda done, wanted: told.append((done, wanted))) == 2_100
    assert told == [(2_000, 2_100), (2_100, 2_100)]
    assert count(seeded) == cast + 2_100
    assert seed_scale(seeded, 2_100, TODAY + timedelta(9)) == 0
    assert seed_scale(seeded, 500, TODAY) == 0
    assert count(seeded) == cast + 2_100


def test_a_larger_number_later_adds_the_difference(database: SqlDatabase) -> None:
    assert [seed_scale(database, n, TODAY) for n in (1, 60, 61, 130)] == [1, 59, 1, 69]
    with database.connection() as connection:
        assert connection.execute(select(func.count()).select_from(customers)).scalar_one() == 1 + 6


def test_the_cast_stays_as_it_is(database: SqlDatabase) -> None:
    seed_scale(database, 60, TODAY)
    seed_cast(database, TODAY)
    billing = identity(database, "billing@contoso.example")
    with database.reading() as work:
        assert [i.number for i in work.billing.invoices.latest(asked_by=billing, limit=9)] == ["NS-104231", "NS-104188"]


def test_the_large_customer_finds_what_is_unpaid(database: SqlDatabase) -> None:
    seed_scale(database, 2_000, TODAY)
    large = identity(database, "accounts@m000000.example")
    with database.reading() as work:
        unpaid = work.billing.invoices.unpaid(asked_by=large)
        everything = work.billing.invoices.latest(asked_by=large, limit=1_000)
    assert 0 < len(unpaid) < len(everything) == 40


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_an_invoice_adds_up_and_never_lies_in_the_future(place: int) -> None:
    invoice = scale.invoice(place, 1, TODAY)
    assert invoice.issued_on <= TODAY
    assert all(payment.made_on <= TODAY for payment in invoice.payments)
    assert invoice.tax.amount == (invoice.net.amount * invoice.tax_rate).quantize(invoice.tax.amount)
    assert invoice.balance.amount == 0 or not invoice.payments
    assert changes_follow_the_rule(invoice)


def changes_follow_the_rule(invoice: Invoice) -> bool:
    return all(
        agrees(line.amount, prorated(line.unit_price, line.days, scale.CYCLE, line.quantity), line.quantity)
        for line in invoice.lines
        if line.meter is None
    )


def test_the_series_ends_loudly() -> None:
    with pytest.raises(ValueError, match="ends"):
        scale.number(scale.MOST)
