"""Tells a supervisor or load balancer whether desk, engine and database work."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from aiohttp import web

from bot.answering.engine import Engine
from bot.bootstrap import Desk
from bot.domain.kernel.errors import StorageBusy

HEALTH: Final = "/health"

FRESH_SECONDS: Final = 2.0
"""How long a look is good for: whoever asks more often gets the same answer, and costs nothing."""

DATABASE_SECONDS: Final = 3.0
"""A database that takes no write within this time is down."""


class HealthRoute:
    """`GET /health`. One look at a time, on a thread of its own: it answers while all others are taken."""

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._look: asyncio.Task[dict[str, bool]] | None = None
        self._looked_at = 0.0

    def routes(self) -> list[web.RouteDef]:
        """The one route."""
        return [web.get(HEALTH, self.health)]

    async def health(self, _: web.Request) -> web.Response:
        """200 when everything answers, else 503; each part is "ok" or "down"."""
        parts = await self._parts()
        words = {part: "ok" if well else "down" for part, well in parts.items()}
        return web.json_response(words, status=200 if all(parts.values()) else 503)

    async def _parts(self) -> dict[str, bool]:
        look = self._look
        if look is None or (look.done() and time.monotonic() - self._looked_at > FRESH_SECONDS):
            look = self._look = asyncio.create_task(self._looked())
        return await asyncio.shield(look)

    async def _looked(self) -> dict[str, bool]:
        try:
            engine, database = await asyncio.gather(self._engine.ready(), self._database())
            return {"desk": True, "engine": engine, "database": database}
        finally:
            self._looked_at = time.monotonic()

    async def _database(self) -> bool:
        """Whether it takes a write."""
        loop = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(loop.run_in_executor(self._thread, self._desk.ping), DATABASE_SECONDS)
        except (StorageBusy, TimeoutError):
            return False
        return True
