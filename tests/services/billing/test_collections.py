"""What happens next with an unpaid invoice, with dates."""

from datetime import timedelta

import pytest

from bot.domain.billing.dunning import StepKind
from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import InvoiceNotFound, NotSignedIn, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.collections import Collections
from tests.fakes.cast import CONTOSO_BILLING, CONTOSO_TECHNICAL, FABRIKAM_ADMIN, NORTHWIND_BILLING, D, money
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def collections(database: MemoryDatabase, partner: Partner) -> Collections:
    return Collections(database, partner)


def test_fabrikam_is_12_days_overdue_with_a_notice_in_3_days_and_a_suspension_in_18(collections: Collections) -> None:
    own = collections.own(asked_by=FABRIKAM_ADMIN, today=D)
    (case,) = own.overdue
    assert (case.facts.number, case.facts.days_overdue) == ("NS-104199", 12)
    assert case.reached is not None
    assert case.reached.step.kind is StepKind.SECOND_REMINDER
    assert [(step.kind, step.in_days) for step in case.ahead] == [
        (StepKind.FORMAL_NOTICE, 3),
        (StepKind.SUSPENSION, 18),
        (StepKind.CANCELLATION, 48),
    ]
    assert case.late_sum == money("40.00")
    assert [open_case.facts.number for open_case in own.not_yet_due] == ["NS-104240"]
    assert own.balances[0].owed == money("1176.00")
    assert own.suspended == ()


def test_northwind_is_suspended_owes_2100_dollars_and_may_be_cancelled_in_16_days(collections: Collections) -> None:
    own = collections.own(asked_by=NORTHWIND_BILLING, today=D)
    (case,) = own.overdue
    assert [(step.kind, step.in_days) for step in case.ahead] == [(StepKind.CANCELLATION, 16)]
    assert case.late_sum is None
    assert case.facts.invoice.balance == own.balances[0].owed == money("2100.00", "USD")
    (suspended,) = own.suspended
    assert (suspended.product, suspended.state_since) == ("Microsoft 365 E3", D - timedelta(days=14))


def test_contoso_owes_but_is_not_overdue(collections: Collections) -> None:
    own = collections.own(asked_by=CONTOSO_BILLING, today=D)
    assert own.overdue == ()
    (case,) = own.not_yet_due
    assert case.reached is None
    assert case.ahead[0].kind is StepKind.FRIENDLY_REMINDER
    assert case.ahead[0].in_days == 7


def test_the_longest_overdue_comes_first(collections: Collections) -> None:
    own = collections.own(asked_by=FABRIKAM_ADMIN, today=D + timedelta(days=30))
    assert [case.facts.number for case in own.overdue] == ["NS-104199", "NS-104240"]
    assert [case.facts.days_overdue for case in own.overdue] == [42, 10]


def test_who_owes_nothing_has_no_steps(partner: Partner) -> None:
    own = Collections(MemoryDatabase(), partner).own(asked_by=CONTOSO_BILLING, today=D)
    assert (own.overdue, own.not_yet_due, own.balances, own.suspended) == ((), (), (), ())


def test_the_own_case_is_for_who_may_see_money(collections: Collections) -> None:
    with pytest.raises(NotSignedIn):
        collections.own(asked_by=VISITOR, today=D)
    with pytest.raises(RoleMayNotSeeMoney):
        collections.own(asked_by=CONTOSO_TECHNICAL, today=D)


def test_named_invoices_are_the_only_ones_and_paid_ones_are_told_apart(collections: Collections) -> None:
    own = collections.own(["104240"], asked_by=FABRIKAM_ADMIN, today=D)
    assert [case.facts.number for case in own.cases] == ["NS-104240"]
    paid = collections.own(["NS-104188"], asked_by=CONTOSO_BILLING, today=D)
    assert (paid.cases, [facts.number for facts in paid.paid]) == ((), ["NS-104188"])
    with pytest.raises(InvoiceNotFound):
        collections.own(["NS-104120"], asked_by=CONTOSO_BILLING, today=D)
