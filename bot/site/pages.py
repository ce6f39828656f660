"""The pages on which the partner helps: how to reach people and when, what support there is, what is kept."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.domain.customers.identity import Identity
from bot.domain.support.tickets import TicketState
from bot.site.frame import Frame
from bot.site.language import language_of
from bot.site.support_facts import SupportFacts, TicketFacts

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
        """Hours, contact, prices, responsibilities and portals, and the own tickets, true at this moment."""
        seen = await self._frame.front.seen(request)
        contact, hours = seen.get("contact"), self._hours(request)
        tickets = await asyncio.to_thread(self._tickets, contact.identity, hours) if contact else ()
        return await self._frame.page(request, "support.html", **hours, tickets=tickets)

    def _tickets(self, asked_by: Identity, hours: Mapping[str, Any]) -> tuple[TicketFacts, ...]:
        """What the signed-in contact may read and is not closed."""
        support, facts, now = self._desk.support, hours["facts"], hours["now"]
        found = support.tickets.status(None, asked_by=asked_by, conversation_id="")
        still = (ticket for ticket in found if ticket.state is not TicketState.CLOSED)
        return tuple(facts.ticket(ticket, support.clock.deadlines(ticket, now), now) for ticket in still)

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
