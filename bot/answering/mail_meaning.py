"""What a mail that opens a ticket is about: asked of the engine, which may be away; then nobody waits for it."""

import asyncio
import logging
from concurrent.futures import TimeoutError as TooLate
from typing import Final

import aiohttp

from bot.answering.engine import Engine, EngineRefused, EngineUnavailable
from bot.domain.support.meant import NOTHING, READ, Meant, meant_by
from bot.logs import AtMost

log = logging.getLogger(__name__)
log.addFilter(AtMost(10, 60.0))

WAIT_SECONDS: Final = 5.0
"""For one answer. The ticket counts, and agents can move it."""
AWAY_SECONDS: Final = 30.0
"""How long an engine that failed is not asked again: a full mailbox is not to wait for it mail by mail."""


class MailMeaning:
    """Asks one engine; never fails. `of` belongs to the event loop, `of_from` to threads beside it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._away_until = 0.0

    async def of(self, words: str, language: str) -> Meant:
        """What the words mean for a ticket; NOTHING where the engine does not tell in time."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._away_until:
            return NOTHING
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                return meant_by(await self._engine.understand(words[:READ], language))
        except EngineRefused as refused:
            log.error("a mail's ticket goes to the usual queue: %s", refused)
        except (EngineUnavailable, TimeoutError) as away:
            log.warning("mails' tickets go to the usual queues for a while: %s", away or "no answer in time")
            self._away_until = loop.time() + AWAY_SECONDS
        except Exception:  # whatever it is, the mail becomes a ticket
            log.exception("a mail's words could not be understood, its ticket goes to the usual queue")
        return NOTHING

    def of_from(self, loop: asyncio.AbstractEventLoop, words: str, language: str) -> Meant:
        """The same for a thread, of the loop in which the engine's session lives."""
        asked = asyncio.run_coroutine_threadsafe(self.of(words, language), loop)
        try:
            return asked.result(WAIT_SECONDS + 1.0)
        except TooLate:  # the loop is ending
            asked.cancel()
            return NOTHING


def asked_once(url: str, secret: str, words: str, language: str) -> Meant:
    """The same for a program that takes one mail: a session for this question alone."""

    async def ask() -> Meant:
        engine = Engine(url, secret)
        async with aiohttp.ClientSession() as session:
            engine.use(session)
            return await MailMeaning(engine).of(words, language)

    return asyncio.run(ask())
