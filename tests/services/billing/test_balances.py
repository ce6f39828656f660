"""What a customer owes, from when it is overdue, and how it is paid."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.billing.invoices import InvoiceStatus, Payment, PaymentMethod, PaymentState
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import (
    NotACspCustomer,
)
from bot.domain.partner import Partner
from bot.services.billing.invoices import Billing, InvoiceQuery
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, FABRIKAM_ADMIN, NORTHWIND_BILLING, TAILSPIN_ADMIN, D, money
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
    assert both.payment(None, asked_by=CONTOSO_BILLING, today=D).currencies == ("EUR", "USD")


def test_northwinds_credit_note_and_declined_card_are_told(billing: Billing) -> None:
    (correction,) = billing.corrections(None, asked_by=NORTHWIND_BILLING, today=D)
    assert [note.number for note in correction.credit_notes] == ["NS-C-10031"]
    assert [payment.made_on for payment in correction.declined] == [D - timedelta(days=42)]
    assert correction.overpaid is None
    assert correction.facts.invoice.balance == money("2100.00", "USD")


def test_an_overpayment_is_told(partner: Partner) -> None:
    twice = Payment(D, money("1284.00"), PaymentMethod.CARD, PaymentState.RECEIVED)
    paid = cast.invoices()[0]
    database = MemoryDatabase((replace(paid, payments=(*paid.payments, twice)),))
    (correction,) = Billing(database, partner).corrections(None, asked_by=CONTOSO_BILLING, today=D)
    assert correction.overpaid == money("1284.00")


def test_an_invoice_without_corrections_says_so(billing: Billing) -> None:
    (correction,) = billing.corrections("104231", asked_by=CONTOSO_BILLING, today=D)
    assert (correction.credit_notes, correction.declined, correction.overpaid) == ((), (), None)


def test_methods_follow_the_currency_of_what_is_owed(billing: Billing) -> None:
    def told(asked_by: Identity) -> list[PaymentMethod]:
        return [option.method for option in billing.payment(None, asked_by=asked_by, today=D).options]

    euros = [PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.SEPA]
    dollars = [PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.WIRE]
    assert told(CONTOSO_BILLING) == told(FABRIKAM_ADMIN) == euros
    assert told(NORTHWIND_BILLING) == told(TAILSPIN_ADMIN) == dollars


def test_the_only_unpaid_invoice_is_the_one_to_pay(billing: Billing) -> None:
    only = billing.payment(None, asked_by=CONTOSO_BILLING, today=D).invoice
    assert only is not None
    assert only.number == "NS-104231"
    assert billing.payment(None, asked_by=FABRIKAM_ADMIN, today=D).invoice is None


@pytest.mark.parametrize("asked_by", [VISITOR, cast.CONTOSO_TECHNICAL])
def test_the_ways_to_pay_in_general_are_for_everybody(billing: Billing, asked_by: Identity) -> None:
    facts = billing.payment(None, asked_by=asked_by, today=D)
    assert (facts.currencies, facts.invoice) == ((), None)
    assert [option.method for option in facts.options] == [
        PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.SEPA, PaymentMethod.WIRE,
    ]  # fmt: skip


def test_who_buys_from_microsoft_pays_microsoft(billing: Billing) -> None:
    with pytest.raises(NotACspCustomer):
        billing.payment(None, asked_by=cast.ADATUM_OFFICE, today=D)


def test_a_customer_without_invoices_gets_none(partner: Partner) -> None:
    empty = Billing(MemoryDatabase(), partner)
    result = empty.find(InvoiceQuery(), asked_by=CONTOSO_BILLING, today=D)
    assert (result.invoices, result.latest) == ((), None)
    assert empty.in_question(None, asked_by=CONTOSO_BILLING, today=D) is None
    assert empty.balances(asked_by=CONTOSO_BILLING, today=D) == ()
    assert empty.find(InvoiceQuery(which="previous"), asked_by=CONTOSO_BILLING, today=D).invoices == ()
