"""The action server's door: the secret, malformed calls, and an answer whatever breaks."""

import json
import logging
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from actions.server import actions_app, executor_of
from bot.bootstrap import Desk
from tests.actions.conftest import BILLING
from tests.actions.talk import Talk

SECRET = "s3cret"
CALL = {"next_action": "action_deny", "tracker": {"sender_id": "x", "slots": {}, "latest_message": {}, "events": []}}


async def _post(desk: Desk, body: bytes, secret: str | None = SECRET) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {secret}"} if secret is not None else {}
    async with TestClient(TestServer(actions_app(desk, SECRET))) as client:
        response = await client.post("/webhook", data=body, headers=headers)
        return response.status, await response.json()


@pytest.mark.parametrize("secret", [None, "", "wrong", "s3cretX", "é" * 5])
async def test_who_does_not_know_the_secret_is_turned_away(desk: Desk, secret: str | None) -> None:
    status, body = await _post(desk, json.dumps(CALL).encode(), secret)
    assert status == 401
    assert body == {"error": "wrong or missing secret"}


def test_a_server_without_a_secret_does_not_start(desk: Desk) -> None:
    with pytest.raises(ValueError, match="secret"):
        actions_app(desk, "")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"1", b"[" * 100_000,
        b"{}",
        json.dumps({"next_action": "action_deny"}).encode(),
        json.dumps({**CALL, "next_action": 5}).encode(),
        json.dumps({**CALL, "tracker": []}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": 5}}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": "x", "slots": []}}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": "x", "slots": [1]}}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": "x", "events": {"a": 1}}}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": "x", "latest_message": "hello"}}).encode(),
        json.dumps({**CALL, "tracker": {"sender_id": "x", "latest_message": {"entities": "hello"}}}).encode(),
    ],
)  # fmt: skip
async def test_a_malformed_call_is_refused(desk: Desk, body: bytes) -> None:
    status, answer = await _post(desk, body)
    assert 400 <= status < 500
    assert "error" in answer or "events" in answer


async def test_an_unknown_action_is_not_found(desk: Desk) -> None:
    status, body = await _post(desk, json.dumps({**CALL, "next_action": "action_drop_tables"}).encode())
    assert (status, body) == (404, {"error": "unknown action"})


async def test_an_unknown_conversation_is_answered_not_raised(desk: Desk) -> None:
    status, body = await _post(desk, json.dumps(CALL).encode())
    assert status == 200
    assert "thread of this conversation" in body["responses"][0]["text"]


async def test_a_known_conversation_is_answered_with_events_and_replies(desk: Desk) -> None:
    talk = Talk.of(desk, BILLING)
    call = {
        "next_action": "action_balance_due",
        "tracker": {"sender_id": talk.conversation_id, "slots": {"language": "en"}, "latest_message": {"text": "?"}},
    }
    status, body = await _post(desk, json.dumps(call).encode())
    assert status == 200
    assert "€1,476.60" in body["responses"][0]["text"]
    assert {event["name"] for event in body["events"]} == {"invoice_number", "listed", "topic"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_fault_is_logged_with_its_place_and_told_with_a_way_to_a_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(type(desk.billing.invoices), "balances", broken)
    talk = Talk.of(desk, BILLING, language)
    with caplog.at_level(logging.ERROR):
        said = talk.ask("balance_due", "how much?", message_id="m-77")
    assert ("went wrong" if language == "en" else "problème") in said.text
    assert "boom" not in said.text
    assert said.buttons[0]["payload"] == "/talk_to_human"
    assert "action_balance_due" in caplog.text
    assert "m-77" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_every_action_answers_every_kind_of_speaker_without_a_fault(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    emails = (None, BILLING, "it@contoso.example", "office@adatum.example", "accounts@northwind.example")
    names = [name.removeprefix("action_") for name in executor_of(desk).actions]
    for email in emails:
        for language in ("en", "fr"):
            talk = Talk.of(desk, email, language)
            for name in names:
                said = talk.press(name) if name != "clarify" else talk.doubt("hm", ("find_invoice", 0.4))
                assert said.texts, (email, name)
                assert "{" not in said.text, (email, name)
    assert caplog.text == ""
