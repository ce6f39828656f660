"""Counts for figures about the desk's work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.reports.counts import Comment, Day, DayCount, Group, Period, Ratings, Selection, StretchTimes
from bot.domain.staff.agents import Agent


class ReportCounts(Protocol):
    """Counts for the reports page, each by one grouped query. Every method raises AgentMayNot without SEE_REPORTS."""

    def groups(self, period: Period, selection: Selection, *, asked_by: Agent, now: datetime) -> tuple[Group, ...]:
        """Conversations by language and channel, with how many are over, solved, and with people."""

    def intents(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Messages the engine read and the assistant answered, by intent."""

    def missed(self, period: Period, selection: Selection, *, asked_by: Agent) -> int:
        """Answers that looked something up of which customers said in the period that they were not what was asked."""

    def days(self, days: Sequence[Day], selection: Selection, *, asked_by: Agent) -> tuple[DayCount, ...]:
        """Conversations and stretches of each day, in order."""

    def stretches(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[StretchTimes, ...]:
        """The stretches that began in the period."""

    def tickets(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Tickets opened in the period, by the queue they are in now."""

    def ratings(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[Ratings, ...]:
        """Questions asked in the period and their answers, by what they were about."""

    def comments(
        self, period: Period, selection: Selection, *, asked_by: Agent, limit: int = 50
    ) -> tuple[Comment, ...]:
        """What customers wrote about questions asked in the period, newest first."""

    def channels(self, *, asked_by: Agent) -> tuple[str, ...]:
        """Channels conversations came by, in alphabetical order."""
