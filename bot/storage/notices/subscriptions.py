"""Browsers that take pushes for agents."""

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from bot.domain.staff.agents import Agent
from bot.services.records.posts import Subscription
from bot.storage.schema.posts import push_subscriptions as t


class SqlPushSubscriptions:
    """`services.ports.posts.Subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, subscription: Subscription, most: int) -> None:
        """Keeps it (`id` is ignored) and the latest `most` of that agent; an endpoint belongs to who added it last."""
        row = asdict(subscription)
        row.pop("id")
        self._connection.execute(delete(t).where(t.c.endpoint == subscription.endpoint))
        self._connection.execute(insert(t), row)
        too_old = self.of(subscription.agent_id)[:-most]
        self._connection.execute(delete(t).where(t.c.id.in_([one.id for one in too_old])))

    def remove(self, endpoint: str, *, asked_by: Agent) -> bool:
        """Forgets one of the asking agent's; False where it is not theirs."""
        mine = delete(t).where(t.c.endpoint == endpoint, t.c.agent_id == asked_by.id)
        return self._connection.execute(mine).rowcount == 1

    def of(self, agent_id: int) -> tuple[Subscription, ...]:
        """An agent's, the oldest first."""
        rows = self._connection.execute(select(t).where(t.c.agent_id == agent_id).order_by(t.c.id))
        return tuple(Subscription(**row._mapping) for row in rows)

    def agents(self) -> frozenset[int]:
        """Ids of agents with at least one."""
        return frozenset(self._connection.execute(select(t.c.agent_id).distinct()).scalars())
