"""Leases: which worker may take the turns of a conversation, and until when."""

from sqlalchemy import Connection, bindparam, or_, update

from bot.domain.conversations.leases import Lease
from bot.storage.kernel.columns import Instant
from bot.storage.kernel.holding import is_over
from bot.storage.schema import conversations as t

_THIS = t.c.id == bindparam("conversation")

_TAKE = (
    update(t)
    .where(
        _THIS,
        or_(
            t.c.lease_worker.is_(None),
            t.c.lease_worker == bindparam("worker"),
            is_over(t.c.lease_until, bindparam("begins", type_=Instant), bindparam("furthest", type_=Instant)),
        ),
    )
    .values(lease_worker=bindparam("worker"), lease_until=bindparam("until", type_=Instant))
)
_RELEASE = update(t).where(_THIS, t.c.lease_worker == bindparam("worker")).values(lease_worker=None, lease_until=None)


class SqlLeases:
    """`services.ports.Leases`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, conversation_id: str, lease: Lease) -> bool:
        """Takes the conversation for one worker if `Lease.may_follow` allows it; renews an own lease."""
        values = {"worker": lease.worker, "begins": lease.begins, "until": lease.until, "furthest": lease.furthest}
        return self._connection.execute(_TAKE, values | {"conversation": conversation_id}).rowcount == 1

    def release(self, conversation_id: str, *, worker: str) -> None:
        """Gives the lease back, if it is still this worker's."""
        self._connection.execute(_RELEASE, {"conversation": conversation_id, "worker": worker})
