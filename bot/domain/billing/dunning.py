"""What happens when an invoice is not paid: dunning steps, counted in days from the due date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.money import Money


class StepKind(StrEnum):
    """The dunning steps. Suspension and cancellation are decided by a person: they *may* follow."""

    FRIENDLY_REMINDER = "friendly_reminder"
    REMINDER = "reminder"
    SECOND_REMINDER = "second_reminder"
    FORMAL_NOTICE = "formal_notice"
    SUSPENSION = "suspension"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class DunningStep:
    """One step, `days` after the due date (negative: before)."""

    kind: StepKind
    days: int
    decided_by_person: bool = False


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with the day it falls on for one invoice."""

    step: DunningStep
    on: date


@dataclass(frozen=True, slots=True)
class CollectionsPolicy:
    """The partner's dunning steps in order of days, and how long a promise to pay may hold them (days).

    `late_sum` is what the law adds to a late invoice in its currency (in France Code de commerce, D441-5, between
    companies). People bill it apart: it is part of no balance.
    """

    steps: Sequence[DunningStep]
    dunning_promise_max_days: int
    dunning_promises_per_invoice: int = 1
    late_sum: Money | None = None

    def late_sum_in(self, currency: str) -> Money | None:
        """The fixed sum for a late invoice in a currency, None where there is none."""
        return self.late_sum if self.late_sum and self.late_sum.currency == currency else None

    def late_sum_for(self, invoice: Invoice, today: date) -> Money | None:
        """The fixed sum that an invoice causes by a day: from the first day it is late while something is owed."""
        return self.late_sum_in(invoice.currency) if invoice.days_overdue(today) > 0 else None

    def step(self, kind: StepKind) -> DunningStep | None:
        """The step of a kind, None where the partner leaves it out."""
        return next((step for step in self.steps if step.kind is kind), None)

    def dated(self, invoice: Invoice) -> tuple[DatedStep, ...]:
        """Every step with its day for this invoice."""
        return tuple(DatedStep(step, invoice.due_on + timedelta(days=step.days)) for step in self.steps)

    def step_for(self, invoice: Invoice, today: date) -> DatedStep | None:
        """The last step reached, or None when nothing is owed or no step has come yet."""
        if invoice.balance.amount <= 0:
            return None
        reached = [dated for dated in self.dated(invoice) if dated.on <= today]
        return reached[-1] if reached else None

    def ahead(self, invoice: Invoice, today: date) -> tuple[DatedStep, ...]:
        """The steps still to come while something is owed, nearest first."""
        if invoice.balance.amount <= 0:
            return ()
        return tuple(dated for dated in self.dated(invoice) if dated.on > today)
