"""What happens when invoices stay unpaid: the policy in general, and the speaker's own case with dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.billing.dunning import CollectionsPolicy, DatedStep, StepKind, fee_of
from bot.domain.billing.invoices import Invoice, InvoiceStatus
from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Identity
from bot.domain.kernel.money import Money
from bot.domain.partner import Partner
from bot.services.billing.invoice_facts import Balance, InvoiceFacts, balances_of, facts_of
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A step still to come. `in_days` counts from today; `fee` will be billed on the next invoice."""

    dated: DatedStep
    in_days: int
    fee: Money | None

    @property
    def kind(self) -> StepKind:
        return self.dated.step.kind


@dataclass(frozen=True, slots=True)
class InvoiceInArrears:
    """An unpaid invoice and where it stands. `reached` is the last step whose day has come, `ahead` the next ones.

    `fees` were caused by steps reached; they come on the next invoice and are not part of the balance.
    """

    facts: InvoiceFacts
    reached: DatedStep | None
    ahead: tuple[StepAhead, ...]
    fees: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Arrears:
    """The speaker's own case. `overdue` invoices, longest overdue first, and those unpaid but `not_yet_due`.

    `suspended` are subscriptions suspended for non-payment: access returns once the overdue invoices are paid.
    """

    overdue: tuple[InvoiceInArrears, ...]
    not_yet_due: tuple[InvoiceInArrears, ...]
    balances: tuple[Balance, ...]
    suspended: tuple[Subscription, ...]


class Collections:
    """Answers about unpaid invoices."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def policy(self) -> CollectionsPolicy:
        """The steps in general; for everybody."""
        return self._partner.collections

    def own(self, *, asked_by: Identity, today: date) -> Arrears:
        """The speaker's own unpaid invoices with steps and dates. Raises what `Identity.require_money` raises."""
        with self._database.reading() as work:
            unpaid = work.billing.invoices.unpaid(asked_by=asked_by)
            subscriptions = work.billing.subscriptions.all(asked_by=asked_by)
        return arrears_of(unpaid, subscriptions, self._partner, today)


def arrears_of(
    unpaid: Sequence[Invoice], subscriptions: Sequence[Subscription], partner: Partner, today: date
) -> Arrears:
    """One customer's case from its unpaid invoices and its subscriptions."""
    cases = tuple(_case(facts_of(invoice, today, partner.payment), partner.collections, today) for invoice in unpaid)
    overdue = [case for case in cases if case.facts.status is InvoiceStatus.OVERDUE]
    return Arrears(
        tuple(sorted(overdue, key=lambda case: case.facts.days_overdue, reverse=True)),
        tuple(case for case in cases if case.facts.status is not InvoiceStatus.OVERDUE),
        balances_of([case.facts for case in cases], today),
        tuple(subscription for subscription in subscriptions if subscription.suspended_for_payment),
    )


def _case(facts: InvoiceFacts, policy: CollectionsPolicy, today: date) -> InvoiceInArrears:
    invoice = facts.invoice
    reached = (dated for dated in policy.dated(invoice) if dated.on <= today)
    fees = (fee_of(dated.step, invoice.currency) for dated in reached)
    ahead = tuple(
        StepAhead(dated, (dated.on - today).days, fee_of(dated.step, invoice.currency))
        for dated in policy.ahead(invoice, today)
    )
    return InvoiceInArrears(facts, policy.step_for(invoice, today), ahead, tuple(fee for fee in fees if fee))
