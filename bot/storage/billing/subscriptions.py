"""Subscriptions of the speaker's own customer."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.domain.billing.subscriptions import BillingFrequency, Subscription, SubscriptionState
from bot.domain.customers.identity import Identity
from bot.domain.kernel.money import Money
from bot.storage.schema import subscriptions as t

_ALL = select(t).where(t.c.customer_id == bindparam("customer")).order_by(t.c.product, t.c.id)


class SqlSubscriptions:
    """`services.ports.Subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, asked_by: Identity) -> tuple[Subscription, ...]:
        """By product name; without prices when the role may not see money. Raises as `require_subscriptions`."""
        rows = self._connection.execute(_ALL, {"customer": asked_by.require_subscriptions()})
        return tuple(_subscription(row, priced=asked_by.may_see_money) for row in rows)


def _subscription(row: Row[Any], *, priced: bool) -> Subscription:
    price = Money(row.unit_price, row.currency) if priced and row.unit_price is not None else None
    return Subscription(
        id=row.id,
        customer_id=row.customer_id,
        product=row.product,
        seats=row.seats,
        unit_price=price,
        frequency=BillingFrequency(row.frequency),
        state=SubscriptionState(row.state),
        term_from=row.term_from,
        term_to=row.term_to,
        auto_renew=row.auto_renew,
        state_since=row.state_since,
        state_reason=row.state_reason,
    )
