"""Who holds connections without using them, or all that one address may hold, keeps nobody else out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, ClientTimeout, web

from bot.cli.running.ports import listen
from bot.limits import SPARE, Limits
from bot.settings import LOOPBACK, Network
from bot.web import serving
from bot.web.bodies import read_at_the_door
from bot.web.connections import CONNECTIONS, Connections, bounded
from bot.web.forwarded import PROXIES
from bot.web.problems import answer_problems
from bot.web.serving import Serving, arguments

LIVELY = ClientTimeout(total=20)
"""An upper bound: what is expected comes at once."""
SLOW = Limits(connections=60, per_address=3, header_seconds=3600, idle_seconds=3600)


@dataclass
class Served:
    """A desk that answers `/health` and `/quick`, and keeps who asks for `/held` until `letting_go` is set."""

    port: int
    session: ClientSession
    connections: Connections
    holding: "asyncio.Queue[str]"
    letting_go: asyncio.Event
    held: "list[asyncio.Task[int]]" = field(default_factory=list)

    async def status(self, path: str, **headers: str) -> int:
        """Of a request on a connection of its own."""
        async with self.session.get(f"http://127.0.0.1:{self.port}{path}", headers=headers) as answer:
            return answer.status

    async def hold(self, address: str) -> None:
        """A request under way that came from an address, as the proxy tells it."""
        asked = asyncio.create_task(self.status("/held", **{"X-Forwarded-For": address}))
        self.held.append(asked)
        await self.holding.get()

    async def let_go(self) -> list[int]:
        """The statuses of all that were held."""
        self.letting_go.set()
        return await asyncio.gather(*self.held)

    async def connect(self, sent: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """An open connection on which these bytes have arrived."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        await writer.drain()
        return reader, writer


@asynccontextmanager
async def served(limits: Limits, proxies: tuple[Network, ...] = LOOPBACK) -> AsyncIterator[Served]:
    """With no proxies, this machine counts as any other."""
    connections = Connections(limits, proxies)
    middlewares = [answer_problems, bounded(connections, {"/health"}), read_at_the_door]
    app = web.Application(middlewares=middlewares, handler_args=arguments())
    app[CONNECTIONS], app[PROXIES] = connections, proxies
    holding: asyncio.Queue[str] = asyncio.Queue()
    letting_go = asyncio.Event()

    async def quick(_: web.Request) -> web.Response:
        return web.Response(text="well")

    async def held(request: web.Request) -> web.Response:
        holding.put_nowait(request.path)
        await letting_go.wait()
        return web.Response()

    async def large(_: web.Request) -> web.Response:
        return web.Response(body=bytes(50_000_000))

    app.add_routes([web.get(path, quick) for path in ("/health", "/quick")])
    app.add_routes([web.post("/health", quick), web.get("/held", held), web.get("/large", large)])
    listening = listen("127.0.0.1", 0)
    running = Serving(app, listening)
    await running.start()
    try:
        async with ClientSession(timeout=LIVELY, headers={"Connection": "close"}) as session:
            desk = Served(listening.getsockname()[1], session, connections, holding, letting_go)
            yield desk
            assert set(await desk.let_go()) <= {200}
    finally:
        await running.stop()


@pytest.mark.parametrize("sent", [b"", b"GET /quick HTTP/1.1\r\nHost: x\r\nSlow: "], ids=["silent", "half a head"])
async def test_a_thousand_idle_connections_lock_nobody_out(sent: bytes) -> None:
    async with served(SLOW) as desk, AsyncExitStack() as stack:
        opened = [await desk.connect(sent) for _ in range(300)]
        stack.callback(lambda: [writer.close() for _, writer in opened])
        assert await desk.status("/health") == 200
        assert await desk.status("/quick") == 200
        closed = [await reader.read() for reader, _ in opened[: 300 - SLOW.connections]]
        assert set(closed) == {b""}


async def test_what_is_served_is_never_closed_to_make_room() -> None:
    async with served(SLOW) as desk, AsyncExitStack() as stack:
        await desk.hold("")
        opened = [await desk.connect() for _ in range(SLOW.connections * 3)]
        stack.callback(lambda: [writer.close() for _, writer in opened])
        assert await desk.status("/quick") == 200
        assert await desk.let_go() == [200]


async def test_one_address_holds_no_more_than_it_may_and_only_itself_is_refused() -> None:
    async with served(SLOW) as desk:
        for _ in range(SLOW.per_address):
            await desk.hold("203.0.113.5")
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.5"}) == 429
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.5, 127.0.0.1"}) == 429
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.6"}) == 200
        assert await desk.status("/health", **{"X-Forwarded-For": "203.0.113.5"}) == 200
        assert await desk.let_go() == [200] * SLOW.per_address
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.5"}) == 200


