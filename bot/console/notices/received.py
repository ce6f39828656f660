"""Mails that arrived, in the console: unclear ones are attached or discarded, others looked at, files downloaded."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from aiohttp import web

from bot.console.kernel.fields import text_of
from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.domain.kernel.errors import DocumentNotFound, TicketNotFound
from bot.domain.kernel.written import whole_number
from bot.domain.notices.incoming import Fate
from bot.domain.staff.agents import Permission
from bot.domain.support.ticket_handling import TicketChanged

HOME: Final = "/console/mail/received"
WORKS: Final = needs(Permission.WORK_COMMERCIAL_TICKETS, Permission.WORK_TECHNICAL_TICKETS)
SHOWN: Final[Mapping[str, tuple[Fate, ...]]] = {
    "unclear": (Fate.UNCLEAR,),
    "automatic": (Fate.AUTOMATIC, Fate.RETURNED),
    "taken": (Fate.OPENED, Fate.ADDED, Fate.SAID, Fate.ATTACHED),
    "discarded": (Fate.DISCARDED,),
}
"""What a list shows, by the word in the address; the first is what needs somebody's eyes."""
DONE: Final = frozenset({"attached", "discarded", "too_late", "no_ticket"})


class ReceivedPages:
    """For agents who may see tickets."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/mail/received", self.list),
            web.post(r"/mail/received/{id:\d{1,9}}/attach", self.attach),
            web.post(r"/mail/received/{id:\d{1,9}}/discard", self.discard),
            web.get(r"/tickets/{number:T-\d{1,9}}/files/{file:\d{1,9}}", self.file),
        ]

    @WORKS
    async def list(self, request: web.Request) -> web.Response:
        """A page of mails, newest first."""
        asked = request.query.get("show", "")
        asked = asked if asked in SHOWN else next(iter(SHOWN))
        page = await asyncio.to_thread(
            self._desk.support.mails_received.page,
            SHOWN[asked],
            asked_by=agent_of(request),
            number=whole_number(request.query.get("page", "")) or 1,
        )
        done = request.query.get("done", "")
        return await self._frame.page(
            request,
            "received.html",
            section="mail",
            page=page,
            asked=asked,
            shown=tuple(SHOWN),
            is_verified=bool(self._desk.settings.mail_verified_by),
            done=done if done in DONE else "",
        )

    @WORKS
    async def attach(self, request: web.Request) -> web.Response:
        """Writes one into a ticket."""
        form = await request.post()
        try:
            done = await asyncio.to_thread(
                self._desk.support.mails_received.attach,
                int(request.match_info["id"]),
                text_of(form, "ticket"),
                asked_by=agent_of(request),
                now=self._desk.clock(),
            )
        except TicketNotFound:
            return see_other(f"{HOME}?done=no_ticket")
        except TicketChanged:
            return see_other(f"{HOME}?done=too_late")
        return _back(done, "attached")

    @WORKS
    async def discard(self, request: web.Request) -> web.Response:
        """Nothing follows from one."""
        row, agent = int(request.match_info["id"]), agent_of(request)
        discard = self._desk.support.mails_received.discard
        return _back(await asyncio.to_thread(discard, row, asked_by=agent, now=self._desk.clock()), "discarded")

    @WORKS
    async def file(self, request: web.Request) -> web.Response:
        """A file of a mail on a ticket: always to be saved, never shown by the browser."""
        try:
            stored = await asyncio.to_thread(
                self._desk.support.mails_received.file,
                request.match_info["number"],
                int(request.match_info["file"]),
                asked_by=agent_of(request),
                now=self._desk.clock(),
            )
        except DocumentNotFound as error:
            raise web.HTTPNotFound() from error
        return web.Response(body=stored.content, headers=_headers(stored.name, stored.kind))


def _headers(name: str, kind: str) -> dict[str, Any]:
    """The name as RFC 6266 writes it, so that no sign of it ends the header."""
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return {
        "Content-Type": f"{kind}{charset}",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }


def _back(done: bool | None, said: str) -> web.Response:
    if done is None:
        raise web.HTTPNotFound()
    return see_other(f"{HOME}?done={said if done else 'too_late'}")
