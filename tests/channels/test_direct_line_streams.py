"""Streams push what is said, to those who hold a ticket of their own conversation."""

from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import BASE, enter


async def test_the_stream_pushes_greeting_typing_and_reply(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    joined = await customer.client.get(f"{BASE}/conversations/{customer.conversation_id}", headers=customer.headers)
    address = (await joined.json())["streamUrl"]
    async with customer.client.session.ws_connect(address) as socket:
        greeting = await socket.receive_json(timeout=PATIENCE)
        assert greeting["activities"][0]["from"]["role"] == "bot"
        message_id = await customer.write("hello")
        heard: list[dict[str, Any]] = []
        while not any(a.get("replyToId") == message_id for a in heard):
            heard += (await socket.receive_json(timeout=PATIENCE))["activities"]
    assert [a["type"] for a in heard if a["from"]["role"] == "bot"] == ["typing", "message"]


async def test_a_stream_opened_from_a_watermark_repeats_nothing(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.ask("hello")
    path = f"{BASE}/conversations/{customer.conversation_id}"
    joined = await customer.client.get(path, params={"watermark": customer.watermark}, headers=customer.headers)
    async with customer.client.session.ws_connect((await joined.json())["streamUrl"]) as socket:
        message_id = await customer.write("again")
        first = await socket.receive_json(timeout=PATIENCE)
    assert first["activities"][0]["id"] == message_id or first["activities"][0]["type"] == "typing"


@pytest.mark.parametrize(
    ("public", "stream"),
    [
        ("https://desk.example.com", "wss://desk.example.com/v3/directline/conversations/"),
        ("http://127.0.0.1:8080", "ws://127.0.0.1:8080/v3/directline/conversations/"),
    ],
)
async def test_the_streams_address_is_the_public_one_whatever_a_request_calls_the_desk(
    desk: Desk, serve: Any, public: str, stream: str
) -> None:
    customer = await enter(await serve(desk, public_url=public), desk)
    calls = {
        **customer.headers,
        "Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Forwarded-Host": "evil.example",
    }
    for method, path in (("POST", ""), ("GET", f"/{customer.conversation_id}")):
        joined = await customer.client.request(method, f"{BASE}/conversations{path}", headers=calls)
        assert (await joined.json())["streamUrl"].startswith(stream)


async def test_a_client_that_asks_whether_the_line_stands_is_answered_once_a_second(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    path = f"{BASE}/conversations/{customer.conversation_id}"
    joined = await customer.client.get(path, params={"watermark": "1"}, headers=customer.headers)
    async with customer.client.session.ws_connect((await joined.json())["streamUrl"]) as socket:
        for _ in range(20):
            await socket.send_str(" ")
        assert await socket.receive_str(timeout=PATIENCE) == "", "empty: clients skip it"
        await customer.ask("hello")
        said = (await socket.receive_json(timeout=PATIENCE))["activities"]
    assert said[0]["from"]["role"] in {"user", "bot"}, "and no second answer came before"


async def test_a_stream_from_beyond_the_end_replays_nothing_and_misses_nothing(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.ask("hello")
    path = f"{BASE}/conversations/{customer.conversation_id}"
    joined = await customer.client.get(path, params={"watermark": "9" * 12}, headers=customer.headers)
    message_id = await customer.write("again")  # after joining, before the stream is opened
    async with customer.client.session.ws_connect((await joined.json())["streamUrl"]) as socket:
        heard: list[dict[str, Any]] = []
        while not any(a.get("replyToId") == message_id for a in heard):
            heard += (await socket.receive_json(timeout=PATIENCE))["activities"]
    assert {a["id"] for a in heard if a["type"] == "message" and "replyToId" not in a} == {message_id}
