"""Who of the partner's people is there for customers: on duty, away, or not at the console."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class ColleagueNow:
    """A colleague who may answer customers. `at_console`: a page of the console is open in some browser of theirs."""

    agent: Agent
    at_console: bool

    @property
    def on_duty(self) -> bool:
        """Whether customers can be sent to them now."""
        return self.at_console and not self.agent.is_away


class Duty:
    """Going away and coming back. Signing in ends being away: `services.staff.sessions.begin`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def go_away(self, *, asked_by: Agent, now: datetime) -> None:
        """From now on nobody offers the agent work. Who is away already stays so since the first time."""
        with self._database.writing() as work:
            known = work.staff.agents.by_id(asked_by.id)
            if known is not None and not known.is_away:
                work.staff.agents.set_away(asked_by.id, now)
                work.staff.audit.note(asked_by, Action.WENT_AWAY, now)

    def come_back(self, *, asked_by: Agent, now: datetime) -> None:
        """The agent is there again."""
        with self._database.writing() as work:
            known = work.staff.agents.by_id(asked_by.id)
            if known is not None and known.is_away:
                work.staff.agents.set_away(asked_by.id, None)
                work.staff.audit.note(asked_by, Action.CAME_BACK, now)

    def on_duty(self, team: str | None, now: datetime) -> tuple[int, ...]:
        """Ids of agents of a team (its key; None: of any) whom customers can reach now.

        They may answer, have the console open and have not said to be away.
        """
        with self._database.reading() as work:
            return work.staff.presence.on_duty(team, now)

    def colleagues(self, *, asked_by: Agent, now: datetime) -> tuple[ColleagueNow, ...]:
        """Everybody who may answer customers, by name. Raises AgentMayNot without READ_CONVERSATIONS."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        with self._database.reading() as work:
            active, there = work.staff.agents.active(), work.staff.presence.open_to(now)
        able = (one for one in active if one.may(Permission.ANSWER_CONVERSATIONS))
        return tuple(ColleagueNow(one, one.id in there) for one in able)
