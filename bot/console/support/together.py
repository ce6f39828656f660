"""Several tickets of the list at once: given to a colleague, closed with a reason, opened again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console.kernel.addresses import ROOT, came_from
from bot.console.kernel.fields import text_of
from bot.console.kernel.frame import Frame, agent_of, language_of
from bot.console.kernel.together import Result, each
from bot.console.support.tickets import WORKS
from bot.domain.kernel.errors import MalformedRequest
from bot.domain.kernel.written import instant_of, whole_number
from bot.domain.staff.agents import Agent
from bot.domain.support.ticket_handling import TicketChanged, next_version
from bot.domain.support.tickets import TicketState

PATH = "/tickets/together"


class TicketsTogetherPages:
    """One form; each ticket is changed by itself, only if it is still as the list showed it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self.act)]

    @WORKS
    async def act(self, request: web.Request) -> web.StreamResponse:
        """Carries it out and tells what became of each."""
        form, now = await request.post(), self._desk.clock()
        again = self._frame.texts.say("frame.together.reopened", language_of(request))
        verb = self._verb(dict(form), agent_of(request), now, again)
        keys = [str(one) for one in form.getall("chosen", [])]
        results = await each(self._frame, request, [Result(key, key, f"{ROOT}/tickets/{key}") for key in keys], verb)
        fields = [("do", "reopen")]
        for one in results:
            seen = instant_of(str(form.get(f"seen-{one.key}", "")))
            if not one.refusal and seen is not None:
                fields += [("chosen", one.key), (f"seen-{one.key}", next_version(seen, now).isoformat())]
        undo = (f"{ROOT}{PATH}", fields) if form.get("do") == "close" else None
        facts: dict[str, Any] = {"results": results, "back": came_from(request), "undo": undo}
        return await self._frame.page(request, "together.html", section="tickets", **facts)

    def _verb(self, form: dict[str, Any], agent: Agent, now: datetime, again: str) -> Callable[[str], object]:
        handling, reason = self._desk.support.ticket_handling, text_of(form, "reason")

        def by(key: str) -> dict[str, Any]:
            seen = instant_of(str(form.get(f"seen-{key}", "")))
            if seen is None:
                raise TicketChanged(number=key)
            return {"asked_by": agent, "seen": seen, "now": now}

        match form.get("do"):
            case "assign":
                to = whole_number(str(form.get("agent", "")))
                return lambda key: handling.assign(key, to, **by(key))
            case "close":
                return lambda key: handling.set_state(key, TicketState.CLOSED, reason, **by(key))
            case "reopen":
                return lambda key: handling.set_state(key, TicketState.OPEN, again, **by(key))
        raise MalformedRequest(problem="do")
