"""What happens when invoices stay unpaid: the policy in general, and the speaker's own case with dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.billing.dunning import CollectionsPolicy, DatedStep, StepKind
from bot.domain.billing.invoices import Invoice, InvoiceStatus
from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Identity
from bot.domain.kernel.money import Money
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import Balance, InvoiceFacts, balances_of, facts_of
from bot.services.billing.invoice_search import invoice_numbered
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class StepOfInvoice:
    """A step of an invoice. `in_days` counts from today, and is negative for steps reached."""

    dated: DatedStep
    in_days: int

    @property
    def kind(self) -> StepKind:
        return self.dated.step.kind


@dataclass(frozen=True, slots=True)
class InvoiceInArrears:
    """An unpaid invoice and where it stands. `reached` is the last step whose day has come, `ahead` the next ones.

    `steps` are all of them; `late_sum` is what the law adds once late, billed apart and no part of the balance.
    """

    facts: InvoiceFacts
    reached: DatedStep | None
    ahead: tuple[StepOfInvoice, ...]
    steps: tuple[StepOfInvoice, ...]
    late_sum: Money | None

    def step(self, kind: StepKind) -> StepOfInvoice | None:
        """The step of a kind with its day, None where the partner leaves it out."""
        return next((step for step in self.steps if step.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Arrears:
    """The speaker's own case. `overdue` invoices, longest overdue first, and those unpaid but `not_yet_due`.

    `suspended` are subscriptions suspended for non-payment: access returns once the overdue invoices are paid.
    `paid` are invoices named that are paid already.
    """

    overdue: tuple[InvoiceInArrears, ...]
    not_yet_due: tuple[InvoiceInArrears, ...]
    balances: tuple[Balance, ...]
    suspended: tuple[Subscription, ...]
    paid: tuple[InvoiceFacts, ...] = ()

    @property
    def cases(self) -> tuple[InvoiceInArrears, ...]:
        """Every unpaid invoice, the overdue ones first."""
        return (*self.overdue, *self.not_yet_due)


class Collections:
    """Answers about unpaid invoices."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def own(self, numbers: Sequence[str] = (), *, asked_by: Identity, today: date) -> Arrears:
        """The speaker's own unpaid invoices with steps and dates; those of the numbers where some are named.

        Raises what `Identity.require_money` raises, and InvoiceNotFound (blank: number).
        """
        prefix = self._partner.number_prefix
        with self._database.reading() as work:
            unpaid = work.billing.invoices.unpaid(asked_by=asked_by)
            named = [invoice_numbered(work, number, prefix, asked_by) for number in numbers]
            subscriptions = work.billing.subscriptions.all(asked_by=asked_by)
        return arrears_of(named or unpaid, subscriptions, self._partner, today)


def arrears_of(
    invoices: Sequence[Invoice], subscriptions: Sequence[Subscription], partner: Partner, today: date
) -> Arrears:
    """One customer's case from invoices, unpaid ones if none are named, and its subscriptions."""
    every = [facts_of(invoice, today, partner.payment) for invoice in invoices]
    cases = tuple(_case(facts, partner.collections, today) for facts in every if facts.status is not InvoiceStatus.PAID)
    overdue = [case for case in cases if case.facts.status is InvoiceStatus.OVERDUE]
    return Arrears(
        tuple(sorted(overdue, key=lambda case: case.facts.days_overdue, reverse=True)),
        tuple(case for case in cases if case.facts.status is not InvoiceStatus.OVERDUE),
        balances_of([case.facts for case in cases], today),
        tuple(subscription for subscription in subscriptions if subscription.suspended_for_payment),
        tuple(facts for facts in every if facts.status is InvoiceStatus.PAID),
    )


def _case(facts: InvoiceFacts, policy: CollectionsPolicy, today: date) -> InvoiceInArrears:
    invoice = facts.invoice
    steps = tuple(StepOfInvoice(dated, (dated.on - today).days) for dated in policy.dated(invoice))
    ahead = tuple(step for step in steps if step.in_days > 0 and invoice.balance.amount > 0)
    late_sum = policy.late_sum_for(invoice, today)
    return InvoiceInArrears(facts, policy.step_for(invoice, today), ahead, steps, late_sum)
