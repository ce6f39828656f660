"""Customers in the console: search, and one customer's file as a page of its own."""

import asyncio

from aiohttp import web

from bot.console.kernel.fields import search_words
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs
from bot.domain.staff.agents import Permission


class CustomerPages:
    """The customer file outside a conversation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/customers", self.search), web.get(r"/customers/{id:\d{1,9}}", self.one)]

    @needs(Permission.SEE_CUSTOMERS)
    async def search(self, request: web.Request) -> web.Response:
        """The search form and, once something was typed, what it found."""
        words = search_words(request.query)
        found = await asyncio.to_thread(
            self._desk.staff.customer_files.search, words, asked_by=agent_of(request), now=self._desk.clock()
        )
        return await self._frame.page(request, "customers.html", section="customers", words=words, found=found)

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
