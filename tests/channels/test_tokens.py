"""What a token opens and for how long, and that the address of a stream is worth one stream and nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.domain.conversations.tokens import CHAIN_LIFE, GRACE, STREAM_GRANT_LIFE, TOKEN_LIFE
from tests.fixtures.desk import NOW
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import BASE, Customer, enter

SECOND = timedelta(seconds=1)


class Moving:
    """A desk whose clock a test moves."""

    def __init__(self, desk: Desk) -> None:
        self.now = NOW
        self.desk = replace(desk, clock=lambda: self.now)


@pytest.fixture
def moving(desk: Desk) -> Moving:
    return Moving(desk)


async def joined(customer: Customer) -> dict[str, Any]:
    """What a client is told that comes back to its conversation."""
    answer = await customer.client.get(f"{BASE}/conversations/{customer.conversation_id}", headers=customer.headers)
    assert answer.status == 200, await answer.text()
    body: dict[str, Any] = await answer.json()
    return body


async def renewed(customer: Customer) -> Customer:
    """The same customer with the next token."""
    answer = await customer.client.post(f"{BASE}/tokens/refresh", headers=customer.headers)
    assert answer.status == 200, await answer.text()
    return Customer(customer.client, customer.conversation_id, (await answer.json())["token"])


async def status(customer: Customer, method: str = "GET", path: str | None = None) -> int:
    """How the desk answers this customer's token."""
    where = path or f"/conversations/{customer.conversation_id}/activities"
    body = {"type": "message", "text": "hello"} if method == "POST" else None
    answer = await customer.client.request(method, f"{BASE}{where}", headers=customer.headers, json=body)
    return int(answer.status)


async def opened(client: TestClient, address: str) -> int:
    """The status with which a stream's address is answered; the stream is closed again."""
    answer = await client.session.get(address.replace("ws://", "http://"), headers=UPGRADE)
    answer.close()
    return int(answer.status)


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


async def test_the_address_of_a_stream_opens_one_stream_once(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    address = (await joined(customer))["streamUrl"]
    assert [await opened(customer.client, address) for _ in range(3)] == [101, 403, 403]
    assert await opened(customer.client, (await joined(customer))["streamUrl"]) == 101, "a fresh one works"


async def test_the_address_of_a_stream_is_no_token(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    address = (await joined(customer))["streamUrl"]
    thief = Customer(customer.client, customer.conversation_id, address.partition("&t=")[2])
    assert thief.token
    for method, path in (
        ("GET", None),
        ("POST", None),
        ("GET", f"/conversations/{customer.conversation_id}"),
        ("POST", "/conversations"),
        ("POST", "/tokens/refresh"),
    ):
        assert await status(thief, method, path) == 403, path
    assert await opened(customer.client, address) == 101, "trying did not use it up"


async def test_the_address_of_a_stream_is_good_for_a_minute(moving: Moving, serve: Any) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    early, late = (await joined(customer))["streamUrl"], (await joined(customer))["streamUrl"]
    moving.now = NOW + STREAM_GRANT_LIFE - SECOND
    assert await opened(customer.client, early) == 101
    moving.now = NOW + STREAM_GRANT_LIFE
    assert await opened(customer.client, late) == 403


async def test_a_stream_opens_by_its_own_conversations_address_and_by_no_token(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    one, other = await enter(client, desk), await enter(client, desk)
    others = (await joined(other))["streamUrl"]
    grant = others.partition("&t=")[2]
    for key, expected in (("", 401), ("nonsense", 403), (one.token, 403), (other.token, 403), (grant, 404)):
        answer = await client.get(
            f"{BASE}/conversations/{one.conversation_id}/stream", params={"t": key}, headers=UPGRADE
        )
        assert answer.status == expected
    assert await opened(client, others) == 101, "trying it elsewhere did not use it up"


async def test_a_token_opens_its_conversation_for_half_an_hour(moving: Moving, serve: Any) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    moving.now = NOW + TOKEN_LIFE - SECOND
    await customer.read()
    moving.now = NOW + TOKEN_LIFE
    assert await status(customer, "POST") == 403


async def test_a_renewed_token_ends_after_a_minutes_grace(moving: Moving, serve: Any) -> None:
    before = await enter(await serve(moving.desk), moving.desk)
    after = await renewed(before)
    moving.now = NOW + GRACE - SECOND
    assert (await status(before), await status(after)) == (200, 200)
    moving.now = NOW + GRACE
    assert await status(before) == 403
    assert await status(before, "POST", "/tokens/refresh") == 403
    assert await status(after) == 200


async def test_a_client_that_lost_the_answer_to_its_renewal_asks_again(moving: Moving, serve: Any) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    await renewed(customer)
    moving.now = NOW + GRACE - SECOND
    again = await renewed(customer)
    moving.now = NOW + GRACE + SECOND
    assert await status(again) == 200


async def test_a_client_that_comes_back_with_the_token_of_before_goes_on_with_the_next_one(
    moving: Moving, serve: Any
) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    assert (await joined(customer))["token"] == customer.token
    await renewed(customer)
    back = await joined(customer)
    moving.now = NOW + GRACE
    assert await status(customer) == 403
    assert await status(Customer(customer.client, customer.conversation_id, back["token"])) == 200
    assert back["expires_in"] == TOKEN_LIFE.total_seconds()


async def test_a_chain_of_renewals_ends_after_twelve_hours(moving: Moving, serve: Any) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    end = NOW + CHAIN_LIFE
    while moving.now + timedelta(minutes=25) < end:
        moving.now += timedelta(minutes=25)
        customer = await renewed(customer)
    moving.now = end - 5 * SECOND
    customer = await renewed(customer)
    assert (await joined(customer))["expires_in"] == 5
    moving.now = end
    assert await status(customer) == 403
    assert await status(customer, "POST", "/tokens/refresh") == 403


async def test_who_signs_in_again_after_that_goes_on_with_the_conversation(moving: Moving, serve: Any) -> None:
    client = await serve(moving.desk)
    customer = await enter(client, moving.desk, "billing@contoso.example")
    moving.now = NOW + CHAIN_LIFE
    again = await enter(client, moving.desk, "billing@contoso.example", conversation=customer.conversation_id)
    assert again.conversation_id == customer.conversation_id
    assert await status(again) == 200


async def test_an_open_stream_ends_with_its_chain(moving: Moving, serve: Any) -> None:
    customer = await enter(await serve(moving.desk), moving.desk)
    async with customer.client.session.ws_connect((await joined(customer))["streamUrl"]) as socket:
        await socket.receive_json(timeout=PATIENCE)
        moving.now = NOW + CHAIN_LIFE
        message = await socket.receive(timeout=PATIENCE)
        assert socket.close_code == 1000, message
