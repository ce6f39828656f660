"""Tags on conversations."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from bot.domain.staff.agents import Agent, Permission
from bot.storage.schema import conversation_tags as t


class SqlTags:
    """`services.ports.Tags`. Every method raises AgentMayNot without the permission to answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation_id: str, tag: str, *, asked_by: Agent, now: datetime) -> None:
        """A tag once more changes nothing."""
        asked_by.require(Permission.ANSWER_CONVERSATIONS)
        there = select(t.c.tag).where(t.c.conversation_id == conversation_id, t.c.tag == tag)
        if self._connection.execute(there).one_or_none() is None:
            row = {"conversation_id": conversation_id, "tag": tag, "at": now, "agent_id": asked_by.id}
            self._connection.execute(insert(t), row)

    def remove(self, conversation_id: str, tag: str, *, asked_by: Agent) -> None:
        """A tag that is not there changes nothing."""
        asked_by.require(Permission.ANSWER_CONVERSATIONS)
        self._connection.execute(delete(t).where(t.c.conversation_id == conversation_id, t.c.tag == tag))

    def used(self, *, asked_by: Agent, limit: int = 100) -> tuple[str, ...]:
        """Tags in use, the most frequent first."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        counted = select(t.c.tag).group_by(t.c.tag).order_by(func.count().desc(), t.c.tag).limit(limit)
        return tuple(self._connection.execute(counted).scalars())
