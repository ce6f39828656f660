"""Messages to review, and what people said that they mean."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.customers.identity import Identity
from bot.domain.staff.agents import Agent
from bot.services.records.learning import ReviewCounts, ReviewItem, ReviewQuery


class Reviews(Protocol):
    """Reviews on what was understood. Everything asked by an agent raises AgentMayNot without REVIEW_UNDERSTANDING."""

    def doubtful(self, asked: ReviewQuery, *, asked_by: Agent) -> tuple[ReviewItem, ...]:
        """Newest first, at most `asked.limit`, with their texts as written."""

    def counts(self, asked: ReviewQuery, *, asked_by: Agent) -> ReviewCounts:
        """All of them, narrowed by language and intent only."""

    def one(self, conversation_id: str, seq: int, *, asked_by: Agent) -> ReviewItem | None:
        """A customer's typed message that was understood somehow, doubtful or not; else None."""

    def judge(self, conversation_id: str, seq: int, intent: str | None, *, asked_by: Agent, now: datetime) -> bool:
        """Writes or changes a review; False when it was exported already."""

    def withdraw(self, conversation_id: str, seq: int, *, asked_by: Agent) -> bool:
        """Takes a review back; False when there is none or it was exported already."""

    def missed(
        self, conversation_id: str, topic: str, aspect: str | None, *, asked_by: Identity, now: datetime
    ) -> bool:
        """Notes that the answer to the latest typed question of that topic was not what was asked; False if none is."""

    def unexported(self, limit: int = 5000) -> tuple[ReviewItem, ...]:
        """Judged and not exported, discarded ones left out, oldest review first. For the export alone."""

    def exported(self, keys: Sequence[tuple[str, int]], now: datetime) -> int:
        """Notes that these reviews were exported; how many were not before."""
