"""The pages on which the partner helps: how to reach people and when, what support there is, what is kept."""

from typing import Any

from aiohttp import web

from bot.site.frame import Frame
from bot.site.language import language_of
from bot.site.support_facts import SupportFacts

HELP = "/help"


class HelpPages:
    """Handlers of the addresses that are the same whoever stands in front."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [
            web.get(HELP, self.help),
            web.get("/support", self.support),
            web.get("/privacy", self.privacy),
            web.get("/favicon.ico", self.icon),
        ]

    async def help(self, request: web.Request) -> web.StreamResponse:
        """How to reach the partner: now, by chat, mail and telephone, and when."""
        return await self._frame.page(request, "help.html", **self._hours(request))

    async def support(self, request: web.Request) -> web.StreamResponse:
        """Hours, contact, prices, responsibilities and portals, true at this moment."""
        return await self._frame.page(request, "support.html", **self._hours(request))

    async def privacy(self, request: web.Request) -> web.StreamResponse:
        """What is kept, and what is not."""
        return await self._frame.page(request, "privacy.html", parts=self._frame.front.privacy)

    async def icon(self, request: web.Request) -> web.StreamResponse:
        """Browsers ask for it whatever the page says."""
        raise web.HTTPMovedPermanently(self._frame.assets.url("icon.svg"))

    def _hours(self, request: web.Request) -> dict[str, Any]:
        now = self._desk.clock()
        facts = SupportFacts(self._desk.partner.support, self._frame.texts, language_of(request))
        return {"facts": facts, "now": now, "today": self._desk.partner.today(now)}
