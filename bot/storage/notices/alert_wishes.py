"""What agents want to be told."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.domain.staff.alerting import AlertWishes, Way
from bot.domain.support.alerts import AlertKind
from bot.storage.schema.alerts import alert_wishes as t


class SqlWishes:
    """`services.ports.alerts.Wishes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Mapping[int, AlertWishes]:
        """By the agents' ids."""
        return {row.agent_id: _wishes(row) for row in self._connection.execute(select(t))}

    def keep(self, agent_id: int, wishes: AlertWishes) -> None:
        """Replaces what this agent wished before."""
        quiet = [moment.isoformat("minutes") for moment in wishes.quiet] if wishes.quiet else [None, None]
        values = {
            "kinds": sorted(wishes.kinds),
            "ways": sorted(wishes.ways),
            "digest_minutes": wishes.digest_minutes,
            "quiet_from": quiet[0],
            "quiet_until": quiet[1],
            "zone": wishes.zone,
        }
        if self._connection.execute(update(t).where(t.c.agent_id == agent_id).values(values)).rowcount == 0:
            self._connection.execute(insert(t), {"agent_id": agent_id} | values)


def _wishes(row: Row[Any]) -> AlertWishes:
    quiet = (time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_until)) if row.quiet_from else None
    kinds, ways = frozenset(map(AlertKind, row.kinds)), frozenset(map(Way, row.ways))
    return AlertWishes(row.zone, kinds, ways, row.digest_minutes, quiet)
