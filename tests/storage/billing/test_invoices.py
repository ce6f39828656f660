"""Invoices are found for their own customer only, in every way one asks for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.billing.invoices import Invoice, Payment, PaymentMethod, PaymentState
from bot.domain.customers.identity import VISITOR, Identity, Level
from bot.domain.kernel.errors import NotSignedIn
from bot.domain.kernel.money import CurrencyMismatch, Money
from bot.services.ports import Invoices
from bot.storage.billing import ledger
from bot.storage.database import SqlDatabase
from bot.storage.demo.cast_invoices import invoices_of_cast
from bot.storage.demo.seed import seed_scale
from bot.storage.schema import customers, invoices
from tests.fixtures.database import TODAY
from tests.fixtures.statements import statements
from tests.storage.conversations.talking import identity


def found(database: SqlDatabase, ask: Callable[[Invoices], Any]) -> Any:
    """The numbers of what the repository finds."""
    with database.reading() as work:
        answer = ask(work.billing.invoices)
    if answer is None or isinstance(answer, Invoice):
        return answer.number if answer is not None else None
    return [invoice.number for invoice in answer]


def test_a_missing_invoice_and_someone_elses_are_the_same_query(seeded: SqlDatabase, billing: Identity) -> None:
    traces = []
    for number in ("NS-999999", "NS-104240"):
        with statements() as seen:
            assert found(seeded, lambda i, n=number: i.by_number(n, asked_by=billing)) is None
        traces.append([statement for statement, _ in seen])
    assert traces[0] == traces[1]
    assert len([s for s in traces[0] if "invoices" in s]) == 1


@pytest.mark.parametrize("number", ["", "ns-104231", "NS-104231 ", "%", "NS\x00104231", "\ud800", "N" * 100_000])
def test_a_number_that_is_not_exactly_one_of_mine_finds_nothing(
    seeded: SqlDatabase, billing: Identity, number: str
) -> None:
    assert found(seeded, lambda i: i.by_number(number, asked_by=billing)) is None


EVERY_READ: list[Callable[[Invoices, Identity, Invoice], Any]] = [
    lambda i, me, any_one: i.by_number(any_one.number, asked_by=me),
    lambda i, me, any_one: i.latest(asked_by=me, limit=100),
    lambda i, me, any_one: i.before(any_one, asked_by=me),
    lambda i, me, any_one: i.following(any_one, asked_by=me),
    lambda i, me, any_one: i.earliest(asked_by=me),
    lambda i, me, any_one: i.with_product("Microsoft", asked_by=me, limit=100),
    lambda i, me, any_one: i.with_amount(Decimal("588.00"), None, asked_by=me),
    lambda i, me, any_one: i.with_amount(Decimal("588.00"), "EUR", asked_by=me),
    lambda i, me, any_one: i.corrected(asked_by=me),
    lambda i, me, any_one: i.unpaid(asked_by=me),
    lambda i, me, any_one: i.touching(date.min, date.max, asked_by=me),
]


@pytest.mark.parametrize("read", EVERY_READ)
def test_every_read_keeps_to_the_own_customer(seeded: SqlDatabase, billing: Identity, read: Callable[..., Any]) -> None:
    theirs = found_one(seeded, "compta@fabrikam.example", "NS-104240")
    with seeded.reading() as work:
        answer = read(work.billing.invoices, billing, theirs)
    answers = answer if isinstance(answer, tuple) else (answer,)
    assert all(one is None or one.customer_id == billing.customer_id for one in answers)


@pytest.mark.parametrize("read", EVERY_READ)
@pytest.mark.parametrize("level", [Level.ANONYMOUS, Level.ADDRESS])
def test_every_read_refuses_who_is_not_verified(
    seeded: SqlDatabase, billing: Identity, read: Callable[..., Any], level: Level
) -> None:
    mine = found_one(seeded, "billing@contoso.example", "NS-104231")
    speaker = VISITOR if level is Level.ANONYMOUS else replace(billing, level=level)
    with seeded.reading() as work, statements() as seen, pytest.raises(NotSignedIn):
        read(work.billing.invoices, speaker, mine)
    assert seen == []


def found_one(database: SqlDatabase, email: str, number: str) -> Invoice:
    asked_by = identity(database, email)
    with database.reading() as work:
        invoice = work.billing.invoices.by_number(number, asked_by=asked_by)
    assert invoice is not None
    return invoice


def test_neighbours_lead_from_one_invoice_to_the_next(seeded: SqlDatabase, billing: Identity) -> None:
    later = found_one(seeded, "billing@contoso.example", "NS-104231")
    earlier = found_one(seeded, "billing@contoso.example", "NS-104188")
    assert found(seeded, lambda i: i.latest(asked_by=billing)) == ["NS-104231"]
    assert found(seeded, lambda i: i.earliest(asked_by=billing)) == "NS-104188"
    assert found(seeded, lambda i: i.before(later, asked_by=billing)) == "NS-104188"
    assert found(seeded, lambda i: i.following(earlier, asked_by=billing)) == "NS-104231"
    assert found(seeded, lambda i: i.before(earlier, asked_by=billing)) is None
    assert found(seeded, lambda i: i.following(later, asked_by=billing)) is None


def test_invoices_of_one_day_follow_one_another_by_number(seeded: SqlDatabase, billing: Identity) -> None:
    issue(seeded, billing, *(f"NS-20000{n}" for n in (2, 1, 3)))
    walked, here = [], found_one(seeded, "billing@contoso.example", "NS-200003")
    with seeded.reading() as work:
        while previous := work.billing.invoices.before(here, asked_by=billing):
            walked.append(previous.number)
            here = previous
    assert walked == ["NS-200002", "NS-200001", "NS-104231", "NS-104188"]


def issue(database: SqlDatabase, owner: Identity, *numbers: str, **changes: Any) -> None:
    """Copies of the cast's latest Contoso invoice, issued today, under other numbers."""
    with database.connection() as connection:
        ids = {number: row_id for row_id, number in connection.execute(select(customers.c.id, customers.c.number))}
        model = next(i for i in invoices_of_cast(TODAY, ids) if i.number == "NS-104231")
        assert model.customer_id == owner.customer_id
        copies = [replace(model, number=n, issued_on=TODAY, due_on=TODAY, **changes) for n in numbers]
        ledger.add(connection, copies)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (-82, -82, ["NS-104188"]),
        (-83, -83, []),
        (-53, -53, ["NS-104188"]),
        (-53, -52, ["NS-104231", "NS-104188"]),
        (-51, -51, ["NS-104231", "NS-104188"]),
        (-20, -20, ["NS-104231"]),
        (-22, -21, []),
        (-19, 0, []),
        (-400, 400, ["NS-104231", "NS-104188"]),
    ],
)
def test_a_period_touches_what_was_issued_in_it_or_bills_a_day_of_it(
    seeded: SqlDatabase, billing: Identity, first: int, last: int, expected: list[str]
) -> None:
    days = (TODAY + timedelta(first), TODAY + timedelta(last))
    assert found(seeded, lambda i: i.touching(*days, asked_by=billing)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("azure", ["NS-104231", "NS-104188"]),
        ("BUSINESS PREMIUM", ["NS-104231", "NS-104188"]),
        ("E3", []),
        ("%", []),
        ("_zure", []),
        ("/", []),
        ("'; DROP TABLE invoices; --", []),
    ],
)
def test_a_product_is_sought_literally_in_any_case(
    seeded: SqlDatabase, billing: Identity, words: str, expected: list[str]
) -> None:
    assert found(seeded, lambda i: i.with_product(words, asked_by=billing)) == expected


