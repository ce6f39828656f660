"""Where agents are signed in: begin, resolve, list and end sessions."""

import secrets
from dataclasses import replace
from datetime import datetime

from bot.domain.staff.agents import Agent, may_manage
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import AgentMayNot, AgentNotFound, SessionEnded
from bot.domain.staff.sessions import LIFE, SEEN_EVERY
from bot.services.conversations.sign_in import digest
from bot.services.ports import Database, Work
from bot.services.records.staff import Session

LONGEST_BROWSER = 300
"""Characters kept of what a browser calls itself."""


class AgentSessions:
    """Sessions of the console. The cookie's value is known to the browser alone; here is its digest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def resolve(self, token: str, now: datetime) -> Session:
        """The session a cookie opens; notes that it was used. Raises SessionEnded when it is none or over."""
        with self._database.reading() as work:
            session = work.staff.sessions.resolve(digest(token), now)
        if session is None:
            raise SessionEnded()
        if now - session.seen_at >= SEEN_EVERY:
            with self._database.writing(durable=False) as work:
                work.staff.sessions.seen(session.digest, now)
        return session

    def living(self, session_digest: str, now: datetime) -> bool:
        """Whether a session known by its digest still lives: for streams, which outlast many a decision."""
        with self._database.reading() as work:
            return work.staff.sessions.resolve(session_digest, now) is not None

    def end(self, session: Session, now: datetime) -> None:
        """Signs out."""
        with self._database.writing() as work:
            work.staff.sessions.revoke(session.digest, now)
            work.staff.audit.note(session.agent, Action.SIGNED_OUT, now)

    def of(self, agent_id: int, now: datetime, *, asked_by: Agent) -> tuple[Session, ...]:
        """Where an agent is signed in, the latest seen first: one's own, or another's for who may manage them.

        Raises AgentNotFound and AgentMayNot.
        """
        with self._database.reading() as work:
            self._require(work, agent_id, asked_by)
            return work.staff.sessions.of(agent_id, now)

    def revoke(self, agent_id: int, name: str, now: datetime, *, asked_by: Agent) -> None:
        """Ends one session by its name. Raises SessionEnded when it is over already, AgentNotFound, AgentMayNot."""
        with self._database.writing() as work:
            whose = self._require(work, agent_id, asked_by)
            wanted = next((one for one in work.staff.sessions.of(agent_id, now) if one.name == name), None)
            if wanted is not None and work.staff.sessions.revoke(wanted.digest, now):
                work.staff.audit.note(asked_by, Action.SESSION_REVOKED, now, subject=whose.email)

    def revoke_all(self, agent_id: int, now: datetime, *, asked_by: Agent, but: Session | None = None) -> int:
        """Ends all sessions of an agent, but one; how many. Raises AgentNotFound and AgentMayNot."""
        with self._database.writing() as work:
            whose = self._require(work, agent_id, asked_by)
            ended = work.staff.sessions.revoke_all(agent_id, now, but=but.digest if but else None)
            if ended:
                work.staff.audit.note(
                    asked_by, Action.SESSION_REVOKED, now, subject=whose.email, details={"count": ended}
                )
            return ended

    @staticmethod
    def _require(work: Work, agent_id: int, asked_by: Agent) -> Agent:
        whose = work.staff.agents.by_id(agent_id)
        if whose is None:
            raise AgentNotFound()
        if agent_id != asked_by.id and not may_manage(asked_by, whose.roles):
            raise AgentMayNot(permission="manage_agents")
        return whose


def begin(work: Work, agent: Agent, browser: str, now: datetime, *, must_change_password: bool) -> tuple[str, Session]:
    """A new session within a transaction under way: the cookie's value, which is nowhere else, and the session.

    Who signs in is there: an absence ends with it.
    """
    if agent.is_away:
        work.staff.agents.set_away(agent.id, None)
        work.staff.audit.note(agent, Action.CAME_BACK, now)
        agent = replace(agent, away_since=None)
    token = secrets.token_urlsafe(32)
    session = Session(
        digest=digest(token),
        agent=agent,
        began_at=now,
        seen_at=now,
        expires_at=now + LIFE,
        browser=browser[:LONGEST_BROWSER],
        must_change_password=must_change_password,
    )
    work.staff.sessions.begin(session)
    return token, session
