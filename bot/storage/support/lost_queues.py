"""Which teams and queues rows name that partner.yml does not name any more."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select, true

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.support.routing import Routing
from bot.domain.support.tickets import TicketState
from bot.storage.schema import agents, canned_replies, conversations, tickets

_NAMING: tuple[tuple[str, Column[Any], ColumnElement[bool]], ...] = (
    ("team", agents.c.team, agents.c.active == true()),
    ("team", canned_replies.c.team, canned_replies.c.deleted_at.is_(None)),
    ("queue", conversations.c.queue, conversations.c.owner_kind != OwnerKind.BOT.value),
    ("queue", tickets.c.queue, tickets.c.state != TicketState.CLOSED.value),
)
"""What people still work with: who can sign in, replies in use, conversations people have, tickets not closed."""


def named_elsewhere(connection: Connection, routing: Routing) -> Mapping[tuple[str, str], int]:
    """How many rows name each lost key, by ("team" or "queue", key)."""
    known = {"team": set(routing.teams), "queue": {queue.key for queue in routing.queues}}
    lost: Counter[tuple[str, str]] = Counter()
    for kind, column, used in _NAMING:
        rows = connection.execute(select(column, func.count()).where(used).group_by(column))
        lost.update({(kind, key): count for key, count in rows if key is not None and key not in known[kind]})
    return lost
