"""The audit log for whoever is not in a transaction of its own: looks, downloads, and reading the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import LOOKS, Action, is_new_look
from bot.services.ports import Database, Work
from bot.services.records.staff import About, AuditEntry, AuditQuery


@dataclass(frozen=True, slots=True)
class Look:
    """An entry to be made because something was read: a look at something, or a search."""

    action: Action
    about: About


class Audit:
    """Adds entries and reads them. A decision is noted inside its own transaction, by `work.staff.audit.note`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self,
        agent: Agent | None,
        action: Action,
        now: datetime,
        *,
        details: Mapping[str, Any] | None = None,
        **about: Unpack[About],
    ) -> None:
        """Adds an entry. A look written within LOOK_AGAIN_AFTER costs a read and writes nothing."""
        if action in LOOKS and agent is not None:
            with self._database.reading() as work:
                if not self.new_looks(work, agent, [Look(action, about)], now):
                    return
        with self._database.writing() as work:
            work.staff.audit.note(agent, action, now, details=details, **about)

    def new_looks(self, work: Work, agent: Agent, looks: Sequence[Look], now: datetime) -> tuple[Look, ...]:
        """Those of somebody's looks that are to be written, not having been for LOOK_AGAIN_AFTER."""
        audit = work.staff.audit
        return tuple(look for look in looks if is_new_look(audit.last_look(agent, look.action, **look.about), now))

    def note_looks(self, agent: Agent, looks: Sequence[Look], now: datetime) -> None:
        """Adds an entry for each look, in one transaction; without looks it does nothing."""
        if not looks:
            return
        with self._database.writing() as work:
            for look in looks:
                work.staff.audit.note(agent, look.action, now, **look.about)

    def entries(
        self, asked: AuditQuery, *, asked_by: Agent, below: int | None = None, limit: int = 50
    ) -> tuple[AuditEntry, ...]:
        """Newest first, those with ids below a number. Raises AgentMayNot without READ_AUDIT_LOG."""
        with self._database.reading() as work:
            return work.staff.audit.entries(asked, asked_by=asked_by, below=below, limit=limit)

    def people(self, *, asked_by: Agent) -> tuple[Agent, ...]:
        """Everybody who may have entries, disabled or not. Raises AgentMayNot without READ_AUDIT_LOG."""
        asked_by.require(Permission.READ_AUDIT_LOG)
        with self._database.reading() as work:
            return tuple(account.agent for account in work.staff.agents.accounts())
