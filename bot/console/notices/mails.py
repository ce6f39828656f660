"""Mails in the console: what waits, failed, came back or may not have arrived; sent again, or given up."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.domain.kernel.written import whole_number
from bot.domain.notices.outbox import MAY_BE_GIVEN_UP, MAY_BE_SENT_AGAIN, UNDER_WAY, MailState
from bot.domain.staff.agents import Permission
from bot.services.records.notices import MailQuery

HOME: Final = "/console/mail"
ONE: Final = r"/mail/{id:\d{1,9}}"
WORKS: Final = needs(Permission.WORK_COMMERCIAL_TICKETS, Permission.WORK_TECHNICAL_TICKETS)
SHOWN: Final[Mapping[str, tuple[MailState, ...]]] = {
    "open": (*UNDER_WAY, MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED),
    "waiting": UNDER_WAY,
    "failed": (MailState.FAILED,),
    "uncertain": (MailState.UNCERTAIN,),
    "bounced": (MailState.BOUNCED,),
    "sent": (MailState.SENT,),
}
"""What a list shows, by the word in the address; the first is what needs somebody's eyes."""
DONE: Final = frozenset({"again", "given_up", "too_late"})


class MailPages:
    """For agents who may see tickets: mails about the matters they work on."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/mail", self.list),
            web.post(f"{ONE}/again", self.again),
            web.post(f"{ONE}/give-up", self.give_up),
        ]

    @WORKS
    async def list(self, request: web.Request) -> web.Response:
        """A page of mails, newest first; figures for who may read the audit log."""
        agent, asked = agent_of(request), _asked(request.query)
        overview = self._desk.notices.overview
        number = whole_number(request.query.get("page", "")) or 1
        page = await asyncio.to_thread(overview.page, MailQuery(SHOWN[asked]), asked_by=agent, number=number)
        counts = None
        if agent.may(Permission.READ_AUDIT_LOG):
            counts = await asyncio.to_thread(overview.counts, asked_by=agent, now=self._desk.clock())
        done = request.query.get("done", "")
        return await self._frame.page(
            request,
            "mails.html",
            section="mail",
            page=page,
            asked=asked,
            shown=tuple(SHOWN),
            counts=counts,
            is_open=self._desk.notices.mailroom.is_open,
            again=MAY_BE_SENT_AGAIN,
            up=MAY_BE_GIVEN_UP,
            done=done if done in DONE else "",
        )

    @WORKS
    async def again(self, request: web.Request) -> web.Response:
        """Has one sent again."""
        return await self._do(request, self._desk.notices.overview.send_again, "again")

    @WORKS
    async def give_up(self, request: web.Request) -> web.Response:
        """Ends the attempts of one."""
        return await self._do(request, self._desk.notices.overview.give_up, "given_up")

    async def _do(self, request: web.Request, verb: Callable[..., bool | None], said: str) -> web.Response:
        """Leads back to the list it was asked for on; what changed meanwhile is told."""
        form = await request.post()
        row, agent = int(request.match_info["id"]), agent_of(request)
        done = await asyncio.to_thread(verb, row, asked_by=agent, now=self._desk.clock())
        if done is None:
            raise web.HTTPNotFound()
        shown = _asked({"show": str(form.get("show", ""))})
        return see_other(f"{HOME}?show={shown}&done={said if done else 'too_late'}")


def _asked(query: Mapping[str, Any]) -> str:
    """Which list the address asks for; the first where it says none that there is."""
    shown = str(query.get("show", ""))
    return shown if shown in SHOWN else next(iter(SHOWN))
