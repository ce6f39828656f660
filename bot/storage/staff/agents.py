"""Accounts of the partner's people, with their roles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.staff.account_errors import AddressTaken
from bot.domain.staff.agents import Agent, AgentRole
from bot.services.records.staff import Account
from bot.storage.schema import agent_roles
from bot.storage.schema import agents as t

ACCOUNT: Select[Any] = select(t)


class SqlAgents:
    """`services.ports.Agents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_id(self, agent_id: int) -> Agent | None:
        """The agent, disabled or not: names stay known."""
        found = self.account(agent_id)
        return found.agent if found else None

    def account(self, agent_id: int) -> Account | None:
        return self._one(t.c.id == agent_id)

    def account_by_email(self, email: str) -> Account | None:
        """The account with that address (case-insensitive)."""
        return self._one(t.c.email == email.strip().lower())

    def account_by_subject(self, subject: str) -> Account | None:
        """The account bound to a person of the partner's directory."""
        return self._one(t.c.oidc_subject == subject)

    def accounts(self) -> tuple[Account, ...]:
        """All of them, by name."""
        return self._all()

    def active(self) -> tuple[Agent, ...]:
        """Those who can sign in, by name."""
        return tuple(account.agent for account in self._all(t.c.active))

    def lock(self) -> None:
        """Until this transaction ends no other one changes accounts. SQLite lets one transaction write anyhow."""
        self._connection.execute(select(t.c.id).order_by(t.c.id).with_for_update(key_share=True)).all()

    def add(self, agent: Agent) -> Agent:
        """A new active account; `agent.id` is ignored. Raises AddressTaken."""
        row: dict[str, Any] = {"email": agent.email.strip().lower(), **_changeable(agent)}
        try:
            with self._connection.begin_nested():
                agent_id: int = self._connection.execute(insert(t).values(row).returning(t.c.id)).scalar_one()
        except IntegrityError as error:
            raise AddressTaken(email=agent.email) from error
        self._write_roles(agent_id, agent.roles)
        return replace(agent, id=agent_id, email=row["email"])

    def change(self, agent: Agent) -> None:
        """Writes name, team, roles, languages and language; the address stays."""
        self._connection.execute(update(t).where(t.c.id == agent.id).values(_changeable(agent)))
        self._connection.execute(delete(agent_roles).where(agent_roles.c.agent_id == agent.id))
        self._write_roles(agent.id, agent.roles)

    def set_active(self, agent_id: int, active: bool) -> None:
        self._connection.execute(update(t).where(t.c.id == agent_id).values(active=active))

    def set_password(self, agent_id: int, password_hash: str | None, *, must_change: bool) -> None:
        changed = {"password_hash": password_hash, "must_change_password": must_change}
        self._connection.execute(update(t).where(t.c.id == agent_id).values(changed))

    def set_away(self, agent_id: int, since: datetime | None) -> None:
        """The agent is away since then, or (None) here."""
        self._connection.execute(update(t).where(t.c.id == agent_id).values(away_since=since))

    def bind(self, agent_id: int, subject: str | None) -> None:
        """Ties the account to a person of the directory, or unties it."""
        self._connection.execute(update(t).where(t.c.id == agent_id).values(oidc_subject=subject))

    def _write_roles(self, agent_id: int, roles: frozenset[AgentRole]) -> None:
        if roles:
            rows = [{"agent_id": agent_id, "role": role.value} for role in sorted(roles)]
            self._connection.execute(insert(agent_roles), rows)

    def _one(self, condition: ColumnElement[bool]) -> Account | None:
        return next(iter(self._all(condition)), None)

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[Account, ...]:
        rows = self._connection.execute(ACCOUNT.where(*conditions).order_by(t.c.name, t.c.id)).all()
        held = self._connection.execute(
            select(agent_roles).where(agent_roles.c.agent_id.in_([row.id for row in rows]))
        ).all()
        return tuple(_account(row, [role.role for role in held if role.agent_id == row.id]) for row in rows)


def _changeable(agent: Agent) -> dict[str, Any]:
    return {
        "name": agent.name,
        "team": agent.team,
        "languages": list(agent.languages),
        "language": agent.language,
    }


def agent_of(row: Row[Any], roles: Sequence[str]) -> Agent:
    """An agent from a row of `agents` and the names of its roles."""
    return Agent(
        id=row.id,
        email=row.email,
        name=row.name,
        team=row.team,
        roles=frozenset(map(AgentRole, roles)),
        languages=tuple(row.languages),
        language=row.language,
        away_since=row.away_since,
    )


def _account(row: Row[Any], roles: Sequence[str]) -> Account:
    return Account(
        agent=agent_of(row, roles),
        active=row.active,
        password_hash=row.password_hash,
        must_change_password=row.must_change_password,
        oidc_subject=row.oidc_subject,
    )
