"""Which connections stand open, and which one makes room: the one that waits longest, never one that is served."""

import asyncio
import socket
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.limits import SPARE, Limits
from bot.services.staff.guessing import network
from bot.settings import Network
from bot.web.broken_requests import refusal
from bot.web.forwarded import is_among, remote_of
from bot.web.problems import Handler


class Connections:
    """Those of one desk, and the requests under way. Lives in the event loop and is not for threads.

    A proxy may hold as many connections as it likes; for those behind it, the address it tells counts.
    """

    def __init__(self, limits: Limits, proxies: tuple[Network, ...]) -> None:
        self.limits = limits
        self._proxies = proxies
        self._owner: dict[Connection, str] = {}
        self._open: Counter[str] = Counter()
        self._waiting: dict[Connection, None] = {}
        self._waiting_of: defaultdict[str, dict[Connection, None]] = defaultdict(dict)
        self._under_way: Counter[str] = Counter()

    def __len__(self) -> int:
        """How many are open."""
        return len(self._owner)

    def arrive(self, connection: "Connection", address: str) -> bool:
        """Takes a new connection in, closing one that waits where there is no more room; False when all are served."""
        owner = self._counted(address)
        if owner and self._open[owner] >= self.limits.per_address:
            self._close_longest(self._waiting_of[owner])
        if len(self._owner) >= self.limits.connections and not self._close_longest(self._waiting):
            return False
        self._owner[connection] = owner
        self._open[owner] += 1
        self._wait(connection)
        return True

    def leave(self, connection: "Connection") -> None:
        """It is closed, or about to be. May be told more than once."""
        owner = self._owner.pop(connection, None)
        if owner is None:
            return
        self._no_longer_waits(connection, owner)
        self._open[owner] -= 1
        if not self._open[owner]:
            del self._open[owner]
            self._waiting_of.pop(owner, None)

    def close_overdue(self, now: float) -> None:
        """Closes those on which the head of a request does not get done."""
        limit = now - self.limits.header_seconds
        for connection in [each for each in self._waiting if each.head_since is not None and each.head_since < limit]:
            self._close(connection)

    @contextmanager
    def serving(self, request: web.Request, *, always: bool) -> Iterator[None]:
        """While a request is under way. Raises HTTPTooManyRequests or HTTPServiceUnavailable unless `always` served."""
        connection, address = request.protocol, self._counted(remote_of(request))
        if isinstance(connection, Connection):
            self._serve(connection)
        self._under_way[address] += 1
        try:
            if not always:
                self._require_room(address)
            yield
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]
            if isinstance(connection, Connection) and connection in self._owner:
                self._wait(connection)

    def _require_room(self, address: str) -> None:
        if address and self._under_way[address] > self.limits.per_address:
            raise web.HTTPTooManyRequests
        if self._under_way.total() > self.limits.connections - SPARE:
            raise web.HTTPServiceUnavailable

    def _counted(self, address: str) -> str:
        """By what an address is counted; nothing for our own proxies and this machine."""
        return "" if is_among(address, self._proxies) else network(address)

    def _wait(self, connection: "Connection") -> None:
        connection.head_since = None
        self._waiting[connection] = self._waiting_of[self._owner[connection]][connection] = None

    def _serve(self, connection: "Connection") -> None:
        if connection in self._owner:
            self._no_longer_waits(connection, self._owner[connection])

    def _no_longer_waits(self, connection: "Connection", owner: str) -> None:
        self._waiting.pop(connection, None)
        self._waiting_of[owner].pop(connection, None)

    def _close_longest(self, waiting: "dict[Connection, None]") -> bool:
        longest = next(iter(waiting), None)
        if longest is not None:
            self._close(longest)
        return longest is not None

    def _close(self, connection: "Connection") -> None:
        self.leave(connection)
        connection.drop()


class Connection(web.RequestHandler):
    """One of them. `head_since` is when the head of the request that is waited for began to arrive."""

    def __init__(self, server: web.Server, connections: Connections, **arguments: Any) -> None:
        super().__init__(server, **arguments)
        self._connections = connections
        self.head_since: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A new one; nobody waits long for its first request."""
        peer = transport.get_extra_info("peername")
        if not self._connections.arrive(self, peer[0] if isinstance(peer, tuple) else ""):
            transport.abort()  # type: ignore[attr-defined]  # of a socket, which ours always is
            return
        super().connection_made(transport)
        _give_up_on_who_takes_nothing(transport, self._connections.limits.body_seconds)
        self.head_since = self._loop.time()

    def data_received(self, data: bytes) -> None:
        """The first bytes after a pause are the beginning of a head."""
        if self.head_since is None:
            self.head_since = self._loop.time()
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        """It is gone."""
        self._connections.leave(self)
        super().connection_lost(exc)

    def drop(self) -> None:
        """Ends it at once, whatever was still to be sent."""
        if self.transport is not None:
            self.transport.abort()

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Refuses what is no HTTP, repeating nothing of it."""
        super().handle_error(request, status, exc, message)  # tells the log, and raises when it is too late to answer
        return refusal(status)


def _give_up_on_who_takes_nothing(transport: asyncio.BaseTransport, seconds: float) -> None:
    """The kernel ends a connection whose peer takes nothing of an answer for so long (Linux)."""
    option: int | None = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, int(seconds * 1000))


def bounded(connections: Connections, always: Collection[str]) -> Middleware:
    """Serves requests while there is room for them, and the paths in `always` in any case."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        exempt = request.path in always and not request.body_exists  # a body might be sent without end
        with connections.serving(request, always=exempt):
            return await handler(request)

    return middleware


CONNECTIONS: Final = web.AppKey("connections", Connections)
