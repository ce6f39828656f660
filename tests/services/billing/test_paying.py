"""What a question about paying needs to know of an account: in one transaction, for whom it concerns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.billing.invoices import Payment, PaymentMethod, PaymentState
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import InvoiceNotFound, NotACspCustomer, NotSignedIn, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.meant import Meant
from bot.services.billing.paying import Paying
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, FABRIKAM_ADMIN, NORTHWIND_BILLING, D, money
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def paying(database: MemoryDatabase, partner: Partner) -> Paying:
    return Paying(database, partner)


@pytest.mark.parametrize(
    ("asked_by", "meant", "concerned"),
    [
        (CONTOSO_BILLING, Meant(), ["NS-104231"]),
        (FABRIKAM_ADMIN, Meant(), ["NS-104199", "NS-104240"]),
        (CONTOSO_BILLING, Meant(("104188",)), ["NS-104188"]),
        (CONTOSO_BILLING, Meant(context="NS-104188"), ["NS-104188"]),
        (NORTHWIND_BILLING, Meant(("NS-C-10031",)), ["NS-104120"]),
    ],
)
def test_the_invoices_concerned(paying: Paying, asked_by: Identity, meant: Meant, concerned: list[str]) -> None:
    account = paying.account(meant, asked_by=asked_by, today=D)
    assert [facts.number for facts in account.concerned] == concerned


def test_it_is_one_transaction(paying: Paying, database: MemoryDatabase) -> None:
    paying.account(Meant(("104188",)), asked_by=CONTOSO_BILLING, today=D)
    assert database.transactions == 1


def test_a_paid_invoice_is_not_to_pay(paying: Paying) -> None:
    account = paying.account(Meant(("104188",)), asked_by=CONTOSO_BILLING, today=D)
    assert (account.to_pay, account.currencies) == ((), ("EUR",))


def test_northwinds_credit_note_and_declined_card_are_told(paying: Paying) -> None:
    (facts,) = paying.account(Meant(), asked_by=NORTHWIND_BILLING, today=D).corrected
    assert [note.number for note in facts.invoice.credit_notes] == ["NS-C-10031"]
    assert [payment.made_on for payment in facts.declined] == [D - timedelta(days=42)]
    assert facts.invoice.balance == money("2100.00", "USD")


def test_an_overpayment_is_told(partner: Partner) -> None:
    twice = Payment(D, money("1284.00"), PaymentMethod.CARD, PaymentState.RECEIVED)
    paid = cast.invoices()[0]
    database = MemoryDatabase((replace(paid, payments=(*paid.payments, twice)),))
    (facts,) = Paying(database, partner).account(Meant(), asked_by=CONTOSO_BILLING, today=D).corrected
    assert facts.invoice.balance == money("-1284.00")


def test_ways_to_pay_follow_the_currency(paying: Paying) -> None:
    card, link, sepa, wire = PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.SEPA, PaymentMethod.WIRE
    assert [option.method for option in paying.options(("EUR",))] == [card, link, sepa]
    assert [option.method for option in paying.options(("USD",))] == [card, link, wire]
    assert [option.method for option in paying.options(())] == [card, link, sepa, wire]


@pytest.mark.parametrize(
    ("asked_by", "refusal"),
    [(VISITOR, NotSignedIn), (cast.CONTOSO_TECHNICAL, RoleMayNotSeeMoney), (cast.ADATUM_OFFICE, NotACspCustomer)],
)
def test_who_may_not_see_money_learns_nothing(paying: Paying, asked_by: Identity, refusal: type[Exception]) -> None:
    for meant in (Meant(), Meant(("NS-104231",)), Meant(("NS-999999",))):
        with pytest.raises(refusal):
            paying.account(meant, asked_by=asked_by, today=D)


def test_someone_elses_invoice_is_not_there(paying: Paying) -> None:
    with pytest.raises(InvoiceNotFound):
        paying.account(Meant(("NS-104199",)), asked_by=CONTOSO_BILLING, today=D)
