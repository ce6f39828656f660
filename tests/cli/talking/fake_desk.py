"""A desk reduced to its Direct Line: says what a test tells it to, when it tells it to."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

TURN = {"intent": "greet", "confidence": 0.97, "language": "en", "owner": "bot"}
Answering = Callable[["FakeDesk", dict[str, Any]], None]


class FakeDesk:
    """One conversation, "c-1". `answer` is called with each activity and puts replies with `tell`."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer
        self.log: list[dict[str, Any]] = []
        self.received: list[dict[str, Any]] = []
        self.tokens: list[dict[str, Any]] = []
        self.refuse: tuple[int, dict[str, Any]] | None = None

    def app(self) -> web.Application:
        app = web.Application()
        base = "/v3/directline"
        app.add_routes(
            [
                web.post(f"{base}/tokens/generate", self._token),
                web.post(f"{base}/conversations", self._start),
                web.get(f"{base}/conversations/c-1/activities", self._read),
                web.post(f"{base}/conversations/c-1/activities", self._write),
            ]
        )
        return app

    def tell(self, text: str = "", *, to: str | None = None, **data: Any) -> None:
        kind = data.pop("type", "message")
        activity = {"type": kind, "text": text, "from": {"id": "partner-desk", "role": "bot"}, "channelData": data}
        self.log.append(activity | ({"replyToId": to} if to else {}))

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.tokens.append(body)
        return web.json_response({"conversationId": "c-1", "token": "t-1"})

    async def _start(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer t-1"
        return web.json_response({"conversationId": "c-1", "token": "t-1"}, status=201)

    async def _read(self, request: web.Request) -> web.Response:
        after = int(request.query.get("watermark") or 0)
        return web.json_response({"activities": self.log[after:], "watermark": str(len(self.log))})

    async def _write(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        if self.refuse is not None:
            status, body = self.refuse
            return web.json_response(body, status=status)
        number = f"m-{len(self.received)}"
        self.log.append({**activity, "id": number, "from": {"id": "customer", "role": "user"}})
        self.answer(self, {**activity, "id": number})
        return web.json_response({"id": number})
