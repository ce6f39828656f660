"""The pages of one's own tickets, for who is signed in: all of them, and each as a conversation to be answered."""

import asyncio
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from aiohttp import web

from bot.domain.customers.identity import Identity
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError, EmptyMessage, MessageTooLong, TicketNotFound
from bot.domain.support.ticket_handling import TicketChanged, TooManyReplies
from bot.services.support.ticket_reading import TicketStory
from bot.site.frame import Frame, see_other
from bot.site.language import language_of
from bot.site.tickets.facts import TicketWords
from bot.site.tickets.nobody import contact_of, sign_in_first
from bot.web import origin

TICKETS: Final = "/support/tickets"
ONE: Final = rf"{TICKETS}/{{number:T-\d{{1,9}}}}"
_FORM: Final = re.compile(r"[0-9a-f]{32}")
"""The name a form was given when it was shown: sent twice, it changes a ticket once."""
_PAGE: Final = re.compile(r"[1-9]\d{0,5}", re.ASCII)
STATUS: Final[dict[type[DeskError], int]] = {
    EmptyMessage: 400,
    MessageTooLong: 413,
    TicketChanged: 409,
    TooManyReplies: 429,
}


class OwnTicketPages:
    """Who is not signed in is told how to. Another's ticket and a missing one are the same missing page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [
            web.get(TICKETS, self.all),
            web.get(ONE, self.one),
            web.post(ONE, self.reply),
            web.post(f"{ONE}/close", self.close),
            web.post(f"{ONE}/reopen", self.reopen),
        ]

    async def all(self, request: web.Request) -> web.StreamResponse:
        """The list, page by page; those with unread answers first."""
        if (asked_by := await contact_of(self._frame, request)) is None:
            return await sign_in_first(self._frame, request)
        asked = request.query.get("page", "")
        number, now = int(asked) if _PAGE.fullmatch(asked) else 1, self._desk.clock()
        page = await asyncio.to_thread(self._desk.support.reading.page, number, asked_by=asked_by, now=now)
        rows = self._words(request, asked_by).rows(page)
        return await self._frame.page(request, "tickets.html", rows=rows, page=page)

    async def one(self, request: web.Request) -> web.StreamResponse:
        """The ticket as a conversation. Shown counts as seen."""
        if (asked_by := await contact_of(self._frame, request)) is None:
            return await sign_in_first(self._frame, request)
        story = await self._story(request, asked_by)
        answer = await self._page(request, story, asked_by)
        reading = self._desk.support.reading
        await asyncio.to_thread(reading.saw, story.ticket.number, story.last, asked_by=asked_by)
        return answer

    async def reply(self, request: web.Request) -> web.StreamResponse:
        """Adds what was written; a closed ticket is open again after that."""
        text = str((await request.post()).get("text", ""))

        def add(number: str, **wish: Any) -> object:
            return self._desk.support.own_tickets.add(number, text, **wish)

        return await self._change(request, add, text)

    async def close(self, request: web.Request) -> web.StreamResponse:
        """Closes it; the page then offers to open it again."""
        return await self._change(request, self._desk.support.own_tickets.close)

    async def reopen(self, request: web.Request) -> web.StreamResponse:
        """Opens a closed one again."""
        return await self._change(request, self._desk.support.own_tickets.reopen)

    async def _change(self, request: web.Request, verb: Callable[..., object], text: str = "") -> web.StreamResponse:
        if not origin.comes_from_site(request):
            raise web.HTTPForbidden
        if (asked_by := await contact_of(self._frame, request)) is None:
            return await sign_in_first(self._frame, request)
        form, number = str((await request.post()).get("form", "")), request.match_info["number"]
        if not _FORM.fullmatch(form):
            raise web.HTTPBadRequest
        writer = asked_by.contact_id or asked_by.confirmed_address
        wish = {"conversation_id": "", "origin": f"site:{writer}:{form}", "now": self._desk.clock()}
        try:
            await asyncio.to_thread(verb, number, asked_by=asked_by, **wish)
        except TicketNotFound:
            raise web.HTTPNotFound from None
        except tuple(STATUS) as refused:
            return await self._page(request, await self._story(request, asked_by), asked_by, refused, text)
        return see_other(f"{TICKETS}/{number}#last")

    async def _story(self, request: web.Request, asked_by: Identity) -> TicketStory:
        number, now = request.match_info["number"], self._desk.clock()
        try:
            return await asyncio.to_thread(self._desk.support.reading.one, number, asked_by=asked_by, now=now)
        except TicketNotFound:
            raise web.HTTPNotFound from None

    async def _page(
        self,
        request: web.Request,
        story: TicketStory,
        asked_by: Identity,
        refused: DeskError | None = None,
        text: str = "",
    ) -> web.Response:
        facts: dict[str, Any] = {
            "story": self._words(request, asked_by).story(story),
            "here": f"{TICKETS}/{story.ticket.number}",
            "form": uuid4().hex,
            "longest": lengths.MESSAGE,
            "refused": refused.code if refused else "",
            "reach": self._desk.partner.support,
            "text": text,
        }
        status = STATUS[type(refused)] if refused else HTTPStatus.OK
        return await self._frame.page(request, "ticket.html", status=status, **facts)

    def _words(self, request: web.Request, asked_by: Identity) -> TicketWords:
        desk, language = self._desk, language_of(request)
        return TicketWords(desk.partner, self._frame.texts, language, asked_by.contact_id, desk.clock())
