"""One conversation has as many streams as a person has open pages, and no more."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSServerHandshakeError
from yarl import URL

from bot.bootstrap import Desk
from bot.limits import Limits
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import BASE, Customer, enter


async def stream(customer: Customer) -> ClientWebSocketResponse:
    """One more stream of the conversation, by a fresh ticket."""
    path = f"{BASE}/conversations/{customer.conversation_id}"
    joined = await (await customer.client.get(path, headers=customer.headers)).json()
    return await customer.client.ws_connect(URL(joined["streamUrl"]).path_qs)


async def test_one_stream_more_than_a_conversation_may_have_is_refused_and_others_are_not(
    desk: Desk, serve: Any
) -> None:
    client = await serve(desk, limits=Limits(streams=2))
    busy, other = await enter(client, desk), await enter(client, desk)
    first, second = await stream(busy), await stream(busy)
    with pytest.raises(WSServerHandshakeError) as refused:
        await stream(busy)
    assert refused.value.status == 429
    assert not (await stream(other)).closed
    await first.close()
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                assert not (await stream(busy)).closed
                break
            except WSServerHandshakeError:  # the desk has not noticed yet
                await asyncio.sleep(0.02)
    assert not second.closed
