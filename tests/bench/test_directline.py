"""The benchmark's own client of Direct Line notices what a desk under load might get wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bench.directline import Conversation
from bench.questions import Mistakes, Question

QUESTION = Question("where is NS-1", ("NS-1",), intent="find_invoice")


@dataclass
class FakeDesk:
    """Answers each message with `replies`, over the stream `times` times; the log holds `logged` copies of each."""

    replies: tuple[dict[str, Any], ...]
    times: int = 1
    logged: int = 1
    log: list[dict[str, Any]] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        base = "/v3/directline"
        app.router.add_post(f"{base}/tokens/generate", self.generate)
        app.router.add_post(f"{base}/conversations", self.begin)
        app.router.add_get(f"{base}/conversations/c/stream", self.stream)
        app.router.add_post(f"{base}/conversations/c/activities", self.write)
        app.router.add_get(f"{base}/conversations/c/activities", self.read)
        return app

    async def generate(self, _: web.Request) -> web.Response:
        return web.json_response({"conversationId": "c", "token": "t"})

    async def begin(self, request: web.Request) -> web.Response:
        url = request.url.with_scheme("ws").with_path("/v3/directline/conversations/c/stream")
        return web.json_response({"streamUrl": str(url)})

    async def stream(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for _ in socket:
            pass
        return socket

    async def write(self, _: web.Request) -> web.Response:
        posted = f"m{len(self.log)}"
        self.log.append({"id": posted})
        answers = [{"id": f"{posted}-{n}", "replyToId": posted, **one} for n, one in enumerate(self.replies)]
        self.log += answers * self.logged
        for _ in range(self.times):
            await self.sockets[0].send_json({"activities": answers})
        return web.json_response({"id": posted})

    async def read(self, request: web.Request) -> web.Response:
        start = int(request.query.get("watermark") or 0)
        return web.json_response({"activities": self.log[start:], "watermark": str(len(self.log))})


def reply(text: str = "NS-1 is open", intent: str = "find_invoice") -> dict[str, Any]:
    return {"text": text, "channelData": {"turn": {"intent": intent}}}


@asynccontextmanager
async def conversation(desk: FakeDesk) -> AsyncIterator[Conversation]:
    async with TestServer(desk.app()) as server, ClientSession() as session:
        url = str(server.make_url("")).rstrip("/")
        talk = Conversation(session, url, "desk", Mistakes())
        await talk.open("signed")
        yield talk


async def mistakes_with(desk: FakeDesk) -> list[str]:
    async with conversation(desk) as talk:
        seconds = await talk.ask(QUESTION)
        await talk.close()
    assert seconds > 0
    return talk.mistakes.found


async def test_one_right_reply_is_no_mistake() -> None:
    assert await mistakes_with(FakeDesk((reply(),))) == []


@pytest.mark.parametrize(
    ("desk", "noticed"),
    [
        (FakeDesk((reply(), reply())), "2 answers"),
        (FakeDesk((reply(),), times=2), "the stream brought other replies"),
        (FakeDesk((reply(),), logged=2), "2 answers in the log"),
        (FakeDesk((reply("NS-2 is open"),)), "no ['NS-1']"),
        (FakeDesk((reply(intent="greet"),)), "understood as greet"),
    ],
    ids=["two replies", "pushed twice", "logged twice", "another invoice", "misunderstood"],
)
async def test_a_repeated_or_wrong_reply_is_noticed(desk: FakeDesk, noticed: str) -> None:
    assert any(noticed in mistake for mistake in await mistakes_with(desk))


async def test_a_missing_reply_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.directline.ANSWER_SECONDS", 0.05)
    assert "TimeoutError" in (await mistakes_with(FakeDesk(())))[0]