def test_the_limit_keeps_the_newest(seeded: SqlDatabase, billing: Identity) -> None:
    assert found(seeded, lambda i: i.with_product("azure", asked_by=billing, limit=1)) == ["NS-104231"]


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1476.60", "EUR", ["NS-104231"]),
        ("1476.6", None, ["NS-104231"]),
        ("1230.50", None, ["NS-104231"]),
        ("-412", None, ["NS-104231"]),
        ("1030", "EUR", ["NS-104231", "NS-104188"]),
        ("1030", "USD", []),
        ("588", "EUR", []),
        ("1476.601", None, []),
        ("NaN", None, []),
        ("Infinity", None, []),
        ("1e40", None, []),
        ("-1e400", None, []),
        ("1e-400", None, []),
    ],
)
def test_an_amount_finds_totals_nets_and_lines(
    seeded: SqlDatabase, billing: Identity, amount: str, currency: str | None, expected: list[str]
) -> None:
    assert found(seeded, lambda i: i.with_amount(Decimal(amount), currency, asked_by=billing)) == expected


def test_corrections_are_credit_notes_declined_payments_and_overpayments(
    seeded: SqlDatabase, billing: Identity
) -> None:
    northwind = identity(seeded, "accounts@northwind.example")
    assert found(seeded, lambda i: i.corrected(asked_by=northwind)) == ["NS-104120"]
    assert found(seeded, lambda i: i.corrected(asked_by=billing)) == []
    too_much = Payment(TODAY, Money(Decimal("1476.61"), "EUR"), PaymentMethod.LINK, PaymentState.RECEIVED)
    issue(seeded, billing, "NS-200001", payments=(too_much,))
    assert found(seeded, lambda i: i.corrected(asked_by=billing)) == ["NS-200001"]
    assert found(seeded, lambda i: i.unpaid(asked_by=billing)) == ["NS-104231"]


