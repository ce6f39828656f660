"""The pages on which the partner helps: how to reach people and when, what support there is, what is kept."""

import asyncio
from datetime import datetime
from typing import Any, Final

from aiohttp import web

from bot.domain.customers.identity import Identity
from bot.site.frame import Frame
from bot.site.language import language_of
from bot.site.support_facts import SupportFacts
from bot.site.tickets.facts import TicketRow, TicketWords

HELP = "/help"
TICKETS_SHOWN: Final = 5
"""Tickets on the support page; their own page has all."""


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
        """Hours, contact, prices, responsibilities and portals, and the own tickets, true at this moment."""
        seen = await self._frame.front.seen(request)
        contact, hours = seen.get("contact"), self._hours(request)
        asked = (contact.identity, language_of(request), hours["now"]) if contact else None
        tickets = await asyncio.to_thread(self._tickets, *asked) if asked else ()
        return await self._frame.page(request, "support.html", **hours, tickets=tickets)

    def _tickets(self, asked_by: Identity, language: str, now: datetime) -> tuple[TicketRow, ...]:
        """What the signed-in contact may read, answers not read first, then open ones, the newest first."""
        page = self._desk.support.reading.page(1, asked_by=asked_by, now=now)
        words = TicketWords(self._desk.partner, self._frame.texts, language, asked_by.contact_id, now)
        return words.rows(page)[:TICKETS_SHOWN]

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
