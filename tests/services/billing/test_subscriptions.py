"""What a company subscribes to, as its contacts may see it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import NotACspCustomer, NotSignedIn
from bot.services.billing.subscriptions import CustomerSubscriptions
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, CONTOSO_TECHNICAL, NORTHWIND_BILLING, D, money
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def answers(database: MemoryDatabase) -> CustomerSubscriptions:
    return CustomerSubscriptions(database)


def test_contoso_has_60_seats_and_an_azure_plan_without_a_term(answers: CustomerSubscriptions) -> None:
    azure, premium = answers.own(None, asked_by=CONTOSO_BILLING, today=D)
    assert (premium.subscription.seats, premium.subscription.unit_price) == (60, money("20.60"))
    assert premium.committed_until == premium.subscription.term_to
    assert (azure.subscription.seats, azure.committed_until, azure.cancellable_until) == (None, None, None)


def test_a_technical_contact_sees_subscriptions_without_prices(answers: CustomerSubscriptions) -> None:
    (premium,) = answers.own("business premium", asked_by=CONTOSO_TECHNICAL, today=D)
    assert (premium.subscription.seats, premium.subscription.unit_price) == (60, None)


def test_northwinds_subscription_is_suspended_for_payment(answers: CustomerSubscriptions) -> None:
    (only,) = answers.own(None, asked_by=NORTHWIND_BILLING, today=D)
    assert only.suspended_for_payment


def test_another_reason_does_not_return_access_with_payment() -> None:
    fraud = replace(cast.subscriptions()[3], state_reason="fraud")
    (only,) = CustomerSubscriptions(MemoryDatabase((), (fraud,))).own(None, asked_by=NORTHWIND_BILLING, today=D)
    assert not only.suspended_for_payment


@pytest.mark.parametrize(("days", "cancellable"), [(-1, False), (0, True), (7, True), (8, False)])
def test_seats_can_be_cancelled_for_seven_days_after_purchase(days: int, cancellable: bool) -> None:
    bought = replace(cast.subscriptions()[0], term_from=D - timedelta(days=days))
    (only,) = CustomerSubscriptions(MemoryDatabase((), (bought,))).own(None, asked_by=CONTOSO_BILLING, today=D)
    assert (only.cancellable_until is not None) is cancellable
    if cancellable:
        assert only.cancellable_until == bought.term_from + timedelta(days=7)


def test_a_product_the_company_does_not_have_gives_nothing(answers: CustomerSubscriptions) -> None:
    assert answers.own("Dynamics 365", asked_by=CONTOSO_BILLING, today=D) == ()


def test_only_verified_contacts_of_customers_are_told(answers: CustomerSubscriptions) -> None:
    with pytest.raises(NotSignedIn):
        answers.own(None, asked_by=VISITOR, today=D)
    with pytest.raises(NotACspCustomer):
        answers.own(None, asked_by=cast.ADATUM_OFFICE, today=D)
