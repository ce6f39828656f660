"""What an agent wants to be told: read and changed by that agent alone; and what people were told."""

from datetime import datetime
from typing import Final

from bot.domain.staff.agents import Agent
from bot.domain.staff.alerting import AlertWishes
from bot.domain.staff.audit import Action
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.ports import Database
from bot.services.records.alerts import ToldRow

SHOWN: Final = 10


class MyAlerts:
    """The asking agent's own wishes and tellings."""

    def __init__(self, database: Database, passing_on: PassingOn) -> None:
        self._database = database
        self._passing_on = passing_on

    def of(self, *, asked_by: Agent) -> tuple[AlertWishes, tuple[ToldRow, ...]]:
        """What the agent wishes, and what they were told of late, the latest first."""
        with self._database.reading() as work:
            told = work.notices.tellings.of_agent(asked_by=asked_by, limit=SHOWN)
            return self._passing_on.wishes_of(work, asked_by.id), told

    def keep(self, wishes: AlertWishes, *, asked_by: Agent, now: datetime) -> None:
        """From now on; what is on its way already still comes."""
        with self._database.writing() as work:
            if wishes != self._passing_on.wishes_of(work, asked_by.id):
                work.staff.audit.note(
                    asked_by, Action.AGENT_CHANGED, now, subject=asked_by.email, details={"changed": ["alerts"]}
                )
            work.notices.wishes.keep(asked_by.id, wishes)

    def told_of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told that somebody waits there, or of its tickets, in order. Raises AgentMayNot."""
        with self._database.reading() as work:
            return work.notices.tellings.of_conversation(conversation_id, asked_by=asked_by)

    def told_of_ticket(self, number: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told of a ticket of the agent's matters, in order."""
        with self._database.reading() as work:
            return work.notices.tellings.of_ticket(number, asked_by=asked_by)
