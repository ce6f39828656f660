"""The demo's cast comes out of the database as its page says, to the cent, on whatever day it is seeded."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.domain.billing.comparison import CauseKind, compare
from bot.domain.billing.invoices import Invoice, InvoiceStatus, PaymentState
from bot.domain.billing.subscriptions import SubscriptionState
from bot.domain.customers.identity import Identity, Relationship
from bot.domain.kernel.errors import NotACspCustomer, RoleMayNotSeeMoney
from bot.domain.support.tickets import Matter, TicketState
from bot.storage.database import SqlDatabase
from bot.storage.demo.seed import seed_cast
from bot.storage.schema import metadata
from tests.fixtures.database import TODAY
from tests.storage.conversations.talking import NOW, THREAD, begin, identity, say

CONTOSO, FABRIKAM = "billing@contoso.example", "compta@fabrikam.example"
NORTHWIND, TAILSPIN = "accounts@northwind.example", "admin@tailspin.example"

PAGE = [
    ("NS-104188", CONTOSO, -51, -21, "214.00", "1284.00", "EUR", "0.00", InvoiceStatus.PAID, 0),
    ("NS-104231", CONTOSO, -20, 10, "246.10", "1476.60", "EUR", "1476.60", InvoiceStatus.OPEN, 0),
    ("NS-104199", FABRIKAM, -42, -12, "98.00", "588.00", "EUR", "588.00", InvoiceStatus.OVERDUE, 12),
    ("NS-104240", FABRIKAM, -10, 20, "98.00", "588.00", "EUR", "588.00", InvoiceStatus.OPEN, 0),
    ("NS-104052", NORTHWIND, -164, -134, "210.00", "2310.00", "USD", "0.00", InvoiceStatus.PAID, 0),
    ("NS-104120", NORTHWIND, -74, -44, "210.00", "2310.00", "USD", "2100.00", InvoiceStatus.OVERDUE, 44),
    ("NS-104236", TAILSPIN, -8, 22, "0.00", "900.00", "USD", "900.00", InvoiceStatus.OPEN, 0),
]


def invoice(database: SqlDatabase, number: str, email: str) -> Invoice:
    asked_by = identity(database, email)
    with database.reading() as work:
        found = work.billing.invoices.by_number(number, asked_by=asked_by)
    assert found is not None
    return found


@pytest.mark.parametrize("row", PAGE, ids=lambda row: row[0])
def test_each_invoice_of_the_cast_has_the_dates_and_amounts_of_its_page(seeded: SqlDatabase, row: tuple) -> None:
    number, email, issued, due, tax, total, currency, balance, status, overdue = row
    found = invoice(seeded, number, email)
    assert (found.issued_on, found.due_on) == (TODAY + timedelta(issued), TODAY + timedelta(due))
    assert (str(found.tax.amount), str(found.total.amount), found.currency) == (tax, total, currency)
    assert (str(found.balance.amount), found.status(TODAY), found.days_overdue(TODAY)) == (balance, status, overdue)


@pytest.mark.parametrize(
    ("email", "owed"),
    [(CONTOSO, "1476.60 EUR"), (FABRIKAM, "1176.00 EUR"), (NORTHWIND, "2100.00 USD"), (TAILSPIN, "900.00 USD")],
)
def test_each_customer_owes_what_the_page_says(seeded: SqlDatabase, email: str, owed: str) -> None:
    asked_by = identity(seeded, email)
    with seeded.reading() as work:
        unpaid = work.billing.invoices.unpaid(asked_by=asked_by)
    assert f"{sum(i.balance.amount for i in unpaid)} {unpaid[0].currency}" == owed
    assert [i.due_on for i in unpaid] == sorted(i.due_on for i in unpaid)


def test_contosos_invoice_rose_by_ten_seats_more_usage_and_tax(seeded: SqlDatabase) -> None:
    compared = compare(invoice(seeded, "NS-104188", CONTOSO), invoice(seeded, "NS-104231", CONTOSO))
    assert str(compared.difference.amount) == "192.60"
    causes = {cause.kind: str(cause.amount.amount) for cause in compared.causes}
    assert causes == {CauseKind.SEAT_CHANGE: "82.40", CauseKind.USAGE: "78.10", CauseKind.TAX: "32.10"}


def test_a_seat_change_is_two_lines_of_one_reference_from_the_day_of_change(seeded: SqlDatabase) -> None:
    _, removed, added, _ = invoice(seeded, "NS-104231", CONTOSO).lines
    assert (str(removed.amount.amount), str(added.amount.amount)) == ("-412.00", "494.40")
    assert removed.reference == added.reference is not None
    assert (removed.service_from, removed.days) == (TODAY - timedelta(34), 12)


def test_money_comes_back_as_exact_decimals(seeded: SqlDatabase) -> None:
    line = invoice(seeded, "NS-104231", CONTOSO).lines[3]
    assert [type(value) for value in (line.quantity, line.unit_price.amount, line.amount.amount)] == [Decimal] * 3
    assert (str(line.quantity), str(line.unit_price.amount), str(line.amount.amount)) == ("1181", "0.10", "118.10")


def test_northwinds_card_was_declined_and_its_tax_taken_back(seeded: SqlDatabase) -> None:
    found = invoice(seeded, "NS-104120", NORTHWIND)
    assert [(p.state, p.made_on) for p in found.payments] == [(PaymentState.DECLINED, TODAY - timedelta(42))]
    assert [(n.number, str(n.amount.amount)) for n in found.credit_notes] == [("NS-C-10031", "-210.00")]


def test_the_cast_has_the_subscriptions_of_its_page(seeded: SqlDatabase) -> None:
    seats = {}
    for email in (CONTOSO, FABRIKAM, NORTHWIND, TAILSPIN):
        asked_by = identity(seeded, email)
        with seeded.reading() as work:
            seats |= {s.product: (s.seats, s.state.value) for s in work.billing.subscriptions.all(asked_by=asked_by)}
    assert seats == {
        "Microsoft 365 Business Premium": (60, "active"),
        "Azure plan": (None, "active"),
        "Microsoft 365 Business Standard": (40, "active"),
        "Microsoft 365 E3": (20, "suspended"),
        "Microsoft 365 G3": (25, "active"),
    }


def test_northwind_is_suspended_for_non_payment_since_fourteen_days(seeded: SqlDatabase) -> None:
    asked_by = identity(seeded, NORTHWIND)
    with seeded.reading() as work:
        (subscription,) = work.billing.subscriptions.all(asked_by=asked_by)
    assert (subscription.state, subscription.state_since) == (SubscriptionState.SUSPENDED, TODAY - timedelta(14))
    assert subscription.state_reason == "non_payment"
    assert not subscription.auto_renew


def test_a_technical_contact_sees_seats_but_no_prices_and_no_invoices(seeded: SqlDatabase) -> None:
    asked_by = identity(seeded, "it@contoso.example")
    with seeded.reading() as work:
        subscriptions = work.billing.subscriptions.all(asked_by=asked_by)
        assert [(s.seats, s.unit_price) for s in subscriptions] == [(None, None), (60, None)]
        with pytest.raises(RoleMayNotSeeMoney):
            work.billing.invoices.latest(asked_by=asked_by)


def test_who_buys_from_microsoft_directly_is_known_as_such(seeded: SqlDatabase) -> None:
    asked_by = identity(seeded, "office@adatum.example")
    assert (asked_by.relationship, asked_by.support_plan) == (Relationship.DIRECT, None)
    with seeded.reading() as work, pytest.raises(NotACspCustomer):
        work.billing.invoices.latest(asked_by=asked_by)


@pytest.mark.parametrize(
    ("email", "locale", "cloud", "plan"),
    [
        (CONTOSO, "en_GB", "commercial", "plus"),
        (FABRIKAM, "fr_FR", "commercial", "basic"),
        (NORTHWIND, "en_US", "commercial", "basic"),
        (TAILSPIN, "en_US", "us_government", "premium"),
    ],
)
def test_each_customer_has_its_locale_cloud_and_plan(
    seeded: SqlDatabase, email: str, locale: str, cloud: str, plan: str
) -> None:
    person = identity(seeded, email)
    assert (person.locale, person.cloud, person.support_plan) == (locale, cloud, plan)


def test_contoso_has_one_closed_and_one_open_ticket(seeded: SqlDatabase, billing: Identity) -> None:
    technical = identity(seeded, "it@contoso.example")
    with seeded.reading() as work:
        (commercial,) = work.support.tickets.readable(asked_by=billing, conversation_id="none")
        (outlook,) = work.support.tickets.readable(asked_by=technical, conversation_id="none")
    assert (commercial.number, commercial.matter, commercial.state) == (
        "T-1002",
        Matter.COMMERCIAL,
        TicketState.OPEN,
    )
    assert (outlook.number, outlook.state, outlook.product) == ("T-1001", TicketState.CLOSED, "Outlook")


def test_each_role_of_the_console_has_one_person(seeded: SqlDatabase) -> None:
    agents, roles = metadata.tables["agents"], metadata.tables["agent_roles"]
    with seeded.connection() as connection:
        rows = connection.execute(select(agents.c.email, roles.c.role).join(roles).order_by(roles.c.role)).all()
    assert [tuple(row) for row in rows] == [
        ("billing@northstar.example", "billing_admin"),
        ("globaladmin@northstar.example", "global_admin"),
        ("helpdesk@northstar.example", "helpdesk_agent"),
        ("sales@northstar.example", "sales_agent"),
        ("useradmin@northstar.example", "user_admin"),
    ]


def counts(database: SqlDatabase) -> dict[str, int]:
    with database.connection() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("again_on", [TODAY, TODAY + timedelta(40), date(2028, 2, 29)])
def test_seeding_again_moves_the_dates_and_adds_nothing(seeded: SqlDatabase, again_on: date) -> None:
    before = counts(seeded)
    seed_cast(seeded, again_on)
    assert counts(seeded) == before
    assert invoice(seeded, "NS-104199", FABRIKAM).days_overdue(again_on) == 12


def test_seeding_again_keeps_what_people_added(seeded: SqlDatabase, billing: Identity) -> None:
    begin(seeded, contact_id=billing.contact_id)
    say(seeded, "Hello")
    with seeded.writing() as work:
        opened = work.support.tickets.open(
            asked_by=billing,
            conversation_id=THREAD,
            origin="m-1",
            matter=Matter.COMMERCIAL,
            queue="commercial",
            subject="A copy",
            text="Please send a copy.",
            assigned_to="commercial",
            now=NOW,
        )
    assert opened.number == "T-1003"
    seed_cast(seeded, TODAY + timedelta(1))
    with seeded.reading() as work:
        assert work.customers.people.speaking_in(THREAD) == billing
        assert len(work.conversations.log.after(THREAD, 0)) == 1
        assert work.support.tickets.by_number("T-1003", asked_by=billing, conversation_id="other") == opened
