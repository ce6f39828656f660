"""What a customer owes, from when it is overdue, and how it is paid."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.billing.invoices import InvoiceStatus, PaymentMethod
from bot.domain.customers.identity import Identity
from bot.domain.partner import Partner
from bot.services.billing.invoices import Billing, InvoiceQuery
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, FABRIKAM_ADMIN, NORTHWIND_BILLING, D, money
from tests.fakes.memory import MemoryDatabase


def test_an_open_invoice_tells_its_due_date_and_where_to_pay(billing: Billing) -> None:
    facts = billing.one("104231", asked_by=CONTOSO_BILLING, today=D)
    assert (facts.status, facts.days_to_due, facts.days_overdue) == (InvoiceStatus.OPEN, 10, 0)
    assert facts.payment_link == "https://pay.northstar.example/i/NS-104231"
    assert facts.products == ("Microsoft 365 Business Premium", "Azure plan")


def test_a_paid_invoice_has_no_payment_link(billing: Billing) -> None:
    facts = billing.one("104188", asked_by=CONTOSO_BILLING, today=D)
    assert (facts.status, facts.payment_link) == (InvoiceStatus.PAID, None)
    assert [payment.method for payment in facts.received] == [PaymentMethod.SEPA]


def test_an_invoice_is_overdue_from_the_day_after_its_due_date(billing: Billing) -> None:
    due = billing.one("104231", asked_by=CONTOSO_BILLING, today=D).invoice.due_on
    on_time = billing.one("104231", asked_by=CONTOSO_BILLING, today=due)
    late = billing.one("104231", asked_by=CONTOSO_BILLING, today=due + timedelta(days=1))
    assert (on_time.status, late.status, late.days_overdue) == (InvoiceStatus.OPEN, InvoiceStatus.OVERDUE, 1)


def test_what_each_customer_owes(billing: Billing) -> None:
    def owed(asked_by: Identity) -> list[tuple[str, object, object]]:
        balances = billing.balances(asked_by=asked_by, today=D)
        return [(balance.currency, balance.owed, balance.overdue) for balance in balances]

    assert owed(CONTOSO_BILLING) == [("EUR", money("1476.60"), money("0.00"))]
    assert owed(FABRIKAM_ADMIN) == [("EUR", money("1176.00"), money("588.00"))]
    assert owed(NORTHWIND_BILLING) == [("USD", money("2100.00", "USD"), money("2100.00", "USD"))]


def test_the_next_due_date_leaves_out_what_is_overdue(billing: Billing) -> None:
    (balance,) = billing.balances(asked_by=FABRIKAM_ADMIN, today=D)
    assert balance.next_due_on == D + timedelta(days=20)


def test_two_currencies_are_never_added(partner: Partner) -> None:
    dollars = replace(cast.invoices()[4 + 1], customer_id=cast.CONTOSO)
    both = Billing(MemoryDatabase((*cast.invoices()[:2], dollars)), partner)
    assert [balance.currency for balance in both.balances(asked_by=CONTOSO_BILLING, today=D)] == ["EUR", "USD"]


def test_a_customer_without_invoices_gets_none(partner: Partner) -> None:
    empty = Billing(MemoryDatabase(), partner)
    result = empty.find(InvoiceQuery(), asked_by=CONTOSO_BILLING, today=D)
    assert (result.invoices, result.latest) == ((), None)
    assert empty.in_question(None, asked_by=CONTOSO_BILLING, today=D) is None
    assert empty.balances(asked_by=CONTOSO_BILLING, today=D) == ()
    assert empty.find(InvoiceQuery(which="previous"), asked_by=CONTOSO_BILLING, today=D).invoices == ()
