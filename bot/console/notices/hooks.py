"""Webhooks in the console: what was posted to the partner's servers, and posting one again."""

import asyncio
from typing import Final

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.domain.staff.agents import Permission

HOME: Final = "/console/webhooks"
READS: Final = needs(Permission.READ_AUDIT_LOG)


class HookPages:
    """For who reads the audit log."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/webhooks", self.list), web.post(r"/webhooks/{id:\d{1,9}}/again", self.again)]

    @READS
    async def list(self, request: web.Request) -> web.Response:
        """The latest posts."""
        posts = await asyncio.to_thread(self._desk.notices.alerts.hooks.latest, asked_by=agent_of(request))
        done = request.query.get("done", "")
        return await self._frame.page(
            request,
            "webhooks.html",
            section="mail",
            posts=posts,
            hooks=self._desk.partner.alert_hooks,
            done=done if done in {"again", "too_late"} else "",
        )

    @READS
    async def again(self, request: web.Request) -> web.Response:
        """Has one posted again."""
        again = self._desk.notices.alerts.hooks.post_again
        row = int(request.match_info["id"])
        done = await asyncio.to_thread(again, row, asked_by=agent_of(request), now=self._desk.clock())
        return see_other(f"{HOME}?done={'again' if done else 'too_late'}")
