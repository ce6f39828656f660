"""The whole desk behind its real server: somebody holds what one address may hold, everybody else is served."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from bot.app import build_app
from bot.bootstrap import Desk
from bot.cli.running.ports import listen
from bot.limits import Limits
from bot.web.serving import Serving
from tests.fixtures.fake_engine import FakeEngine
from tests.fixtures.talk import BASE

LIMITS = Limits(connections=60, per_address=10)
ATTACKER = {"X-Forwarded-For": "203.0.113.5"}
SOMEBODY = {"X-Forwarded-For": "198.51.100.7"}


async def begun(session: ClientSession, url: str, headers: dict[str, str]) -> Any:
    """A visitor's conversation."""
    async with session.post(f"{url}{BASE}/tokens/generate", json={}, headers=headers) as answer:
        token = (await answer.json())["token"]
    bearer = {"Authorization": f"Bearer {token}", **headers}
    async with session.post(f"{url}{BASE}/conversations", headers=bearer) as answer:
        assert answer.status == 201
        return await answer.json()


async def held_by_one_address(session: ClientSession, url: str, port: int, stack: AsyncExitStack) -> None:
    """As many streams as one address may have, and hundreds of idle connections."""
    for _ in range(LIMITS.per_address):
        stream = (await begun(session, url, ATTACKER))["streamUrl"].partition("/v3/")[2]
        await stack.enter_async_context(session.ws_connect(f"{url}/v3/{stream}", headers=ATTACKER))
    for _ in range(5 * LIMITS.connections):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        stack.callback(writer.close)


async def test_health_and_other_customers_are_answered_while_one_address_holds_all_it_may(
    desk: Desk, fake_engine: FakeEngine
) -> None:
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    settings = replace(desk.settings, engine_url=fake_engine.url, limits=LIMITS)
    running = Serving(build_app(replace(desk, settings=settings)), listening)
    await running.start()
    url = f"http://127.0.0.1:{port}"
    try:
        async with ClientSession(timeout=ClientTimeout(total=30)) as session, AsyncExitStack() as stack:
            await held_by_one_address(session, url, port, stack)
            async with session.get(f"{url}/", headers=ATTACKER) as answer:
                assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
            for headers in (ATTACKER, SOMEBODY, {}):
                async with session.get(f"{url}/health", headers=headers) as answer:
                    assert answer.status == 200
            assert (await begun(session, url, SOMEBODY))["conversationId"]
    finally:
        await running.stop()
