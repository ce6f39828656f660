"""Threads of their own for passwords, so that many sign-ins at once never hold up customers' messages."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, TypeVar

from bot.domain.kernel.errors import StorageBusy

AT_ONCE: Final = 2
"""Each takes a processor and 64 MiB for some 50 ms."""

MOST_WAITING: Final = 40
"""About a second's worth; more at once is no sign-in of people."""

Result = TypeVar("Result")
_threads: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
_waiting = 0


async def hashing(work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
    """Runs a service call that hashes a password. Raises StorageBusy when too many wait already, and what it raises."""
    global _waiting
    if _waiting >= MOST_WAITING:
        raise StorageBusy()
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, partial(work, *arguments, **named))
    finally:
        _waiting -= 1
