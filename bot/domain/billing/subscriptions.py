"""What a customer has bought and in which state it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.kernel.money import Money

NON_PAYMENT = "non_payment"
"""`Subscription.state_reason` of a suspension because invoices were not paid."""

CANCELLATION_WINDOW = timedelta(days=7)
"""A new-commerce licence subscription can be cancelled, with a prorated refund, this long after purchase or renewal."""


class SubscriptionState(StrEnum):
    """Partner Center's subscription states."""

    ACTIVE = "active"
    PENDING = "pending"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    DISABLED = "disabled"
    DELETED = "deleted"


class BillingFrequency(StrEnum):
    """How often a subscription is invoiced."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    USAGE = "usage"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One product a customer subscribes to. `seats` and `unit_price` are None for usage plans.

    `unit_price` is for one seat and one billing period; None as well when who asks may not see prices.
    """

    id: int
    customer_id: int
    product: str
    seats: int | None
    unit_price: Money | None
    frequency: BillingFrequency
    state: SubscriptionState
    term_from: date
    term_to: date
    auto_renew: bool
    state_since: date
    state_reason: str | None = None

    @property
    def suspended_for_payment(self) -> bool:
        """Whether access returns with payment."""
        return self.state is SubscriptionState.SUSPENDED and self.state_reason == NON_PAYMENT

    @property
    def has_term(self) -> bool:
        """Whether a term is committed: seats have one, usage plans have not."""
        return self.frequency is not BillingFrequency.USAGE

    def cancellable_until(self, today: date) -> date | None:
        """The last day for cancelling with a prorated refund; None without a term, before it begins or once over."""
        last = self.term_from + CANCELLATION_WINDOW
        return last if self.has_term and self.term_from <= today <= last else None
