"""Conversations as agents see them, in lists and row by row, and as their own customer does."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversations.messages import Message
from bot.domain.customers.identity import Identity
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import ConversationQuery, Listed, OwnConversation


class Overview(Protocol):
    """Conversations as agents see them. Every method raises AgentMayNot without READ_CONVERSATIONS."""

    def rows(self, asked: ConversationQuery, *, asked_by: Agent, now: datetime) -> tuple[Listed, ...]:
        """The conversations of a list, at most `asked.limit`."""

    def total(self, asked: ConversationQuery, *, asked_by: Agent) -> int | None:
        """How many conversations the whole list has; None where nobody counts."""

    def calling(self, since: datetime, *, asked_by: Agent, limit: int = 50) -> tuple[Listed, ...]:
        """Queued conversations and the agent's own that wait since then or later; the newest first."""

    def one(self, conversation_id: str, *, asked_by: Agent) -> Listed | None:
        """One conversation as lists show it, or None."""

    def counts(self, own: Sequence[str], *, asked_by: Agent) -> Mapping[str, int]:
        """How many conversations are in the views waiting, mine and team, `own` being its queues."""

    def transcript(
        self, conversation_id: str, *, asked_by: Agent, after: int = 0, before: int | None = None, limit: int = 200
    ) -> tuple[Message, ...]:
        """Rows of the log with notes and suppressed replies, each with its turn's summary, in order.

        After a number, or with `before` the last ones before it.
        """


class OwnConversations(Protocol):
    """A contact's own conversations. Every method finds nothing for who is no contact."""

    def latest(self, channel: str, *, asked_by: Identity) -> OwnConversation | None:
        """The one taken up last, which is where a contact goes on."""

    def listed(self, *, asked_by: Identity, limit: int) -> tuple[OwnConversation, ...]:
        """Those in which something was said, the one spoken in last first."""

    def one(self, conversation_id: str, *, asked_by: Identity) -> OwnConversation | None:
        """One of them; None also for somebody else's."""

    def unread(self, *, asked_by: Identity) -> int:
        """How many messages the contact has not seen yet, in all of them; counts no further than MOST_UNREAD."""

    def take_up(self, conversation_id: str, *, asked_by: Identity) -> None:
        """From now on the contact goes on here."""

    def saw(self, conversation_id: str, seq: int) -> None:
        """The customer has seen everything up to `seq`; never goes back."""

    def wrote_below(self, conversation_id: str, seq: int) -> None:
        """Who wrote row `seq` had what stands above it before the eyes, but for agents' words not fetched yet."""

    def was_here(self, conversation_id: str, now: datetime) -> None:
        """Notes a sign of the customer's client."""

    def here_at(self, conversation_id: str) -> datetime | None:
        """The last sign of the customer's client that was noted."""
