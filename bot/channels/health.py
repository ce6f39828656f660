"""Tells a supervisor or load balancer whether desk, engine and database work."""

import asyncio

from aiohttp import web

from bot.bootstrap import Desk
from bot.domain.kernel.errors import StorageBusy
from bot.turns.engine import Engine


class HealthRoute:
    """`GET /health`."""

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine

    def routes(self) -> list[web.RouteDef]:
        """The one route."""
        return [web.get("/health", self.health)]

    async def health(self, _: web.Request) -> web.Response:
        """200 when everything answers, else 503; each part is "ok" or "down"."""
        engine, database = await asyncio.gather(self._engine.ready(), self._database())
        parts = {"desk": "ok", "engine": _word(engine), "database": _word(database)}
        return web.json_response(parts, status=200 if engine and database else 503)

    async def _database(self) -> bool:
        try:
            await asyncio.to_thread(self._desk.database.ping)
        except StorageBusy:
            return False
        return True


def _word(well: bool) -> str:
    return "ok" if well else "down"
