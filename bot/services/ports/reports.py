"""How content customers were, and the figures about the desk's work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.conversations.satisfaction import Asked, LedByBot, Rating
from bot.domain.reports.counts import Comment, Day, DayCount, Group, Period, Ratings, Selection, StretchTimes
from bot.domain.staff.agents import Agent


class Responses(Protocol):
    """The sentences and buttons customers read, by key and language."""

    def say(self, key: str, language: str, **blanks: object) -> str:
        """The text with its blanks filled."""

    def buttons(self, key: str, language: str, **blanks: object) -> tuple[dict[str, Any], ...]:
        """The buttons (title, payload or url) with their blanks filled."""


class Satisfaction(Protocol):
    """Questions about satisfaction and their answers. Whoever rates is known by the conversation only."""

    def ask(self, conversation_id: str, segment: int, about: Asked, stretch_id: int | None, now: datetime) -> int:
        """Notes that the question is asked now; its id. A segment or stretch is asked about once only."""

    def led_by_bot(self, conversation_id: str, segment: int) -> LedByBot:
        """What happened so far in this segment, the conversation's present one."""

    def get(self, rating_id: int, conversation_id: str) -> Rating | None:
        """The question asked in this very conversation, or None."""

    def keep_score(self, rating: Rating) -> None:
        """Writes score and instant."""

    def keep_comment(self, rating_id: int, comment: str) -> None:
        """Writes the comment of a scored rating; a later one replaces it."""

    def latest_choice(self, conversation_id: str) -> str | None:
        """The payload of the button in the customer's latest message, or None."""

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[Rating, ...]:
        """All questions of a conversation, oldest first. Raises AgentMayNot without READ_CONVERSATIONS."""


class Numbers(Protocol):
    """Counts for the numbers page, each by one grouped query. Every method raises AgentMayNot without SEE_NUMBERS."""

    def groups(self, period: Period, selection: Selection, *, asked_by: Agent, now: datetime) -> tuple[Group, ...]:
        """Conversations by language and channel, with how many are over, solved, and with people."""

    def intents(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Messages the engine read and the assistant answered, by intent."""

    def days(self, days: Sequence[Day], selection: Selection, *, asked_by: Agent) -> tuple[DayCount, ...]:
        """Conversations and stretches of each day, in order."""

    def stretches(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[StretchTimes, ...]:
        """The stretches that began in the period."""

    def ratings(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[Ratings, ...]:
        """Questions asked in the period and their answers, by what they were about."""

    def comments(
        self, period: Period, selection: Selection, *, asked_by: Agent, limit: int = 50
    ) -> tuple[Comment, ...]:
        """What customers wrote about questions asked in the period, newest first."""

    def channels(self, *, asked_by: Agent) -> tuple[str, ...]:
        """Channels conversations came by, in alphabetical order."""
