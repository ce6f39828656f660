"""Lists of invoices as customers describe them, on the cast."""

from collections.abc import Callable

import pytest

from bot.domain.billing.selection import Order
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import AmountUnclear, NotSignedIn, PeriodUnclear, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.invoice_lists import By, InvoiceList, InvoiceLists, InvoiceWish
from bot.storage.database import SqlDatabase
from bot.storage.demo.seed import seed_scale
from tests.fakes.cast import CONTOSO_TECHNICAL
from tests.fixtures.database import *  # noqa: F403
from tests.fixtures.database import TODAY
from tests.storage.conversations.talking import identity

Listing = Callable[..., InvoiceList]


@pytest.fixture
def contoso(seeded: SqlDatabase, partner: Partner) -> Listing:
    return listing(seeded, partner, "billing@contoso.example")


@pytest.fixture
def northwind(seeded: SqlDatabase, partner: Partner) -> Listing:
    return listing(seeded, partner, "accounts@northwind.example")


def listing(database: SqlDatabase, partner: Partner, email: str) -> Listing:
    asker: Identity = identity(database, email)

    def ask(most: int = 12, **said: object) -> InvoiceList:
        wish = InvoiceWish(**said)  # type: ignore[arg-type]
        return InvoiceLists(database, partner).listed(wish, asked_by=asker, today=TODAY, most=most)

    return ask


def numbers(found: InvoiceList) -> list[str]:
    return [facts.number.removeprefix("NS-") for facts in found.invoices]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["104231", "104188"]),
        ({"state": "open"}, ["104231"]),
        ({"state": "paid"}, ["104188"]),
        ({"state": "overdue"}, []),
        ({"span": "R-30D"}, ["104231"]),
        ({"span": "R-6M", "order": Order.OLDEST}, ["104188", "104231"]),
        ({"product": "Azure"}, ["104231", "104188"]),
        ({"above": "1300.00 EUR"}, ["104231"]),
        ({"below": "1300.00"}, ["104188"]),
        ({"amount": "1284.00"}, ["104188"]),
        ({"currency": "USD"}, []),
        ({"above": "100.00 USD"}, []),
        ({"last": 1}, ["104231"]),
        ({"last": 1, "order": Order.SMALLEST}, ["104188"]),
        ({"last": 3}, ["104231", "104188"]),
        ({"numbers": ("NS-104188", "NS-104199")}, ["104188"]),
        ({"state": "nonsense"}, ["104231", "104188"]),
    ],
)
def test_a_list_is_what_was_said_of_it(contoso: Listing, said: dict[str, object], expected: list[str]) -> None:
    found = contoso(**said)
    assert numbers(found) == expected
    assert found.count == len(expected)


def test_sums_are_told_before_and_after_credit(northwind: Listing) -> None:
    (sums,) = northwind(span="R-6M").sums
    assert (sums.currency, sums.count) == ("USD", 2)
    assert [str(money.amount) for money in (sums.billed, sums.after_credit, sums.owed)] == [
        "4620.00", "4410.00", "2100.00",
    ]  # fmt: skip


def test_a_time_means_the_days_of_issue_and_else_the_days_billed(contoso: Listing) -> None:
    november, september = contoso(period="2026-11"), contoso(period="2026-09")
    assert (numbers(november), november.by) == (["104231"], By.ISSUED)
    assert september.by is By.BILLED
    assert numbers(september) == ["104188"]


def test_a_page_beyond_the_last_is_the_last_and_sums_are_of_all_pages(seeded: SqlDatabase, partner: Partner) -> None:
    seed_scale(seeded, 400, TODAY)
    large = listing(seeded, partner, "accounts@m000000.example")
    first, beyond = large(most=3), large(most=3, page=1000)
    assert first.pages == beyond.pages == beyond.page + 1
    assert first.sums == beyond.sums
    assert first.count > 3
    assert large(most=3, page=-3).invoices == first.invoices


@pytest.mark.parametrize("code", ["M99", "nonsense", "..", "R-1X"])
def test_a_span_nobody_can_read_is_refused(contoso: Listing, code: str) -> None:
    with pytest.raises(PeriodUnclear):
        contoso(span=code)


def test_an_amount_nobody_can_read_is_refused(contoso: Listing) -> None:
    with pytest.raises(AmountUnclear):
        contoso(above="plenty")


def test_nobody_lists_without_being_allowed_to(seeded: SqlDatabase, partner: Partner) -> None:
    lists = InvoiceLists(seeded, partner)
    with pytest.raises(NotSignedIn):
        lists.listed(InvoiceWish(), asked_by=VISITOR, today=TODAY)
    with pytest.raises(RoleMayNotSeeMoney):
        lists.listed(InvoiceWish(), asked_by=CONTOSO_TECHNICAL, today=TODAY)
