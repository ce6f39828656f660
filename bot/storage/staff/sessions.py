"""Browsers in which agents are signed in, kept by the digest of their cookie."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from bot.domain.staff.sessions import IDLE, KEPT
from bot.services.records.staff import Session
from bot.storage.schema import agent_roles, agents
from bot.storage.schema import agent_sessions as t
from bot.storage.staff.agents import agent_of


def _living(now: datetime) -> ColumnElement[bool]:
    return and_(t.c.revoked_at.is_(None), t.c.expires_at > now, t.c.seen_at > now - IDLE, agents.c.active)


class SqlSessions:
    """`services.ports.Sessions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, session: Session) -> None:
        """Remembers a session; forgets those long over."""
        self._connection.execute(delete(t).where(t.c.expires_at < session.began_at - KEPT))
        row = {
            "digest": session.digest,
            "agent_id": session.agent.id,
            "began_at": session.began_at,
            "seen_at": session.seen_at,
            "expires_at": session.expires_at,
            "browser": session.browser,
        }
        self._connection.execute(insert(t), row)

    def resolve(self, digest: str, now: datetime) -> Session | None:
        """The living session of an active agent, or None."""
        return next(iter(self._sessions(t.c.digest == digest, _living(now))), None)

    def seen(self, digest: str, now: datetime) -> None:
        self._connection.execute(update(t).where(t.c.digest == digest, t.c.seen_at < now).values(seen_at=now))

    def of(self, agent_id: int, now: datetime) -> tuple[Session, ...]:
        """The agent's living sessions, the latest seen first."""
        return self._sessions(t.c.agent_id == agent_id, _living(now))

    def revoke(self, digest: str, now: datetime) -> bool:
        """Ends one; False when it had ended."""
        return self._revoke(now, t.c.digest == digest) > 0

    def revoke_all(self, agent_id: int, now: datetime, *, but: str | None = None) -> int:
        """Ends all of an agent's, but one; how many."""
        others = [t.c.digest != but] if but is not None else []
        return self._revoke(now, t.c.agent_id == agent_id, *others)

    def _revoke(self, now: datetime, *conditions: ColumnElement[bool]) -> int:
        ended = update(t).where(t.c.revoked_at.is_(None), *conditions).values(revoked_at=now)
        return self._connection.execute(ended).rowcount

    def _sessions(self, *conditions: ColumnElement[bool]) -> tuple[Session, ...]:
        """One row a role, gathered by session."""
        joined = t.join(agents, agents.c.id == t.c.agent_id).outerjoin(
            agent_roles, agent_roles.c.agent_id == t.c.agent_id
        )
        wanted = (
            select(t, agents, agent_roles.c.role)
            .select_from(joined)
            .where(*conditions)
            .order_by(t.c.seen_at.desc(), t.c.digest)
        )
        found: dict[str, list[Any]] = {}
        for row in self._connection.execute(wanted):
            found.setdefault(row.digest, []).append(row)
        return tuple(_session(rows) for rows in found.values())


def _session(rows: list[Any]) -> Session:
    first = rows[0]
    return Session(
        digest=first.digest,
        agent=agent_of(first, [row.role for row in rows if row.role is not None]),
        began_at=first.began_at,
        seen_at=first.seen_at,
        expires_at=first.expires_at,
        browser=first.browser,
        must_change_password=first.must_change_password,
    )
