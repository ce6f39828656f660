"""What a company subscribes to, as its contacts may see it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import NotACspCustomer, NotSignedIn, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.subscriptions import CustomerSubscriptions
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, CONTOSO_TECHNICAL, NORTHWIND_BILLING, D, money
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def answers(database: MemoryDatabase, partner: Partner) -> CustomerSubscriptions:
    return CustomerSubscriptions(database, partner.payment)


def test_contoso_has_60_seats_and_an_azure_plan_without_a_term(answers: CustomerSubscriptions) -> None:
    premium, azure = answers.standing(None, asked_by=CONTOSO_BILLING, today=D).found
    assert (premium.subscription.seats, premium.subscription.unit_price) == (60, money("20.60"))
    assert premium.committed_until == premium.subscription.term_to
    assert (azure.subscription.seats, azure.committed_until, azure.cancellable_until) == (None, None, None)


def test_a_technical_contact_sees_subscriptions_without_prices(answers: CustomerSubscriptions) -> None:
    (premium,) = answers.standing("business premium", asked_by=CONTOSO_TECHNICAL, today=D).found
    assert (premium.subscription.seats, premium.subscription.unit_price) == (60, None)


def test_northwinds_subscription_is_suspended_for_payment(answers: CustomerSubscriptions) -> None:
    (only,) = answers.standing(None, asked_by=NORTHWIND_BILLING, today=D).found
    assert only.suspended_for_payment


def test_another_reason_does_not_return_access_with_payment(partner: Partner) -> None:
    fraud = replace(cast.subscriptions()[3], state_reason="fraud")
    (only,) = (
        CustomerSubscriptions(MemoryDatabase((), (fraud,)), partner.payment)
        .standing(None, asked_by=NORTHWIND_BILLING, today=D)
        .found
    )
    assert not only.suspended_for_payment


@pytest.mark.parametrize(("days", "cancellable"), [(-1, False), (0, True), (7, True), (8, False)])
def test_seats_can_be_cancelled_for_seven_days_after_purchase(partner: Partner, days: int, cancellable: bool) -> None:
    bought = replace(cast.subscriptions()[0], term_from=D - timedelta(days=days))
    (only,) = (
        CustomerSubscriptions(MemoryDatabase((), (bought,)), partner.payment)
        .standing(None, asked_by=CONTOSO_BILLING, today=D)
        .found
    )
    assert (only.cancellable_until is not None) is cancellable
    if cancellable:
        assert only.cancellable_until == bought.term_from + timedelta(days=7)


def test_only_verified_contacts_of_customers_are_told(answers: CustomerSubscriptions) -> None:
    with pytest.raises(NotSignedIn):
        answers.standing(None, asked_by=VISITOR, today=D)
    with pytest.raises(NotACspCustomer):
        answers.standing(None, asked_by=cast.ADATUM_OFFICE, today=D)


def test_the_product_named_wins_then_the_one_talked_about_then_all(answers: CustomerSubscriptions) -> None:
    def found(named: str | None, talked_about: str | None) -> list[str]:
        standing = answers.standing(named, talked_about, asked_by=CONTOSO_BILLING, today=D)
        return [facts.product for facts in standing.found]

    both = ["Microsoft 365 Business Premium", "Azure plan"]
    assert found("Azure", "Business Premium") == ["Azure plan"]
    assert found(None, "Azure plan") == ["Azure plan"]
    assert found(None, "Outlook") == found(None, None) == found("Visio", "Azure plan") == both
    assert not answers.standing("Visio", asked_by=CONTOSO_BILLING, today=D).is_named


def test_a_suspension_names_the_invoice_behind_it_to_who_may_see_money(answers: CustomerSubscriptions) -> None:
    northwind = answers.standing(None, asked_by=NORTHWIND_BILLING, today=D)
    assert [facts.number for facts in northwind.unpaid_for(northwind.found[0])] == ["NS-104120"]
    assert answers.standing(None, asked_by=CONTOSO_TECHNICAL, today=D).overdue == ()


def test_changes_of_seats_are_read_from_the_invoices(answers: CustomerSubscriptions) -> None:
    (changed,) = answers.seat_changes(None, asked_by=CONTOSO_BILLING)
    assert (changed.change.served.first, changed.change.added, changed.invoice) == (D - timedelta(34), 10, "NS-104231")
    assert answers.seat_changes("Azure", asked_by=CONTOSO_BILLING) == ()
    with pytest.raises(RoleMayNotSeeMoney):
        answers.seat_changes(None, asked_by=CONTOSO_TECHNICAL)
