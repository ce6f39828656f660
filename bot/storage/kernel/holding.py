"""When a row that waits, or that somebody holds, may be taken: one rule for all tables, also where clocks differ."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, or_

Moment = datetime | BindParameter[Any]


def is_over(until: Column[Any], begins: Moment, furthest: Moment) -> ColumnElement[bool]:
    """`Lease.may_follow` for what another worker holds: its lease is over, or no clock of today made it."""
    return or_(until <= begins, until > furthest)


def is_due(next_at: Column[Any], now: datetime, furthest: datetime) -> ColumnElement[bool]:
    """Whether what is tried again may be tried now; a wait beyond the `furthest` of ours was set by a wrong clock."""
    return or_(next_at.is_(None), next_at <= now, next_at > furthest)