async def test_an_address_that_opens_more_connections_than_it_may_loses_its_own_oldest_and_nobody_elses() -> None:
    async with served(SLOW, proxies=()) as desk, AsyncExitStack() as stack, asyncio.timeout(20):
        others = await asyncio.open_connection("127.0.0.1", desk.port, local_addr=("127.0.0.2", 0))
        opened = [await desk.connect() for _ in range(10)]
        stack.callback(lambda: [writer.close() for _, writer in (others, *opened)])
        assert await desk.status("/quick") == 200
        assert [await reader.read() for reader, _ in opened[: 10 - SLOW.per_address]] == [b""] * 7
        others[1].write(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await others[0].readline()).split()[1] == b"200"


async def test_who_is_no_proxy_of_ours_is_believed_no_other_address() -> None:
    async with served(SLOW, proxies=()) as desk:
        for number in range(SLOW.per_address):
            await desk.hold(f"203.0.113.{number}")
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.9"}) == 429


async def test_the_addresses_of_one_ipv6_network_count_as_one() -> None:
    async with served(SLOW) as desk:
        for last in range(SLOW.per_address):
            await desk.hold(f"2001:db8::{last:x}")
        assert await desk.status("/quick", **{"X-Forwarded-For": "2001:db8::ffff"}) == 429
        assert await desk.status("/quick", **{"X-Forwarded-For": "2001:db8:0:1::1"}) == 200


async def test_this_machine_and_a_proxy_that_tells_no_address_are_not_counted_as_one_customer() -> None:
    async with served(SLOW) as desk:
        for _ in range(SLOW.per_address * 2):
            await desk.hold("")
        assert await desk.status("/quick") == 200


async def test_health_answers_while_everything_else_is_full() -> None:
    async with served(SLOW) as desk:
        for number in range(SLOW.connections - SPARE):
            await desk.hold(f"198.51.100.{number}")
        assert await desk.status("/quick", **{"X-Forwarded-For": "203.0.113.5"}) == 503
        assert await desk.status("/health", **{"X-Forwarded-For": "203.0.113.5"}) == 200


async def test_health_is_no_way_around_the_limits_for_who_sends_a_body() -> None:
    async with served(SLOW) as desk:
        for _ in range(SLOW.per_address):
            await desk.hold("203.0.113.5")
        head = b"POST /health HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.5\r\nContent-Length: 9\r\n\r\n"
        reader, writer = await desk.connect(head)
        assert (await reader.readline()).split()[1] == b"429"
        writer.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /quick HT",
        b"GET /quick HTTP/1.1\r\nHost: x\r\nSlow: ",
        b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\nGET /q",
    ],
    ids=["silent", "half a line", "half a head", "half of a second one"],
)
async def test_a_head_that_does_not_get_done_ends_the_connection(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(serving, "SWEEP_SECONDS", 0.02)
    async with served(Limits(header_seconds=0.1, idle_seconds=0.1)) as desk, asyncio.timeout(20):
        reader, writer = await desk.connect(sent)
        answer = await reader.read()
        assert answer.endswith(b"well" if sent.endswith(b"/q") else b"")
        writer.close()


async def test_who_asks_nothing_more_is_let_go() -> None:
    async with served(Limits(idle_seconds=0.1)) as desk, asyncio.timeout(20):
        reader, writer = await desk.connect(b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.read()).endswith(b"well")
        writer.close()


async def test_a_connection_in_use_goes_on_beyond_the_time_of_one_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "SWEEP_SECONDS", 0.01)
    async with served(Limits(header_seconds=0.05, idle_seconds=3600)) as desk:
        await desk.hold("")
        async with ClientSession(timeout=LIVELY) as session:
            for _ in range(20):
                async with session.get(f"http://127.0.0.1:{desk.port}/quick") as answer:
                    assert answer.status == 200
                await asyncio.sleep(0.01)
        assert await desk.let_go() == [200]


async def test_who_takes_nothing_of_an_answer_is_let_go() -> None:
    async with served(Limits(connections=60, body_seconds=1)) as desk, asyncio.timeout(60):
        reader, writer = await asyncio.open_connection("127.0.0.1", desk.port, limit=1)
        writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.read(1)
        writer.transport.pause_reading()
        while len(desk.connections):
            await asyncio.sleep(0.05)
        writer.close()


async def test_what_is_no_http_is_answered_without_a_word_of_it_and_without_the_servers_name() -> None:
    async with served(SLOW) as desk:
        reader, writer = await desk.connect(b"GET / HTTP/1.1\r\nsecret\x00: secret\r\n\r\n")
        answer = await reader.read()
        assert answer.split()[1] == b"400"
        assert b"secret" not in answer
        assert b"Server" not in answer
        assert b"X-Content-Type-Options: nosniff" in answer
        assert b"Cache-Control: no-store" in answer
        writer.close()
