"""Looks for work again and again: no look ends the looking, whatever it meets."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, NoReturn

from bot.domain.kernel.errors import StorageBusy

LOOK_SECONDS: Final = 2.0
"""Between two looks: how long an alert may lie before anybody is looked for."""


async def look_forever(look: Callable[[], Awaitable[object]], what: str, log: logging.Logger) -> NoReturn:
    """Runs until cancelled. `what` is looked for, in words for the log of who looks."""
    while True:
        try:
            await look()
        except StorageBusy as busy:
            log.info("%s put off: %s", what, busy.code)
        except Exception:
            log.exception("looking for %s failed; the next look follows", what)
        await asyncio.sleep(LOOK_SECONDS)
