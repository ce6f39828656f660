"""Why the database refused: busy, full, or by a defect of ours. The log hears of the first two once a minute each."""

import logging
import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.logs import AtMost

BUSY_LOG: Final = logging.getLogger(f"{__name__}.busy")
FULL_LOG: Final = logging.getLogger(f"{__name__}.full")

_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""SQLite calls it an input/output error when there is no room for the index of its log."""
_BUSY: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, *_FULL}
)
_DISK_FULL: Final = "53100"
"""PostgreSQL's code (class 53, insufficient resources)."""


def once_a_minute() -> None:
    """Paces both logs; every refused request would write a line otherwise."""
    for log in (BUSY_LOG, FULL_LOG):
        log.filters[:] = [AtMost(1, 60)]


once_a_minute()


def is_busy(error: Exception) -> bool:
    """Whether it may help to try again later: locked, full, unreachable, cut off, lost against a rival transaction."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, OperationalError):
        return isinstance(error, DBAPIError) and error.connection_invalidated
    if isinstance(error.orig, sqlite3.OperationalError):
        return _primary(error.orig) in _BUSY
    return True


def is_full(error: Exception) -> bool:
    """Whether there was no room to write, or the disk did not take it."""
    if not isinstance(error, OperationalError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):
        return _primary(error.orig) in _FULL
    return getattr(error.orig, "sqlstate", None) == _DISK_FULL


def tell(error: Exception) -> None:
    """One line for the operator, without the statement and its values."""
    if is_full(error):
        FULL_LOG.error("the database cannot write, its disk is full or broken; nothing is taken until it can again")
    else:
        BUSY_LOG.warning("the database is locked, slow or out of reach (%s)", type(error).__name__)


def _primary(error: sqlite3.Error) -> int:
    return error.sqlite_errorcode & 0xFF
