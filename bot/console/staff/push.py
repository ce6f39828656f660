"""Browsers of an agent that take pushes: subscribed and forgotten by their script, and the worker that shows them."""

import asyncio

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import public, signed_in
from bot.domain.staff.alerting import PushRefused
from bot.services.notices.alerts.pushes import Browser


class PushPages:
    """For every agent; the worker's script for every browser, as it is fetched anew without a session too."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/push-worker.js", self.worker),
            web.post("/me/push", self.subscribe),
            web.post("/me/push/forget", self.forget),
        ]

    @public
    async def worker(self, request: web.Request) -> web.Response:
        """The script, at an address that never changes, for the whole console."""
        return self._frame.assets.get("push-worker.js").respond(request, "no-cache")

    @signed_in
    async def subscribe(self, request: web.Request) -> web.Response:
        """This browser takes the agent's pushes from now on."""
        form = await request.post()
        endpoint, p256dh, auth = (str(form.get(name, "")) for name in ("endpoint", "p256dh", "auth"))
        browser = Browser(endpoint, p256dh, auth, request.headers.get("User-Agent", ""))
        pushes = self._desk.notices.alerts.pushes
        try:
            await asyncio.to_thread(pushes.subscribe, browser, asked_by=agent_of(request), now=self._desk.clock())
        except PushRefused as refused:
            return web.json_response({"error": refused.code}, status=400)
        return web.json_response({})

    @signed_in
    async def forget(self, request: web.Request) -> web.Response:
        """No more pushes to this browser; nothing changes where it is none of the agent's."""
        form = await request.post()
        endpoint = str(form.get("endpoint", ""))
        await asyncio.to_thread(self._desk.notices.alerts.pushes.forget, endpoint, asked_by=agent_of(request))
        return web.json_response({})
