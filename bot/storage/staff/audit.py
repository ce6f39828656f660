"""The audit log: entries are added and read; the database itself refuses to change or remove one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select

from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import LOOKS, Action, is_new_look
from bot.services.records.staff import About, AuditEntry, AuditQuery
from bot.storage.schema import agents, customers
from bot.storage.schema import audit as t

_ENTRIES: Select[Any] = select(
    t, agents.c.name.label("agent_name"), customers.c.name.label("customer_name")
).select_from(t.outerjoin(agents, agents.c.id == t.c.agent_id).outerjoin(customers, customers.c.id == t.c.customer_id))


class SqlAuditLog:
    """`services.ports.AuditLog`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self,
        agent: Agent | None,
        action: Action,
        now: datetime,
        *,
        details: Mapping[str, Any] | None = None,
        **about: Unpack[About],
    ) -> None:
        """Adds an entry; a look that was written a moment ago (LOOK_AGAIN_AFTER) is not written again."""
        if action in LOOKS and agent is not None and not is_new_look(self.last_look(agent, action, **about), now):
            return
        row = {"at": now, "agent_id": agent.id if agent else None, "action": action.value, **about}
        self._connection.execute(insert(t), {**row, "details": dict(details) if details else None})

    def last_look(self, agent: Agent, action: Action, **about: Unpack[About]) -> datetime | None:
        """When this very look was written last."""
        same = [t.c[name] == about.get(name) for name in About.__annotations__]
        mine = select(func.max(t.c.at)).where(t.c.agent_id == agent.id, t.c.action == action.value, *same)
        last: datetime | None = self._connection.execute(mine).scalar_one()
        return last

    def entries(
        self, asked: AuditQuery, *, asked_by: Agent, below: int | None = None, limit: int = 50
    ) -> tuple[AuditEntry, ...]:
        """Newest first, those with ids below a number. Raises AgentMayNot without READ_AUDIT_LOG."""
        asked_by.require(Permission.READ_AUDIT_LOG)
        wanted = _ENTRIES.where(*_conditions(asked, below)).order_by(t.c.id.desc()).limit(limit)
        return tuple(map(_entry, self._connection.execute(wanted)))


def _conditions(asked: AuditQuery, below: int | None) -> list[ColumnElement[bool]]:
    equal = {
        t.c.agent_id: asked.agent_id,
        t.c.action: asked.action.value if asked.action else None,
        t.c.conversation_id: asked.conversation_id,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if asked.customer is not None:
        named = customers.c.name.icontains(asked.customer, autoescape=True)
        conditions.append(or_(customers.c.number == asked.customer.upper(), named))
    if asked.since is not None:
        conditions.append(t.c.at >= asked.since)
    if asked.before is not None:
        conditions.append(t.c.at < asked.before)
    if below is not None:
        conditions.append(t.c.id < below)
    return conditions


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        action=Action(row.action),
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        customer_name=row.customer_name,
        subject=row.subject,
        details=row.details or {},
    )
