"""Customers in the console: their list, and one customer's file as a page of its own."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Final

from aiohttp import web

from bot.console.kernel.fields import search_words
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Permission
from bot.services.records.customers import CustomerQuery

_KEPT: Final = ("q", "overdue", "suspended", "waiting", "language")
"""What links to other pages of the same list repeat."""


class CustomerPages:
    """The customer file outside a conversation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/customers", self.list), web.get(r"/customers/{id:\d{1,9}}", self.one)]

    @needs(Permission.SEE_CUSTOMERS)
    async def list(self, request: web.Request) -> web.Response:
        """Customers by name, narrowed by what the address says."""
        asked, now = _asked(request.query, self._desk.partner.today(self._desk.clock())), self._desk.clock()
        page = await asyncio.to_thread(
            self._desk.staff.customer_list.page,
            asked,
            asked_by=agent_of(request),
            now=now,
            number=whole_number(request.query.get("page", "")) or 1,
        )
        unlinked = await asyncio.to_thread(self._desk.customers.addresses.waiting, asked_by=agent_of(request))
        kept = {name: request.query[name] for name in _KEPT if request.query.get(name)}
        return await self._frame.page(
            request, "customers.html", section="customers", page=page, asked=asked, query=kept, unlinked=unlinked
        )

    @needs(Permission.SEE_CUSTOMERS)
    async def one(self, request: web.Request) -> web.Response:
        """One customer's file."""
        file = await asyncio.to_thread(
            self._desk.staff.customer_files.of_customer,
            int(request.match_info["id"]),
            asked_by=agent_of(request),
            now=self._desk.clock(),
        )
        return await self._frame.page(request, "customer.html", section="customers", file=file)


def _asked(query: Mapping[str, str], today: date) -> CustomerQuery:
    """What the address asks for; what it says that makes no sense is left out."""
    language = query.get("language", "")
    return CustomerQuery(
        today,
        words=search_words(query),
        overdue=query.get("overdue") == "yes",
        suspended=query.get("suspended") == "yes",
        waiting=query.get("waiting") == "yes",
        language=language if language in LANGUAGES else "",
    )
