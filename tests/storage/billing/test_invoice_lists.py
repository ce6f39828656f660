"""Lists of invoices: the database selects, sorts and adds up as the rules say, for their own customer only."""

from decimal import Decimal

import pytest

from bot.domain.billing.selection import Order, Selection, State, in_order, sums_of
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import NotSignedIn
from bot.domain.kernel.periods import Period, period_of, span_of
from bot.storage.database import SqlDatabase
from bot.storage.demo.seed import seed_scale
from tests.fixtures.database import TODAY
from tests.fixtures.statements import statements
from tests.storage.conversations.talking import identity

HALF_A_YEAR = span_of("R-6M", TODAY)
SELECTIONS = {
    "all": Selection(TODAY),
    "paid": Selection(TODAY, state=State.PAID),
    "open": Selection(TODAY, state=State.OPEN),
    "overdue": Selection(TODAY, state=State.OVERDUE),
    "issued": Selection(TODAY, issued=HALF_A_YEAR),
    "billed": Selection(TODAY, billed=Period(TODAY.replace(day=1), TODAY)),
    "this year": Selection(TODAY, issued=period_of("Y0", TODAY)),
    "product": Selection(TODAY, product="azure"),
    "no wildcard": Selection(TODAY, product="%"),
    "currency": Selection(TODAY, currency="USD"),
    "amount": Selection(TODAY, amount=Decimal("1030.00")),
    "above": Selection(TODAY, above=Decimal("1284.00")),
    "below": Selection(TODAY, below=Decimal("1284.00")),
    "beyond all bounds": Selection(TODAY, above=Decimal("1e30"), amount=Decimal("1e30")),
    "numbers": Selection(TODAY, numbers=("NS-104188", "NS-104199", "NS-1")),
    "no numbers": Selection(TODAY, numbers=()),
}


@pytest.mark.parametrize("name", SELECTIONS)
@pytest.mark.parametrize("email", ["billing@contoso.example", "accounts@northwind.example", "accounts@m000000.example"])
def test_what_the_database_selects_and_adds_up_is_what_the_rules_say(
    seeded: SqlDatabase, email: str, name: str
) -> None:
    if email.startswith("accounts@m"):
        seed_scale(seeded, 400, TODAY)
    asker, selection = identity(seeded, email), SELECTIONS[name]
    with seeded.reading() as work:
        everything = work.billing.invoices.latest(asked_by=asker, limit=1000)
        wanted = [invoice for invoice in everything if selection.takes(invoice)]
        assert work.billing.lists.sums(selection, asked_by=asker) == sums_of(wanted)
        for order in Order:
            listed = work.billing.lists.page(selection, order, asked_by=asker, limit=1000)
            assert [i.number for i in listed] == [i.number for i in in_order(wanted, order)]


def test_pages_follow_one_another_without_gap_or_overlap(seeded: SqlDatabase) -> None:
    seed_scale(seeded, 400, TODAY)
    asker = identity(seeded, "accounts@m000000.example")
    with seeded.reading() as work:
        lists, everything = work.billing.lists, Selection(TODAY)
        whole = lists.page(everything, Order.NEWEST, asked_by=asker, limit=1000)
        assert len(whole) > 6
        pages = [
            lists.page(everything, Order.NEWEST, asked_by=asker, limit=3, offset=start)
            for start in range(0, len(whole), 3)
        ]
    assert [i.number for page in pages for i in page] == [i.number for i in whole]


def test_a_list_is_read_with_few_statements_however_long_it_is(seeded: SqlDatabase, billing: Identity) -> None:
    with statements() as seen, seeded.reading() as work:
        work.billing.lists.sums(Selection(TODAY), asked_by=billing)
        work.billing.lists.page(Selection(TODAY), Order.NEWEST, asked_by=billing, limit=12)
    assert len([statement for statement, _ in seen if statement.startswith("SELECT")]) == 5


def test_nobody_unknown_lists_or_adds_up(seeded: SqlDatabase) -> None:
    with seeded.reading() as work:
        with pytest.raises(NotSignedIn):
            work.billing.lists.sums(Selection(TODAY), asked_by=VISITOR)
        with pytest.raises(NotSignedIn):
            work.billing.lists.page(Selection(TODAY), Order.NEWEST, asked_by=VISITOR, limit=1)
