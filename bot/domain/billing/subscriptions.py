"""What a customer has bought and in which state it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.kernel.money import Money
from bot.domain.kernel.products import Family, family_of

NON_PAYMENT = "non_payment"
"""`Subscription.state_reason` of a suspension because invoices were not paid."""

CANCELLATION_WINDOW = timedelta(days=7)
"""A new-commerce licence subscription can be cancelled, with a prorated refund, this long after purchase or renewal."""


class Refund(StrEnum):
    """What comes back of the current period when a subscription is cancelled on a day."""

    WHOLE = "whole"
    PRORATED = "prorated"
    NONE = "none"


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

    @property
    def periods_a_year(self) -> int:
        """How many invoices of this frequency make a year; 0 where usage is billed."""
        return {"monthly": 12, "quarterly": 4, "yearly": 1}.get(self.value, 0)


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

    @property
    def window_closed_on(self) -> date:
        """The last day on which the term could be, or can be, cancelled."""
        return self.term_from + CANCELLATION_WINDOW

    def cost_of(self, seats: int) -> Money | None:
        """Net price of a number of seats for one whole billing period; None without a price per seat."""
        if self.unit_price is None or self.seats is None:
            return None
        return Money(self.unit_price.amount * seats, self.unit_price.currency)

    def yearly_cost_of(self, seats: int) -> Money | None:
        """The same for a year; None where `cost_of` is."""
        cost = self.cost_of(seats)
        return Money(cost.amount * self.frequency.periods_a_year, cost.currency) if cost else None

    def refund_on(self, today: date) -> Refund:
        """What cancelling on a day gives back.

        The first 24 hours are the day of purchase or renewal: the hour is not recorded, and the next day may be late.
        """
        if self.cancellable_until(today) is None:
            return Refund.NONE
        return Refund.WHOLE if today == self.term_from else Refund.PRORATED

    def cancellable_until(self, today: date) -> date | None:
        """The last day for cancelling with a prorated refund; None without a term, before it begins or once over."""
        last = self.window_closed_on
        return last if self.has_term and self.term_from <= today <= last else None


_COMMON = frozenset({"microsoft", "365", "office", "business", "plan", "online", "for", "apps", "basic", "plus"})
"""Words of product names that tell no subscription from another, or mean something else as often."""
_OFFICE = frozenset({"office", "m365", "o365"})
_WORD = re.compile(r"[^\W_]+")


def told_apart(own: Sequence[Subscription], words: str) -> tuple[Subscription, ...]:
    """Those of a customer's subscriptions that a word of a message tells from the others: "premium", "the office one".

    None when no word does, or when the words name several.
    """
    said = frozenset(_WORD.findall(words.casefold()))
    named = tuple(each for each in own if said & (frozenset(_WORD.findall(each.product.casefold())) - _COMMON))
    office = tuple(each for each in own if each.seats is not None and family_of(each.product) is Family.MICROSOFT_365)
    found = named or (office if said & _OFFICE else ())
    return found if len(found) == 1 else ()


def holding(own: Sequence[Subscription], product: str) -> tuple[Subscription, ...]:
    """The suites of a customer's that hold an application: Outlook is a part of Microsoft 365."""
    if product.casefold() not in _IN_SUITES:
        return ()
    return tuple(each for each in own if each.seats is not None and each.product.startswith(_SUITES))


_IN_SUITES = frozenset({"outlook", "exchange", "teams", "sharepoint", "onedrive", "excel", "word", "powerpoint"})
_SUITES = ("Microsoft 365", "Office 365")
