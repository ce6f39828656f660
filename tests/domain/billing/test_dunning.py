"""An unpaid invoice moves up a step on the day of each limit, not before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.billing.dunning import CollectionsPolicy, DunningStep, StepKind
from bot.domain.billing.invoices import Payment, PaymentMethod, PaymentState
from tests.fakes import cast
from tests.fakes.cast import D, money

POLICY = CollectionsPolicy(
    (
        DunningStep(StepKind.FRIENDLY_REMINDER, -3),
        DunningStep(StepKind.REMINDER, 1),
        DunningStep(StepKind.SECOND_REMINDER, 8),
        DunningStep(StepKind.FORMAL_NOTICE, 15),
        DunningStep(StepKind.SUSPENSION, 30, decided_by_person=True),
        DunningStep(StepKind.CANCELLATION, 60, decided_by_person=True),
    ),
    dunning_promise_max_days=10,
)
FABRIKAM = next(invoice for invoice in cast.invoices() if invoice.number == "NS-104199")
NORTHWIND = next(invoice for invoice in cast.invoices() if invoice.number == "NS-104120")


@pytest.mark.parametrize("days", [-2, 0, 1, 9])
def test_the_last_payment_may_come_after_the_due_date(days: int) -> None:
    made_on = NORTHWIND.due_on + timedelta(days=days)
    earlier = Payment(made_on - timedelta(days=3), money("1.00", "USD"), PaymentMethod.CARD, PaymentState.RECEIVED)
    last = replace(earlier, made_on=made_on)
    failed = replace(earlier, made_on=made_on + timedelta(days=5), state=PaymentState.DECLINED)
    assert replace(NORTHWIND, payments=(last, earlier, failed)).paid_after == days
    assert replace(NORTHWIND, payments=(failed,)).paid_after is None


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        (-4, None),
        (-3, StepKind.FRIENDLY_REMINDER),
        (0, StepKind.FRIENDLY_REMINDER),
        (1, StepKind.REMINDER),
        (7, StepKind.REMINDER),
        (8, StepKind.SECOND_REMINDER),
        (14, StepKind.SECOND_REMINDER),
        (15, StepKind.FORMAL_NOTICE),
        (29, StepKind.FORMAL_NOTICE),
        (30, StepKind.SUSPENSION),
        (59, StepKind.SUSPENSION),
        (60, StepKind.CANCELLATION),
        (999, StepKind.CANCELLATION),
    ],
)
def test_the_last_step_reached_changes_on_the_day_of_each_limit(days: int, reached: StepKind | None) -> None:
    found = POLICY.step_for(FABRIKAM, FABRIKAM.due_on + timedelta(days=days))
    assert (found.step.kind if found else None) is reached


def test_fabrikam_has_a_formal_notice_ahead_in_3_days_and_a_suspension_in_18() -> None:
    ahead = {dated.step.kind: (dated.on - D).days for dated in POLICY.ahead(FABRIKAM, D)}
    assert ahead == {StepKind.FORMAL_NOTICE: 3, StepKind.SUSPENSION: 18, StepKind.CANCELLATION: 48}


def test_northwind_may_be_cancelled_in_16_days() -> None:
    reached = POLICY.step_for(NORTHWIND, D)
    assert reached is not None
    assert reached.step.kind is StepKind.SUSPENSION
    (only,) = POLICY.ahead(NORTHWIND, D)
    assert (only.step.kind, (only.on - D).days) == (StepKind.CANCELLATION, 16)


def test_a_paid_invoice_has_no_steps() -> None:
    paid = replace(FABRIKAM, payments=(Payment(D, FABRIKAM.total, PaymentMethod.CARD, PaymentState.RECEIVED),))
    assert POLICY.step_for(paid, D) is None
    assert POLICY.ahead(paid, D) == ()


def test_a_declined_payment_holds_nothing() -> None:
    declined = replace(FABRIKAM, payments=(Payment(D, FABRIKAM.total, PaymentMethod.CARD, PaymentState.DECLINED),))
    assert POLICY.step_for(declined, D) == POLICY.step_for(FABRIKAM, D)


@pytest.mark.parametrize(("days", "caused"), [(-1, False), (0, False), (1, True), (99, True)])
def test_the_fixed_sum_comes_on_the_first_late_day_in_its_currency_only(days: int, caused: bool) -> None:
    fixed = replace(POLICY, late_sum=money("40.00"))
    euros, dollars = (
        fixed.late_sum_for(invoice, invoice.due_on + timedelta(days=days)) for invoice in (FABRIKAM, NORTHWIND)
    )
    assert euros == (money("40.00") if caused else None)
    assert dollars is None
    assert POLICY.late_sum_for(FABRIKAM, FABRIKAM.due_on + timedelta(days=99)) is None


def test_a_paid_invoice_causes_no_fixed_sum() -> None:
    paid = replace(FABRIKAM, payments=(Payment(D, FABRIKAM.total, PaymentMethod.CARD, PaymentState.RECEIVED),))
    assert replace(POLICY, late_sum=money("40.00")).late_sum_for(paid, D) is None


def test_steps_that_a_person_decides_are_marked() -> None:
    assert [step.kind for step in POLICY.steps if step.decided_by_person] == [
        StepKind.SUSPENSION,
        StepKind.CANCELLATION,
    ]
