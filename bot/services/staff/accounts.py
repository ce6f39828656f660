"""Accounts of the partner's people: who may create, change, disable them, and the rules nobody gets around."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.partner import Partner
from bot.domain.staff.account_errors import AccountIncomplete, AccountNotYours, LastGlobalAdmin, RoleMissing
from bot.domain.staff.agents import Agent, AgentRole, Permission, may_manage
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import AgentMayNot, AgentNotFound, TeamUnknown
from bot.services.ports import Database, PasswordHasher, Work
from bot.services.records.staff import Account
from bot.services.staff.own_account import require_strength

OPERATOR: Final = Agent(0, "", "", "", frozenset({AgentRole.GLOBAL_ADMIN}))
"""Whoever may run commands on the machine: asks for everything, has no account, and is nobody in the audit log."""

_UNMISTAKABLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses when reading them to somebody."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an account says about a person; see `Agent`."""

    name: str
    team: str
    roles: frozenset[AgentRole]
    languages: tuple[str, ...]
    language: str


class Accounts:
    """Reads and changes accounts. Every method raises AgentMayNot for who may not manage the account in question."""

    def __init__(self, database: Database, partner: Partner, passwords: PasswordHasher) -> None:
        self._database = database
        self._partner = partner
        self._passwords = passwords

    def all(self, *, asked_by: Agent) -> tuple[Account, ...]:
        """Every account, disabled ones too, by name."""
        asked_by.require(Permission.MANAGE_AGENTS)
        with self._database.reading() as work:
            return work.staff.agents.accounts()

    def one(self, agent_id: int, *, asked_by: Agent) -> Account:
        """One account. Raises AgentNotFound."""
        asked_by.require(Permission.MANAGE_AGENTS)
        with self._database.reading() as work:
            return _account(work, agent_id)

    def add(
        self, email: str, said: Particulars, now: datetime, *, asked_by: Agent, password: str | None = None
    ) -> tuple[Agent, str]:
        """A new account and its password, which is generated, good for one sign-in and kept nowhere else.

        With `password` it is that one, and stays.
        Raises AddressTaken, AccountIncomplete, RoleMissing, TeamUnknown and PasswordTooWeak.
        """
        self._check(said)
        address = email.strip().lower()
        if not is_email(address):
            raise AccountIncomplete()
        new = _said_of(Agent(0, address, "", ""), said)
        chosen, stored = self._password(new, password)
        with self._database.writing() as work:
            _require(work, asked_by, said.roles)
            agent = work.staff.agents.add(new)
            work.staff.agents.set_password(agent.id, stored, must_change=password is None)
            details = {"roles": sorted(agent.roles), "team": agent.team}
            work.staff.audit.note(_noted(asked_by), Action.AGENT_ADDED, now, subject=agent.email, details=details)
        return agent, chosen

    def change(self, agent_id: int, said: Particulars, now: datetime, *, asked_by: Agent) -> Agent:
        """Writes the particulars; other roles end the account's sessions.

        Raises AgentNotFound, AccountNotYours (own roles), LastGlobalAdmin, AccountIncomplete, RoleMissing, TeamUnknown.
        """
        self._check(said)
        with self._changing(agent_id, asked_by) as (work, account):
            before = account.agent
            _require(work, asked_by, before.roles | said.roles)
            if before.id == asked_by.id and before.roles != said.roles:
                raise AccountNotYours()
            after = _said_of(before, said)
            work.staff.agents.change(after)
            if before.roles != after.roles:
                work.staff.sessions.revoke_all(agent_id, now)
            _note_changes(work, asked_by, before, after, now)
            return after

    def set_active(self, agent_id: int, active: bool, now: datetime, *, asked_by: Agent) -> None:
        """Disables an account, which ends its sessions at once, or enables it. What it did stays in every record.

        Raises AgentNotFound, AccountNotYours and LastGlobalAdmin.
        """
        with self._changing(agent_id, asked_by) as (work, account):
            if agent_id == asked_by.id:
                raise AccountNotYours()
            if account.active == active:
                return
            work.staff.agents.set_active(agent_id, active)
            work.staff.sessions.revoke_all(agent_id, now)
            action = Action.AGENT_ENABLED if active else Action.AGENT_DISABLED
            work.staff.audit.note(_noted(asked_by), action, now, subject=account.agent.email)

    def reset_password(self, agent_id: int, now: datetime, *, asked_by: Agent, password: str | None = None) -> str:
        """A password good for one sign-in; ends the account's sessions. With `password` it is that one, and stays.

        Raises AgentNotFound, AccountNotYours and PasswordTooWeak.
        """
        chosen, stored = self._password(self.one(agent_id, asked_by=asked_by).agent, password)
        with self._changing(agent_id, asked_by) as (work, account):
            if agent_id == asked_by.id:
                raise AccountNotYours()
            work.staff.agents.set_password(agent_id, stored, must_change=password is None)
            work.staff.sessions.revoke_all(agent_id, now)
            work.staff.audit.note(_noted(asked_by), Action.PASSWORD_RESET, now, subject=account.agent.email)
        return chosen

    def unbind(self, agent_id: int, now: datetime, *, asked_by: Agent) -> None:
        """Forgets which person of the directory the account belongs to; ends its sessions. Raises AgentNotFound."""
        with self._changing(agent_id, asked_by) as (work, account):
            work.staff.agents.bind(agent_id, None)
            work.staff.sessions.revoke_all(agent_id, now)
            details = {"changed": ["directory"]}
            work.staff.audit.note(
                _noted(asked_by), Action.AGENT_CHANGED, now, subject=account.agent.email, details=details
            )

    @contextmanager
    def _changing(self, agent_id: int, asked_by: Agent) -> Iterator[tuple[Work, Account]]:
        """One change at a time: two admins who demote each other at the same moment leave one of them."""
        with self._database.writing() as work:
            work.staff.agents.lock()
            account = _account(work, agent_id)
            _require(work, asked_by, account.agent.roles)
            yield work, account
            if _is_admin(account) and not any(map(_is_admin, work.staff.agents.accounts())):
                raise LastGlobalAdmin()

    def _check(self, said: Particulars) -> None:
        if not said.name.strip() or not said.languages or not set(said.languages) <= set(LANGUAGES):
            raise AccountIncomplete()
        if not said.roles:
            raise RoleMissing()
        if said.team not in self._partner.routing.teams:
            raise TeamUnknown(team=said.team)

    def _password(self, agent: Agent, wanted: str | None) -> tuple[str, str]:
        """Before the transaction: hashing takes long."""
        if wanted is not None:
            require_strength(wanted, agent)
        password = wanted or one_time_password()
        return password, self._passwords.hashed(password)


