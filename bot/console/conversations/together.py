"""Several conversations of a list at once: given to a colleague, closed, opened again."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from aiohttp import web

from bot.console.kernel.addresses import HOME, came_from
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs
from bot.console.kernel.together import Result, each
from bot.domain.kernel.errors import ConversationNotFound, MalformedRequest
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.console_errors import AgentNotFound
from bot.services.ports import Signal

PATH = "/together"


class TogetherPages:
    """One form; each conversation is a transaction of its own, with its own entry in the audit log."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self.act)]

    @needs(Permission.ANSWER_CONVERSATIONS)
    async def act(self, request: web.Request) -> web.StreamResponse:
        """Carries it out and tells what became of each."""
        form, agent = await request.post(), agent_of(request)
        verb, chosen = self._verb(dict(form), agent), [str(one) for one in form.getall("chosen", [])]
        named = await asyncio.to_thread(lambda: tuple(self._named(chosen, agent)))
        results = await each(self._frame, request, named, verb)
        done = [one for one in results if not one.refusal]
        for one in done:
            self._frame.signals.send(one.key, Signal.CHANGED)
        undo = (f"{HOME}together", [("do", "reopen"), *(("chosen", one.key) for one in done)])
        back = came_from(request)
        facts: dict[str, Any] = {"results": results, "back": back, "undo": undo if form.get("do") == "close" else None}
        return await self._frame.page(request, "together.html", section="all", **facts)

    def _verb(self, form: dict[str, Any], agent: Agent) -> Callable[[str], object]:
        handling = self._desk.staff.handling
        by: dict[str, Any] = {"asked_by": agent, "now": self._desk.clock()}
        match form.get("do"):
            case "assign":
                to = whole_number(str(form.get("agent", "")))
                if to is None:
                    raise AgentNotFound()
                return lambda key: handling.assign(key, to, **by)
            case "close":
                return lambda key: handling.resolve(key, seen=whole_number(str(form.get(f"seen-{key}", ""))), **by)
            case "reopen":
                return lambda key: handling.reopen(key, **by)
        raise MalformedRequest(problem="do")

    def _named(self, chosen: list[str], agent: Agent) -> Iterator[Result]:
        for key in chosen:
            try:
                listed, _ = self._desk.staff.viewing.standing(key, asked_by=agent)
                name = " · ".join(filter(None, (listed.contact, listed.customer))) or key[:4]
            except ConversationNotFound:
                name = key[:4]
            yield Result(key, name, f"{HOME}c/{key}")
