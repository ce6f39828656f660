"""A real engine on a loopback port, trained on a small assistant, and an action server that does as it is told."""

import asyncio
import json
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.engine.examples import INTENTS

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
SECRET = "a secret only the desk knows"

DOMAIN = """
version: "3.1"
session_config: {session_expiration_time: 0.000001, carry_over_slots_to_new_session: true}
intents: [find_invoice, balance_due, greet, out_of_scope, nlu_fallback, silent, circle, validate, blank]
entities: [invoice_number, language, which, wanted_language, period]
slots:
  language: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: language}]}
  seen: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  wanted: {type: text, influence_conversation: false, mappings: [{type: custom, action: action_slot}]}
actions: [action_answer, action_circle, action_slot, utter_greet, utter_missing, utter_blank]
responses:
  utter_greet:
    - condition: [{type: slot, name: language, value: fr}]
      text: "Bonjour\\n\\nBienvenue {language}"
      buttons: [{title: Facture, payload: '/find_invoice{"which": "last"}'}, {title: Site, url: "https://northstar.example"}]
    - condition: [{type: slot, name: language, value: en}]
      text: "Hello\\n\\nWelcome {language}"
  utter_blank: [{text: "You owe {nothing}"}]
"""
RULES = (
    """
version: "3.1"
rules:
"""
    + "".join(
        f"  - rule: {intent}\n    steps: [{{intent: {intent}}}, {{action: {action}}}]\n"
        for intent, action in {
            "find_invoice": "action_answer",
            "balance_due": "action_answer",
            "greet": "utter_greet",
            "out_of_scope": "action_answer",
            "nlu_fallback": "action_answer",
            "silent": "utter_missing",
            "blank": "utter_blank",
        }.items()
    )
    + "  - rule: circle\n    steps: [{intent: circle}, {action: action_circle}]\n"
)


@dataclass
class Actions:
    """What the action server was asked, and how it shall answer the next time."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    status: int = 200
    answer: Any = None

    async def handle(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.headers.append(request.headers.get("Authorization", ""))
        if call["next_action"] == "action_slot":
            return web.json_response({"events": [], "responses": []})
        if call["next_action"] == "action_circle":
            return web.json_response({"events": [{"event": "followup", "name": "action_circle"}], "responses": []})
        self.calls.append(call)
        if self.status != 200:
            return web.json_response({"error": "told so", "action_name": call["next_action"]}, status=self.status)
        said = {"text": call["tracker"]["latest_message"]["text"], "buttons": [{"title": "More", "payload": "/greet"}]}
        event = {"event": "slot", "timestamp": None, "name": "seen", "value": call["tracker"]["latest_message"]["text"]}
        return web.json_response(self.answer or {"events": [event], "responses": [said]})


@dataclass
class Engine:
    """The engine under test."""

    url: str
    actions: Actions

    def post(self, what: str, body: Any, secret: str | None = SECRET) -> tuple[int, dict[str, Any]]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/webhooks/desk/{what}", data=raw)
        if secret is not None:
            request.add_header("Authorization", f"Bearer {secret}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def turn(
        self, said: str, state: Any = None, language: str = "en", sender: str = "c1", **changes: Any
    ) -> dict[str, Any]:
        status, answer = self.post("turn", turn_body(said, state, language, sender, **changes))
        assert status == 200, answer
        return answer


def turn_body(
    said: str, state: Any = None, language: str = "en", sender: str = "c1", kind: str = "text"
) -> dict[str, Any]:
    return {"sender": sender, "message_id": "m1", "language": language, "state": state, kind: said}


def _lenient(config: str) -> str:
    """The real configuration, with limits for an assistant that has learnt from a handful of examples."""
    changed = config.replace("&threshold 0.85", "&threshold 0.3").replace("&least_sure 0.34", "&least_sure 0.05")
    assert changed.count("&threshold 0.3 ") == changed.count("&least_sure 0.05 ") == 1
    return changed


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("assistant")
    (folder / "domain.yml").write_text(DOMAIN)
    (folder / "config.yml").write_text(_lenient(Path("config.yml").read_text()))
    (folder / "data").mkdir()
    (folder / "data" / "rules.yml").write_text(RULES)
    lines = {intent: "\n".join(f"    - {text}" for text in texts) for intent, texts in INTENTS.items()}
    nlu = "".join(f"- intent: {intent}\n  examples: |\n{text}\n" for intent, text in lines.items())
    (folder / "data" / "nlu.yml").write_text(f'version: "3.1"\nnlu:\n{nlu}')
    from rasa.api import train

    result = train(str(folder / "domain.yml"), str(folder / "config.yml"), [str(folder / "data")], output=str(folder))
    assert result.model
    return result.model


@pytest.fixture(scope="session")
def running(model: str) -> Iterator[Engine]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    actions = Actions()
    port, stop = asyncio.run_coroutine_threadsafe(_start(model, actions), loop).result(60)
    yield Engine(f"http://127.0.0.1:{port}", actions)
    asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


async def _start(model: str, actions: Actions) -> tuple[int, Any]:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import register
    from rasa.utils.endpoints import EndpointConfig
    from sanic import Sanic

    from bot.engine.serving.channel import DeskInput

    server = web.Application()
    server.router.add_post("/webhook", actions.handle)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/webhook"
    endpoint = EndpointConfig(url, headers={"Authorization": f"Bearer {SECRET}"}, enable_selective_domain=True)
    app = Sanic("engine_under_test")
    responses = EndpointConfig.from_dict({"type": "bot.engine.serving.responses.Responses"})
    app.ctx.agent = Agent.load(model, action_endpoint=endpoint, generator=responses)
    register([DeskInput.from_credentials({"secret": SECRET})], app, "/webhooks/")
    engine = await app.create_server("127.0.0.1", 0, return_asyncio_server=True, access_log=False)
    assert engine is not None
    await engine.startup()
    await engine.start_serving()

    async def stop() -> None:
        engine.close()
        await runner.cleanup()

    return engine.server.sockets[0].getsockname()[1], stop


@pytest.fixture
def engine(running: Engine) -> Engine:
    running.actions.__init__()  # type: ignore[misc]
    return running
