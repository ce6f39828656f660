"""What the speaker's company subscribes to, and what may be done about it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Identity
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class SubscriptionFacts:
    """A subscription as it stands on a day.

    `suspended_for_payment` tells that access returns with payment. `cancellable_until` is the last day on which
    it can be cancelled with a prorated refund, None for usage plans (no term) or when that day has passed.
    `committed_until` is the end of the term that is due in full, None for usage plans.
    """

    subscription: Subscription
    suspended_for_payment: bool
    cancellable_until: date | None
    committed_until: date | None


class CustomerSubscriptions:
    """Answers about subscriptions. Methods raise what `Identity.require_subscriptions` raises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def own(self, product: str | None, *, asked_by: Identity, today: date) -> tuple[SubscriptionFacts, ...]:
        """The company's subscriptions by product name; those whose product contains `product` when one is given.

        Prices are None when the speaker may not see money. Empty when nothing fits.
        """
        with self._database.reading() as work:
            subscriptions = work.billing.subscriptions.all(asked_by=asked_by)
        wanted = (product or "").casefold()
        return tuple(_facts(found, today) for found in subscriptions if wanted in found.product.casefold())


def _facts(subscription: Subscription, today: date) -> SubscriptionFacts:
    return SubscriptionFacts(
        subscription,
        subscription.suspended_for_payment,
        subscription.cancellable_until(today),
        subscription.term_to if subscription.has_term else None,
    )
