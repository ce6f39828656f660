"""Failed attempts to sign in, counted by digests: the table tells nobody which addresses were tried."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.staff.sessions import FORGOTTEN_AFTER
from bot.storage.schema import sign_in_attempts as t

_FIRST = {
    "sqlite": sqlite.insert(t).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(t).on_conflict_do_nothing(),
}


class SqlAttempts:
    """`services.ports.Attempts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, keys: Sequence[str], now: datetime) -> Mapping[str, tuple[int, datetime | None]]:
        """Locks the counters until the transaction ends: failures of late, and until when each key is held.

        Always in the same order, so that two attempts never wait for each other.
        """
        for key in sorted(keys):
            row = {"key": key, "failures": 0, "last_at": now, "held_until": None}
            self._connection.execute(_FIRST[self._connection.dialect.name], row)
        wanted = select(t).where(t.c.key.in_(keys)).order_by(t.c.key).with_for_update()
        rows = self._connection.execute(wanted).all()
        return {row.key: (0 if row.last_at <= now - FORGOTTEN_AFTER else row.failures, row.held_until) for row in rows}

    def write(self, key: str, failures: int, held_until: datetime | None, now: datetime) -> None:
        """Keeps a counter."""
        changed = {"failures": failures, "held_until": held_until, "last_at": now}
        self._connection.execute(update(t).where(t.c.key == key).values(changed))

    def clear(self, key: str) -> None:
        """Forgets the failures of a key."""
        self._connection.execute(delete(t).where(t.c.key == key))

    def forget(self, now: datetime) -> None:
        """Drops counters that count no more, unless somebody is just counting with them."""
        old = select(t.c.key).where(t.c.last_at <= now - FORGOTTEN_AFTER).with_for_update(skip_locked=True)
        self._connection.execute(delete(t).where(t.c.key.in_(old)))
