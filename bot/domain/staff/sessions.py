"""How long signing in to the console lasts, and how long it is held back after failures."""

from datetime import datetime, timedelta
from typing import Final

IDLE: Final = timedelta(hours=12)
"""A session unused for this long is over: longer than a lunch, shorter than a night."""

LIFE: Final = timedelta(hours=24)
"""A session is over after this in any case."""

SEEN_EVERY: Final = timedelta(minutes=1)
"""How exactly is known when a session was last used: a write for every page would be a waste."""

KEPT: Final = timedelta(days=7)
"""How long a session that is over is kept."""

ALLOWED_BY_ADDRESS: Final = 5
"""Failures in a row after which an address has to wait."""

ALLOWED_BY_NETWORK: Final = 20
"""The same for a network: a whole office may stand behind one."""

FORGOTTEN_AFTER: Final = timedelta(hours=24)
"""Failures this long ago count no more."""

_WAITS: Final = (1, 2, 4, 8, 15)
"""Minutes, one after another; the last for every further failure, so that nobody is locked out for ever."""


def wait_after(failures: int, allowed: int) -> timedelta:
    """How long the next attempt has to wait after so many failures in a row; nothing below `allowed`."""
    if failures < allowed:
        return timedelta()
    return timedelta(minutes=_WAITS[min(failures - allowed, len(_WAITS) - 1)])


def minutes_until(instant: datetime, now: datetime) -> int:
    """Whole minutes still to wait, rounded up, at least one."""
    return max(1, -(-int((instant - now).total_seconds()) // 60))
