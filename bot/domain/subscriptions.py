"""What a customer has bought and in which state it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.money import Money


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
