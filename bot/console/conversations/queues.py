"""The lists of conversations: who waits, mine, my team's, all, put aside, closed; searched and narrowed."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, home_of, require, see_other
from bot.console.kernel.guard import needs
from bot.console.kernel.looks import note_search
from bot.domain.kernel import lengths
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.conversations import ConversationQuery, ListPage, View

WARN_SECONDS = 120
"""A waiting customer is marked after two minutes, and marked again at the partner's limit."""

_OWN, _EVERY = (View.MINE, View.SNOOZED), (View.ALL, View.CLOSED)
BESIDE = {View.MINE: _OWN, View.SNOOZED: _OWN, View.ALL: _EVERY, View.CLOSED: _EVERY}
"""Lists that belong together and are shown as tabs; the others stand in the navigation alone."""

NEWEST_FIRST = frozenset({View.ALL, View.SNOOZED, View.CLOSED})
"""Lists that go from the newest words to the oldest; in the others who is to be served next comes first."""

READ = Permission.READ_CONVERSATIONS


class QueuePages:
    """Handlers of the lists."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """One address a list; the first is the console's own."""
        return [
            web.get("/", self.waiting),
            web.get("/{view:waiting|mine|team|all|snoozed|closed}", self.list),
        ]

    @needs(READ, Permission.MANAGE_AGENTS)
    async def waiting(self, request: web.Request) -> web.StreamResponse:
        """Where agents begin; who may not read conversations begins elsewhere."""
        if not agent_of(request).may(READ):
            return see_other(home_of(agent_of(request)))
        return await self._page(request, View.WAITING)

    @needs(READ)
    async def list(self, request: web.Request) -> web.StreamResponse:
        """Any other list."""
        return await self._page(request, View(request.match_info["view"]))

    async def _page(self, request: web.Request, view: View) -> web.StreamResponse:
        agent = require(request, READ)
        asked = asked_of(request, view)
        page = await asyncio.to_thread(self._found, agent, asked)
        facts = list_facts(self._frame, asked, page)
        duty, now = self._frame.desk.staff.duty, self._frame.desk.clock()
        owners = await asyncio.to_thread(duty.colleagues, asked_by=agent, now=now)
        return await self._frame.page(request, "queue.html", section=view.value, **facts, chosen="", owners=owners)

    def _found(self, agent: Agent, asked: ConversationQuery) -> ListPage:
        note_search(self._frame.desk, agent, asked.query)
        return self._frame.desk.staff.watch.page(asked, asked_by=agent, now=self._frame.desk.clock())


def view_of(request: web.Request) -> View:
    """The list a page was opened from; those waiting unless it says another."""
    view = request.query.get("view", "")
    return View(view) if view in set(View) else View.WAITING


def asked_of(request: web.Request, view: View) -> ConversationQuery:
    """Which list the address asks for."""
    query = request.query
    return ConversationQuery(
        view,
        query=query.get("q", "").strip()[: lengths.SEARCH],
        tag=query.get("tag", "").strip().lower()[: lengths.TAG],
        queue=query.get("queue", "")[: lengths.TAG],
        customer=" ".join(query.get("customer", "").split())[: lengths.SEARCH],
        owner=whole_number(query.get("owner", "")),
        before=query.get("before", ""),
    )


def list_facts(frame: Frame, asked: ConversationQuery, page: ListPage) -> dict[str, Any]:
    """What a template needs to show a part of a list. `narrowed` and `here` are ends of addresses."""
    limit = frame.desk.partner.handoff.waiting_limit_minutes * 60
    owner = "" if asked.owner is None else str(asked.owner)
    narrowing = {"q": asked.query, "tag": asked.tag, "queue": asked.queue, "customer": asked.customer, "owner": owner}
    return {
        "asked": asked,
        "rows": page.rows,
        "total": page.total,
        "narrowed": _written(**narrowing),
        "here": _written(**narrowing, before=asked.before),
        "views": BESIDE.get(asked.view, ()),
        "warn": WARN_SECONDS,
        "late": limit,
        "next": page.following,
        "newest_first": asked.view in NEWEST_FIRST,
    }


def _written(**narrowing: str) -> str:
    """What is set, as further parts of an address's query."""
    return "".join(f"&{urlencode({name: value})}" for name, value in narrowing.items() if value)