def test_an_invoice_paid_but_for_a_cent_is_unpaid(seeded: SqlDatabase, billing: Identity) -> None:
    nearly = Payment(TODAY, Money(Decimal("1476.59"), "EUR"), PaymentMethod.LINK, PaymentState.RECEIVED)
    issue(seeded, billing, "NS-200001", payments=(nearly,))
    assert found(seeded, lambda i: i.unpaid(asked_by=billing)) == ["NS-200001", "NS-104231"]


def test_two_currencies_on_one_invoice_are_refused(seeded: SqlDatabase, billing: Identity) -> None:
    dollars = Payment(TODAY, Money(Decimal("1476.60"), "USD"), PaymentMethod.LINK, PaymentState.RECEIVED)
    with pytest.raises(CurrencyMismatch):
        issue(seeded, billing, "NS-200001", payments=(dollars,))


def test_part_of_a_cent_is_refused_instead_of_rounded(seeded: SqlDatabase, billing: Identity) -> None:
    with pytest.raises(Exception, match="more than 2 decimals"):
        issue(seeded, billing, "NS-200001", tax=Money(Decimal("246.105"), "EUR"))


def test_the_stored_marks_agree_with_the_domains_sums(seeded: SqlDatabase) -> None:
    seed_scale(seeded, 300, TODAY)
    large = identity(seeded, "accounts@m000000.example")
    with seeded.reading() as work:
        everything = work.billing.invoices.latest(asked_by=large, limit=1000)
        unpaid = work.billing.invoices.unpaid(asked_by=large)
    assert {i.number for i in unpaid} == {i.number for i in everything if i.balance.amount > 0}
    with seeded.connection() as connection:
        nets = dict(connection.execute(select(invoices.c.number, invoices.c.net)).tuples().all())
    assert all(nets[i.number] == i.net.amount for i in everything)


def test_the_number_of_queries_does_not_grow_with_the_number_of_invoices(seeded: SqlDatabase) -> None:
    seed_scale(seeded, 400, TODAY)
    large = identity(seeded, "accounts@m000000.example")
    with statements() as seen:
        assert len(found(seeded, lambda i: i.latest(asked_by=large, limit=8))) == 8
    assert len([s for s, _ in seen if s.startswith("SELECT")]) == 4
