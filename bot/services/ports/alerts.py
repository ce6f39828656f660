"""Alerts on their way to agents: what each wishes, and who was told what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.staff.agents import Agent
from bot.domain.staff.alerting import AlertWishes
from bot.services.records.alerts import AlertFacts, TellingDraft, TellingState, ToldRow, WaitingTelling


class Wishes(Protocol):
    """What agents want to be told. Who has said nothing is not listed."""

    def all(self) -> Mapping[int, AlertWishes]:
        """By the agents' ids."""

    def keep(self, agent_id: int, wishes: AlertWishes) -> None:
        """Replaces what this agent wished before."""


class Tellings(Protocol):
    """Alerts passed on to people: for the desk itself, which decides who is told."""

    def to_pass_on(self, limit: int) -> tuple[AlertFacts, ...]:
        """Alerts nobody was looked for yet, the oldest first."""

    def pass_on(self, alert_id: int, drafts: Sequence[TellingDraft], now: datetime) -> bool:
        """Keeps who is told of it; False, and nothing is kept, where that was done before."""

    def agents_due(self, now: datetime) -> tuple[int, ...]:
        """Agents for whom a mail is due."""

    def to_mail(self, agent_id: int) -> tuple[WaitingTelling, ...]:
        """Everything that waits to be mailed to an agent, in order, locked until the transaction ends."""

    def to_push(self, telling_id: int) -> WaitingTelling | None:
        """A telling by push, locked; None where it waits no more or another desk has it."""

    def settle(self, ids: Sequence[int], state: TellingState, now: datetime, mail_key: str | None = None) -> None:
        """What became of tellings that waited."""

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told of this conversation or its tickets, in order. Raises AgentMayNot without READ_CONVERSATIONS."""

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told of a ticket of the agent's matters, in order."""

    def of_agent(self, *, asked_by: Agent, limit: int) -> tuple[ToldRow, ...]:
        """What the asking agent was told, the latest first."""
