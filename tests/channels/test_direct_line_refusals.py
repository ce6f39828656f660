"""Direct Line as careless or hostile clients use it: refused in words, with no trace left."""

import sqlite3
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel import lengths
from tests.fixtures.fake_engine import FakeEngine
from tests.fixtures.talk import BASE, enter


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        ({}, 401, "token_refused"),
        ({"Authorization": "Bearer"}, 401, "token_refused"),
        ({"Authorization": "Basic bm9uc2Vuc2U="}, 401, "token_refused"),
        ({"Authorization": "Bearer nonsense"}, 403, "token_expired"),
    ],
)
async def test_without_a_living_token_there_is_nothing_to_see(
    desk: Desk, serve: Any, header: dict[str, str], status: int, code: str
) -> None:
    client = await serve(desk)
    customer = await enter(client, desk)
    for method, path in (
        ("GET", f"/conversations/{customer.conversation_id}/activities"),
        ("POST", f"/conversations/{customer.conversation_id}/activities"),
        ("GET", f"/conversations/{customer.conversation_id}"),
        ("POST", "/conversations"),
        ("POST", "/tokens/refresh"),
    ):
        answer = await client.request(method, f"{BASE}{path}", headers=header, json={} if method == "POST" else None)
        assert answer.status == status, path
        assert (await answer.json())["error"]["code"] == code


async def test_anothers_conversation_and_a_missing_one_look_the_same(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    mine, other = await enter(client, desk), await enter(client, desk)
    answers = []
    for conversation in (other.conversation_id, "0" * 32):
        answer = await client.get(f"{BASE}/conversations/{conversation}/activities", headers=mine.headers)
        answers.append((answer.status, await answer.text()))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"type": "message", "text": 5}', "application/json", 400),
        (b'{"type": "message", "text": "x", "channelData": {"clientActivityID": 7}}', "application/json", 400),
        (b'{"type": "message", "text": "x", "value": {"button": 7}}', "application/json", 400),
        (b'{"type": "message", "text": "x", "value": {"button": "never offered"}}', "application/json", 400),
        (b'{"type": "message", "text": "  "}', "application/json", 400),
        (b'{"type": "message"}', "application/json", 400),
        (b'{"type": "message", "text": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"type=message&text=hello", "application/x-www-form-urlencoded", 415),
        (b"hello", "text/plain", 415),
        (b"x" * 300_000, "application/json", 413),
    ],
)
async def test_a_malformed_activity_is_refused_with_a_reason_and_leaves_no_trace(
    desk: Desk, serve: Any, fake_engine: FakeEngine, body: bytes, content_type: str, status: int
) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    answer = await customer.client.post(
        f"{BASE}/conversations/{customer.conversation_id}/activities",
        data=body,
        headers={**customer.headers, "Content-Type": content_type},
    )
    assert answer.status == status
    error = (await answer.json())["error"]
    assert error["code"]
    assert error["message"]
    assert await customer.read() == []
    assert fake_engine.requests == []


async def test_a_message_of_100_kilobytes_is_refused_in_words(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    answer = await customer.post({"type": "message", "text": "x" * 100_000})
    assert answer.status == 413
    (said,) = await customer.read()
    assert said["text"] == desk.words.say("utter_desk_message_too_long", "en", limit=str(lengths.MESSAGE))
    assert fake_engine.requests == []


@pytest.mark.parametrize("watermark", ["-5", "abc", "1e3", "+5", "٣"])
async def test_a_strange_watermark_is_refused(desk: Desk, serve: Any, watermark: str) -> None:
    customer = await enter(await serve(desk), desk)
    here = f"{BASE}/conversations/{customer.conversation_id}"
    for path in (f"{here}/activities", here):
        answer = await customer.client.get(path, params={"watermark": watermark}, headers=customer.headers)
        assert answer.status == 400, path


@pytest.mark.parametrize("beyond", ["7", "2147483647", "2147483648", "9" * 40, "0" * 6000 + "9"])
async def test_a_watermark_beyond_every_message_is_the_end_and_what_comes_next_is_not_missed(
    desk: Desk, serve: Any, beyond: str
) -> None:
    customer = await enter(await serve(desk), desk)
    customer.watermark = beyond
    assert await customer.read() == []
    assert customer.watermark == "1", "the greeting's number, and not what the client brought"
    assert (await customer.ask("hello"))["text"] == "You said hello."


async def test_a_locked_database_is_a_clear_answer_and_loses_nothing(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not desk.settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL locks rows, not the database")
    customer = await enter(await serve(desk), desk)
    rival = sqlite3.connect(desk.settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    body = {"type": "message", "text": "hello", "channelData": {"clientActivityID": "c-1"}}
    answer = await customer.post(body)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "1"
    assert (await answer.json())["error"]["code"] == "storage_busy"
    rival.execute("ROLLBACK")
    rival.close()
    again = await customer.post(body)
    assert (await customer.answer_to((await again.json())["id"]))["text"] == "You said hello."


async def test_an_unknown_address_is_a_json_404(desk: Desk, serve: Any) -> None:
    answer = await (await serve(desk)).get(f"{BASE}/nothing")
    assert answer.status == 404
    assert (await answer.json())["error"]["code"] == "not_found"
