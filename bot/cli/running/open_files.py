"""How many files this process may have open: as many as the system lets it, and the limits that fit into them."""

import logging
import resource
from typing import Final

from bot.limits import Limits

BESIDE_CONNECTIONS: Final = 400
"""Open files that are no connection of a customer: database, engine, actions, logs, a burst that is coming in."""

_log = logging.getLogger(__name__)


def raised() -> int:
    """Raises the soft limit of this process, and of what it starts, to the hard one; how many files that is."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def fitting(limits: Limits, files: int) -> Limits:
    """The limits with no more connections than fit into so many open files; the log says when they are fewer."""
    room = max(files - BESIDE_CONNECTIONS, files // 2)
    if room < limits.connections:
        _log.warning("%d open files leave room for %d connections: raise the limit (LimitNOFILE)", files, room)
    return limits.within(room)
