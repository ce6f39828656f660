"""Serves a web application on a listening socket, within the limits of its installation."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from aiohttp import web

from bot.web.bodies import UNREAD_BY_THE_SERVER
from bot.web.broken_requests import server_log
from bot.web.connections import CONNECTIONS, Connection

SHUTDOWN_SECONDS: Final = 10.0
SWEEP_SECONDS: Final = 1.0
"""How often connections are looked for on which nothing gets done."""


def arguments() -> Mapping[str, Any]:
    """What every server of the desk tells aiohttp about the connections it takes."""
    return {**UNREAD_BY_THE_SERVER, "logger": server_log()}


class Serving:
    """One running server; the application holds its Connections."""

    def __init__(self, app: web.Application, listening: socket.socket) -> None:
        self._connections = app[CONNECTIONS]
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        self._listening = listening
        self._server: asyncio.Server | None = None
        self._sweep: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns once requests are answered."""
        await self._runner.setup()
        made = {**arguments(), "access_log": None, "keepalive_timeout": self._connections.limits.idle_seconds}
        loop = asyncio.get_running_loop()

        def connection() -> Connection:
            assert self._runner.server is not None  # noqa: S101 - it was just set up
            return Connection(self._runner.server, self._connections, loop=loop, **made)

        self._server = await loop.create_server(connection, sock=self._listening)
        self._sweep = asyncio.create_task(self._close_overdue())

    async def stop(self) -> None:
        """Takes no more connections, ends those that wait, and gives requests under way SHUTDOWN_SECONDS."""
        if self._server is not None:
            self._server.close()
        if self._sweep is not None:
            self._sweep.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweep
        await self._runner.cleanup()

    async def _close_overdue(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self._connections.close_overdue(asyncio.get_running_loop().time())
