"""Alerts: written once, in the transaction of what they tell of."""

from datetime import datetime

from sqlalchemy import Connection, select

from bot.domain.staff.agents import Agent
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Target
from bot.services.records.support import Alert, AlertDraft
from bot.storage.kernel.columns import unless_there
from bot.storage.schema import agents, tickets
from bot.storage.schema import alerts as t


class SqlAlerts:
    """`services.ports.support.Alerts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell(self, draft: AlertDraft, now: datetime) -> bool:
        """Writes it down; False where the same key stands already."""
        ticket = select(tickets.c.id).where(tickets.c.number == draft.number).scalar_subquery()
        spoken = select(tickets.c.conversation_id).where(tickets.c.number == draft.number).scalar_subquery()
        row = {
            "key": draft.key,
            "kind": draft.kind.value,
            "target": draft.target.value if draft.target else None,
            "agent_id": draft.agent_id,
            "ticket_id": ticket if draft.number else None,
            "conversation_id": draft.conversation_id or spoken,
            "due_at": draft.due_at,
            "made_at": now,
        }
        # The row itself tells whether it was added: not every database counts the rows of an INSERT.
        added = unless_there(self._connection, t).values(row).returning(t.c.id)
        return self._connection.execute(added).first() is not None

    def knows(self, key: str) -> bool:
        """Whether that was written down before."""
        return self._connection.execute(select(t.c.id).where(t.c.key == key)).first() is not None

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[Alert, ...]:
        """Who was told of which deadline of a ticket of the agent's matters, in order."""
        found = (
            select(t, agents.c.name)
            .select_from(t.join(tickets, tickets.c.id == t.c.ticket_id).outerjoin(agents, agents.c.id == t.c.agent_id))
            .where(tickets.c.number == number, tickets.c.matter.in_(sorted(asked_by.matters)), t.c.target.is_not(None))
            .order_by(t.c.made_at, t.c.id)
        )
        rows = self._connection.execute(found)
        return tuple(Alert(AlertKind(r.kind), Target(r.target), r.name, r.due_at, r.made_at) for r in rows)
