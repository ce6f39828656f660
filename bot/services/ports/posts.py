"""Posts to other servers, and browsers that take pushes: for the desk itself, which shows agents their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversations.leases import Lease
from bot.domain.staff.agents import Agent
from bot.services.records.posts import HookRow, OutgoingPost, PostDraft, PostSettled, Subscription


class Subscriptions(Protocol):
    """Browsers that take pushes."""

    def add(self, subscription: Subscription, most: int) -> None:
        """Keeps it (`id` is ignored) and the latest `most` of that agent; an endpoint belongs to who added it last."""

    def remove(self, endpoint: str, *, asked_by: Agent) -> bool:
        """Forgets one of the asking agent's; False where it is not theirs."""

    def of(self, agent_id: int) -> tuple[Subscription, ...]:
        """An agent's, the oldest first."""

    def agents(self) -> frozenset[int]:
        """Ids of agents with at least one."""


class Posts(Protocol):
    """The outbox of posts. What is queued in a transaction is sent only if that commits."""

    def queue(self, draft: PostDraft, now: datetime) -> None:
        """Adds the post; one of that key that is there already stays as it is."""

    def claim(self, lease: Lease, limit: int) -> tuple[OutgoingPost, ...]:
        """Takes posts that are due, the oldest first; also those whose desk died."""

    def settle(self, post: OutgoingPost, worker: str, settled: PostSettled) -> bool:
        """Writes down how it ended, and removes a browser that is gone. False where another desk has the post by now.

        A push taken by one browser means that the agent was told; one that failed at all of them that they were not.
        """

    def due_pushes(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of tellings by push whose time has come."""

    def of_hooks(self, *, asked_by: Agent, limit: int) -> tuple[HookRow, ...]:
        """Posts to servers, the latest first. Raises AgentMayNot without READ_AUDIT_LOG."""

    def again(self, post_id: int, now: datetime, *, asked_by: Agent) -> str | None:
        """Has a post to a server tried anew, and returns its key; None where there is none or it is under way.

        Raises AgentMayNot without READ_AUDIT_LOG.
        """
