"""Open pages of the console: each says from time to time that it is still there."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from bot.domain.staff.agents import PERMISSIONS, Agent, Permission
from bot.services.records.conversations import Present
from bot.storage.kernel.columns import Instant
from bot.storage.schema import agent_roles, agents
from bot.storage.schema import presence as t

GONE = timedelta(seconds=30)
"""A page unseen for this long is closed, its computer asleep, or its desk dead."""

TYPING = timedelta(seconds=8)
"""How long a sign of typing counts."""

_ANSWERING = tuple(role.value for role, may in PERMISSIONS.items() if Permission.ANSWER_CONVERSATIONS in may)
_APPEAR = (
    update(t)
    .where(t.c.page == bindparam("this"))
    .values(seen_at=bindparam("now", type_=Instant), conversation_id=bindparam("conversation"))
)
_FORGET = delete(t).where(t.c.seen_at < bindparam("before", type_=Instant))
_HERE = t.c.seen_at >= bindparam("since", type_=Instant)
_ON = (
    select(agents.c.id, agents.c.name, func.max(t.c.typing_at).label("typing_at"))
    .select_from(t.join(agents, agents.c.id == t.c.agent_id))
    .where(t.c.conversation_id == bindparam("conversation"), t.c.agent_id != bindparam("me"), _HERE)
    .group_by(agents.c.id, agents.c.name)
    .order_by(agents.c.name)
)
_ON_DUTY = (
    select(t.c.agent_id)
    .distinct()
    .select_from(
        t.join(agent_roles, and_(agent_roles.c.agent_id == t.c.agent_id, agent_roles.c.role.in_(_ANSWERING))).join(
            agents, agents.c.id == t.c.agent_id
        )
    )
    .where(_HERE, agents.c.active, agents.c.away_since.is_(None))
    .order_by(t.c.agent_id)
)
_OPEN = select(t.c.agent_id).distinct().where(_HERE)


class SqlPresence:
    """`services.ports.Presence`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def appear(self, page: str, agent_id: int, conversation_id: str | None, now: datetime) -> None:
        """The page is open now, on a conversation or elsewhere; forgets pages unseen for long."""
        known = self._connection.execute(_APPEAR, {"this": page, "conversation": conversation_id, "now": now})
        if known.rowcount == 0:
            row = {"page": page, "agent_id": agent_id, "conversation_id": conversation_id, "seen_at": now}
            self._connection.execute(insert(t), row)
        self._connection.execute(_FORGET, {"before": now - 10 * GONE})

    def typing(self, page: str, at: datetime | None) -> None:
        """The agent at this page writes a reply (an instant), or has stopped (None)."""
        self._connection.execute(update(t).where(t.c.page == page).values(typing_at=at))

    def leave(self, page: str) -> None:
        """The page was closed."""
        self._connection.execute(delete(t).where(t.c.page == page))

    def on(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Present, ...]:
        """Colleagues with this conversation open, without who asks. Raises AgentMayNot."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        values = {"conversation": conversation_id, "me": asked_by.id, "since": now - GONE}
        rows = self._connection.execute(_ON, values).all()
        return tuple(Present(row.id, row.name, _recent(row.typing_at, now)) for row in rows)

    def agents_present(self, now: datetime) -> int:
        """How many agents who may answer have the console open and have not said to be away."""
        return len(self.on_duty(None, now))

    def on_duty(self, team: str | None, now: datetime) -> tuple[int, ...]:
        """Ids of the agents `agents_present` counts, of one team (its key) or of all (None)."""
        wanted = _ON_DUTY if team is None else _ON_DUTY.where(agents.c.team == team)
        return tuple(self._connection.execute(wanted, {"since": now - GONE}).scalars())

    def open_to(self, now: datetime) -> frozenset[int]:
        """Ids of everybody who has the console open, away or not, whatever they may do."""
        return frozenset(self._connection.execute(_OPEN, {"since": now - GONE}).scalars())


def _recent(typing_at: datetime | None, now: datetime) -> bool:
    return typing_at is not None and now - typing_at <= TYPING
