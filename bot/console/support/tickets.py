"""Tickets in the console: the list, and one ticket with everything that can be done about it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final

from aiohttp import web

from bot.console.kernel.fields import search_words, text_of, version_seen
from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError, EmptyMessage, MalformedRequest, MessageTooLong
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.canned_replies import ReplyUnfilled
from bot.domain.staff.console_errors import QueueUnknown
from bot.domain.support.targets import Severity
from bot.domain.support.ticket_handling import ColleagueMayNot, TicketChanged
from bot.domain.support.tickets import Matter, TicketState
from bot.services.ports import Signal
from bot.services.records.support import TicketQuery, Whose
from bot.services.staff.customer_file import CustomerFile

WORKS = needs(Permission.WORK_COMMERCIAL_TICKETS, Permission.WORK_TECHNICAL_TICKETS)
ONE: Final = r"/tickets/{number:T-\d{1,9}}"
MENDABLE: Final = (TicketChanged, ColleagueMayNot, EmptyMessage, MessageTooLong, QueueUnknown, ReplyUnfilled)
"""Refusals after which the page is shown again with what was typed."""


_KEPT: Final = ("matter", "queue", "state", "whose", "overdue", "customer", "owner", "q")


class TicketPages:
    """The list and the tickets."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/tickets", self.list),
            web.get(ONE, self.one),
            web.post(f"{ONE}/assign", self.assign),
            web.post(f"{ONE}/write", self.write),
            web.post(f"{ONE}/note", self.note),
            web.post(f"{ONE}/answer", self.answer),
            web.post(f"{ONE}/state", self.state),
            web.post(f"{ONE}/severity", self.severity),
            web.post(f"{ONE}/move", self.move),
        ]

    @WORKS
    async def list(self, request: web.Request) -> web.Response:
        """Tickets of the agent's matters, narrowed by what the address says."""
        asked, overdue = _asked(request.query), request.query.get("overdue") == "yes"
        page = await asyncio.to_thread(
            self._desk.support.ticket_lists.page,
            asked,
            asked_by=agent_of(request),
            now=self._desk.clock(),
            number=whole_number(request.query.get("page", "")) or 1,
            overdue=overdue,
        )
        return await self._frame.page(
            request,
            "tickets.html",
            section="tickets",
            page=page,
            owners=await asyncio.to_thread(
                self._desk.staff.duty.colleagues, asked_by=agent_of(request), now=self._desk.clock()
            ),
            asked=asked,
            overdue=overdue,
            query=_kept(request.query),
            moved=request.query.get("moved", ""),
        )

    @WORKS
    async def one(self, request: web.Request) -> web.Response:
        """One ticket."""
        return await self._page(request)

    @WORKS
    async def assign(self, request: web.Request) -> web.Response:
        """To an agent, or to nobody."""
        form = await request.post()
        to = whole_number(str(form.get("to", "")))
        return await self._do(request, self._desk.support.ticket_handling.assign, to)

    @WORKS
    async def write(self, request: web.Request) -> web.Response:
        """An answer, a note, or both, and the state it leaves the ticket in: one form, carried out at once or not."""
        form, handling = await request.post(), self._desk.support.ticket_handling
        answer, note, then = (text_of(form, name) for name in ("answer", "note", "then"))
        state = _one_of(TicketState, then) if then else None
        if answer.strip():
            return await self._do(request, handling.answer, answer, state, note, wake=True)
        return await self._do(request, handling.note, note, state)

    @WORKS
    async def note(self, request: web.Request) -> web.Response:
        """Something for colleagues."""
        form = await request.post()
        return await self._do(request, self._desk.support.ticket_handling.note, text_of(form, "note"))

    @WORKS
    async def answer(self, request: web.Request) -> web.Response:
        """Something for the customer: into the conversation, or written down for a mail."""
        form = await request.post()
        then = text_of(form, "then")
        state = _one_of(TicketState, then) if then else None
        return await self._do(
            request, self._desk.support.ticket_handling.answer, text_of(form, "answer"), state, wake=True
        )

    @WORKS
    async def state(self, request: web.Request) -> web.Response:
        """Open, waiting or closed."""
        form = await request.post()
        state = _one_of(TicketState, text_of(form, "state"))
        return await self._do(request, self._desk.support.ticket_handling.set_state, state, text_of(form, "reason"))

    @WORKS
    async def severity(self, request: web.Request) -> web.Response:
        """How much the problem stops, with a reason."""
        form = await request.post()
        severity = _one_of(Severity, text_of(form, "severity"))
        return await self._do(
            request, self._desk.support.ticket_handling.set_severity, severity, text_of(form, "because")
        )

    @WORKS
    async def move(self, request: web.Request) -> web.Response:
        """Into another queue, where the agent may not follow."""
        form = await request.post()
        return await self._do(
            request, self._desk.support.ticket_handling.move, text_of(form, "queue"), text_of(form, "why")
        )

    async def _do(
        self, request: web.Request, verb: Callable[..., Any], *arguments: Any, wake: bool = False
    ) -> web.Response:
        """Carries it out and leads back to the ticket; what can be mended is told beside the form."""
        agent, number, now = agent_of(request), request.match_info["number"], self._desk.clock()
        seen = version_seen(await request.post())
        try:
            done = await asyncio.to_thread(verb, number, *arguments, asked_by=agent, seen=seen, now=now)
        except MENDABLE as refused:
            return await self._page(request, refused, await request.post())
        if wake and done.conversation_id is not None:
            self._frame.signals.send(done.conversation_id, Signal.CHANGED)
        if isinstance(done, Matter) and done not in agent.matters:
            return see_other(f"/console/tickets?moved={number}")
        return see_other(f"/console/tickets/{number}")

    async def _page(
        self, request: web.Request, refused: DeskError | None = None, typed: Mapping[str, Any] | None = None
    ) -> web.Response:
        """The ticket as it is now, with what was typed into a form that was refused."""
        file = await asyncio.to_thread(
            self._desk.support.ticket_lists.one,
            request.match_info["number"],
            asked_by=agent_of(request),
            now=self._desk.clock(),
        )
        return await self._frame.form(
            request,
            "ticket.html",
            section="tickets",
            refused=refused,
            file=file,
            customer_file=await asyncio.to_thread(self._customer, agent_of(request), file.row.ticket.customer_id),
            typed=typed or {},
        )

    def _customer(self, agent: Agent, customer_id: int | None) -> CustomerFile | None:
        """The file beside the ticket, for who may see customers."""
        if customer_id is None or not agent.may(Permission.SEE_CUSTOMERS):
            return None
        return self._desk.staff.customer_files.of_customer(customer_id, asked_by=agent, now=self._desk.clock())


def _asked(query: Mapping[str, str]) -> TicketQuery:
    """What the address asks for; what it says that makes no sense is left out."""
    return TicketQuery(
        matter=_known(Matter, query.get("matter", "")),
        queue=query.get("queue", "")[:40],
        state=_known(TicketState, query.get("state", "")),
        whose=_known(Whose, query.get("whose", "")) or Whose.ANYONE,
        words=search_words(query),
        customer=" ".join(query.get("customer", "").split())[: lengths.SEARCH],
        owner=whole_number(query.get("owner", "")),
    )


def _kept(query: Mapping[str, str]) -> dict[str, str]:
    """What links to other pages of the same list repeat."""
    return {name: query[name] for name in _KEPT if query.get(name)}


def _known(kind: Any, code: str) -> Any:
    return kind(code) if code in set(kind) else None


def _one_of(kind: Any, code: str) -> Any:
    """The code as one of a kind. Raises MalformedRequest."""
    if (known := _known(kind, code)) is None:
        raise MalformedRequest(problem=f"{code!r} is no {kind.__name__}")
    return known
