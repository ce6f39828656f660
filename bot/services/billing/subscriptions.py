"""What the speaker's company subscribes to, and what may be done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.billing.explanation import SeatChange, items_of
from bot.domain.billing.invoices import Invoice, InvoiceStatus
from bot.domain.billing.payments import PaymentPolicy
from bot.domain.billing.subscriptions import Refund, Subscription, holding, told_apart
from bot.domain.customers.identity import Identity
from bot.services.billing.invoice_facts import InvoiceFacts, facts_of
from bot.services.ports import Database

INVOICES_READ: Final = 24
"""The latest invoices in which changes of seats are looked for: two years of monthly ones."""


@dataclass(frozen=True, slots=True)
class SubscriptionFacts:
    """A subscription as it stands on a day.

    `suspended_for_payment` tells that access returns with payment. `cancellable_until` is the last day on which
    it can be cancelled with a prorated refund, None for usage plans (no term) or when that day has passed.
    `committed_until` is the end of the term that is due in full, None for usage plans. `refund` is what cancelling
    today gives back.
    """

    subscription: Subscription
    suspended_for_payment: bool
    cancellable_until: date | None
    committed_until: date | None
    refund: Refund

    @property
    def product(self) -> str:
        return self.subscription.product


@dataclass(frozen=True, slots=True)
class Standing:
    """`found` are the subscriptions meant. `is_named` is False when a product was named that is none of them.

    `overdue` are the unpaid invoices past their due date, empty for who may not see money.
    """

    found: tuple[SubscriptionFacts, ...]
    is_named: bool
    overdue: tuple[InvoiceFacts, ...] = ()

    def unpaid_for(self, facts: SubscriptionFacts) -> tuple[InvoiceFacts, ...]:
        """The overdue invoices that bill a subscription's product, else all."""
        own = tuple(invoice for invoice in self.overdue if facts.product in invoice.products)
        return own or self.overdue


@dataclass(frozen=True, slots=True)
class SeatsChanged:
    """A change of seats, and the number of the invoice that billed it."""

    change: SeatChange
    invoice: str


class CustomerSubscriptions:
    """Answers about subscriptions. Methods raise what `Identity.require_subscriptions` raises."""

    def __init__(self, database: Database, payment: PaymentPolicy) -> None:
        self._database = database
        self._payment = payment

    def standing(
        self,
        product: str | None,
        talked_about: str | None = None,
        *,
        asked_by: Identity,
        today: date,
        words: str = "",
        suites: bool = False,
    ) -> Standing:
        """The subscriptions whose product contains `product`, else those `words` tell apart or talked about, else all.

        With `suites` an application stands for the suites it is a part of.
        Those with seats come first. Prices are None when the speaker may not see money.
        """
        with self._database.reading() as work:
            own = work.billing.subscriptions.all(asked_by=asked_by)
            unpaid = work.billing.invoices.unpaid(asked_by=asked_by) if asked_by.may_see_money else ()
        own = tuple(sorted(own, key=lambda subscription: subscription.seats is None))
        named = _of_product(own, product) if product else told_apart(own, words)
        if product and suites:
            named = named or holding(own, product)
        meant = named or (() if product or not talked_about else _of_product(own, talked_about)) or own
        overdue = (facts_of(invoice, today, self._payment) for invoice in unpaid)
        return Standing(
            tuple(_facts(found, today) for found in meant),
            bool(named) or product is None,
            tuple(facts for facts in overdue if facts.status is InvoiceStatus.OVERDUE),
        )

    def seat_changes(
        self, product: str | None, talked_about: str | None = None, *, asked_by: Identity
    ) -> tuple[SeatsChanged, ...]:
        """The changes of seats billed on the latest invoices, newest first, of the product meant if it has any.

        Raises what `Identity.require_money` raises.
        """
        with self._database.reading() as work:
            invoices = work.billing.invoices.latest(asked_by=asked_by, limit=INVOICES_READ)
        found = sorted(_changes(invoices), key=lambda changed: changed.change.served.first, reverse=True)
        wanted = (product or talked_about or "").casefold()
        of_product = tuple(changed for changed in found if wanted in changed.change.product.casefold())
        return of_product if of_product or product else tuple(found)


def _changes(invoices: Sequence[Invoice]) -> Iterator[SeatsChanged]:
    for invoice in invoices:
        for item in items_of(invoice):
            if isinstance(item, SeatChange):
                yield SeatsChanged(item, invoice.number)


def _of_product(subscriptions: Sequence[Subscription], product: str) -> tuple[Subscription, ...]:
    wanted = product.casefold()
    return tuple(found for found in subscriptions if wanted in found.product.casefold())


def _facts(subscription: Subscription, today: date) -> SubscriptionFacts:
    return SubscriptionFacts(
        subscription,
        subscription.suspended_for_payment,
        subscription.cancellable_until(today),
        subscription.term_to if subscription.has_term else None,
        subscription.refund_on(today),
    )
