"""The page behind the link in each mail that ends mails about its ticket or conversation."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.services.notices.mailroom import STOP_PATH
from bot.services.notices.stops import StopLink
from bot.site.frame import Frame
from bot.web.bodies import reads_itself

ONE = rf"{STOP_PATH}/{{token:[0-9a-f]{{80}}}}"


class MailStopPages:
    """The link itself is the permission. Following it shows a page and changes nothing: programs follow links too."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._stops = frame.desk.notices.stops

    def routes(self) -> list[web.RouteDef]:
        """Their addresses. Mail programs send a POST to the link itself (RFC 8058)."""
        return [
            web.get(ONE, self.show),
            web.post(ONE, self.stop),
            web.post(f"{ONE}/again", self.resume),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """What the link is about, and a button."""
        return await self._page(request, self._stops.look)

    @reads_itself
    async def stop(self, request: web.Request) -> web.StreamResponse:
        """No more mails; what the body says does not matter, so it is not read."""
        return await self._page(request, self._stops.stop, self._frame.desk.clock())

    @reads_itself
    async def resume(self, request: web.Request) -> web.StreamResponse:
        """Mails again."""
        return await self._page(request, self._stops.resume)

    async def _page(
        self, request: web.Request, verb: Callable[..., StopLink | None], *arguments: Any
    ) -> web.StreamResponse:
        link = await asyncio.to_thread(verb, request.match_info["token"], *arguments)
        if link is None:
            raise web.HTTPNotFound()
        here = f"{STOP_PATH}/{request.match_info['token']}"
        return await self._frame.page(request, "mail_stop.html", link=link, here=here)