def one_time_password(choose: Callable[[str], str] = secrets.choice) -> str:
    """Twenty characters in groups of five: nearly a hundred bits, and readable over the telephone."""
    return "-".join("".join(choose(_UNMISTAKABLE) for _ in range(5)) for _ in range(4))


def _account(work: Work, agent_id: int) -> Account:
    found = work.staff.agents.account(agent_id)
    if found is None:
        raise AgentNotFound()
    return found


def _require(work: Work, asked_by: Agent, roles: frozenset[AgentRole]) -> None:
    """By the roles of this very moment, not those of when the page was opened."""
    if asked_by is not OPERATOR:
        present = work.staff.agents.account(asked_by.id)
        if present is None or not present.active or not may_manage(present.agent, roles):
            raise AgentMayNot(permission=Permission.MANAGE_AGENTS.value)


def _noted(asked_by: Agent) -> Agent | None:
    return None if asked_by is OPERATOR else asked_by


def _is_admin(account: Account) -> bool:
    return account.active and AgentRole.GLOBAL_ADMIN in account.agent.roles


def _said_of(agent: Agent, said: Particulars) -> Agent:
    return replace(
        agent,
        name=said.name.strip(),
        team=said.team,
        roles=said.roles,
        languages=said.languages,
        language=said.language if said.language in LANGUAGES else agent.language,
    )


def _note_changes(work: Work, asked_by: Agent, before: Agent, after: Agent, now: datetime) -> None:
    fields = ("name", "team", "roles", "languages", "language")
    changed = [field for field in fields if getattr(before, field) != getattr(after, field)]
    if changed:
        details: dict[str, object] = {"changed": changed}
        if "roles" in changed:
            details["roles"] = sorted(after.roles)
        work.staff.audit.note(_noted(asked_by), Action.AGENT_CHANGED, now, subject=after.email, details=details)
