"""What appears on agents' pages by itself: one event stream a page, taken up again after a lost connection."""

import asyncio
import contextlib
import logging
import math
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from bot.console.conversations.live_page import LivePage
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs, session_of, signed_in
from bot.domain.kernel.errors import MalformedRequest, StorageBusy
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Permission
from bot.domain.staff.console_errors import SessionEnded
from bot.services.ports import Signal
from bot.services.records.staff import Session
from bot.signals import heard_within
from bot.web.at_once import AtOnce

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How often a page looks unasked: another desk may have written."""

LISTS_SECONDS = 0.2
"""Lists are drawn anew at most this often, after the messages of the page's own conversation."""

FACTS_SECONDS = 1.5
"""What stands beside a conversation is drawn this long after a change: messages never wait for it."""

ALIVE_SECONDS = 10.0
"""How often a page says that it is open."""

MOST_STREAMS = 50
"""Open pages of one agent at one desk: more are no person's tabs, and each asks the database every LOOK_SECONDS."""


class LivePages:
    """Handlers of the stream, and of what a page says about its agent."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._streams = AtOnce(MOST_STREAMS)

    def routes(self) -> list[web.RouteDef]:
        """The stream, and the sign that a reply is being written."""
        return [web.get("/live", self.live), web.post("/c/{conversation}/typing", self.typing)]

    @signed_in
    async def live(self, request: web.Request) -> web.StreamResponse:
        """Serves events until the page goes, the session ends or the desk stops.

        Raises MalformedRequest, ConversationNotFound, and HTTPTooManyRequests beyond MOST_STREAMS.
        """
        page, agent = self._page(request), agent_of(request)
        with self._streams.one_more(agent.id):
            return await self._opened(request, page)

    async def _opened(self, request: web.Request, page: LivePage) -> web.StreamResponse:
        await asyncio.to_thread(page.open)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        try:
            with contextlib.suppress(ConnectionError):
                await self._serve(request, response, page)
        finally:
            with contextlib.suppress(StorageBusy):
                # Begins at once, also while the loop ends.
                left = asyncio.get_running_loop().run_in_executor(None, page.leave)
                await asyncio.shield(left)
            if page.conversation_id:
                self._frame.signals.send(page.conversation_id, Signal.PRESENCE)
        return response

    async def _serve(self, request: web.Request, response: web.StreamResponse, page: LivePage) -> None:
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        try:
            await self._follow(request, response, page)
        except SessionEnded:
            await response.write(b"event: ended\ndata: ended\n\n")

    @needs(Permission.ANSWER_CONVERSATIONS)
    async def typing(self, request: web.Request) -> web.Response:
        """Customers see that somebody writes, colleagues see who. Only who holds the conversation is shown."""
        conversation_id = request.match_info["conversation"]
        form = await request.post()
        held = await asyncio.to_thread(self._note_typing, request, conversation_id, str(form.get("page", "")))
        if held:
            self._frame.signals.send(conversation_id, Signal.TYPING)
        self._frame.signals.send(conversation_id, Signal.PRESENCE)
        return web.Response(status=204)

    def _note_typing(self, request: web.Request, conversation_id: str, page: str) -> bool:
        desk, agent = self._frame.desk, agent_of(request)
        desk.staff.watch.typing(page, now=desk.clock())
        return desk.staff.watch.holder(conversation_id, asked_by=agent) == agent.id

    def _page(self, request: web.Request) -> LivePage:
        seen = whole_number(request.headers.get("Last-Event-ID") or request.query.get("after", "0"))
        if seen is None:
            raise MalformedRequest(problem="after must be a whole number")
        page = request.query.get("page", "")[:64] or secrets.token_hex(16)
        return LivePage(self._frame, request, page, seen=seen)

    async def _follow(self, request: web.Request, response: web.StreamResponse, page: LivePage) -> None:
        alive_at, looked_at, lists_at, facts_at = 0.0, 0.0, 0.0, math.inf
        with self._frame.signals.watching_all() as heard:
            news, lists = {Signal.CHANGED}, True
            while not self._frame.closing.is_set() and not _gone(request):
                now = time.monotonic()
                if now - alive_at >= ALIVE_SECONDS:
                    alive_at = now
                    await self._alive(response, page)
                if now - looked_at >= LOOK_SECONDS:
                    looked_at, lists = now, True
                    news.add(Signal.PRESENCE)
                if news:
                    await _send(response, await self._drawn(request, page.news, frozenset(news)))
                if lists and now - lists_at >= LISTS_SECONDS:
                    lists, lists_at = False, now
                    await _send(response, await self._drawn(request, page.lists))
                if now >= facts_at:
                    facts_at = math.inf
                    await _send(response, await self._drawn(request, page.facts))
                if page.outdated:
                    facts_at = min(facts_at, time.monotonic() + FACTS_SECONDS)
                due = min(looked_at + LOOK_SECONDS, facts_at, lists_at + LISTS_SECONDS if lists else math.inf)
                news, changed = await self._next(heard, page, max(due - time.monotonic(), 0.01))
                lists = lists or changed

    async def _alive(self, response: web.StreamResponse, page: LivePage) -> None:
        """Says that the page is open."""
        try:
            await asyncio.to_thread(page.appear)
        except StorageBusy:
            log.info("presence is noted a little later")
        await response.write(b": alive\n\n")

    async def _drawn(self, request: web.Request, draw: Callable[..., str], *arguments: object) -> str:
        """Events as text; a busy database is asked again with the next look. Raises SessionEnded."""
        try:
            return await asyncio.to_thread(self._draw, session_of(request), draw, *arguments)
        except StorageBusy:
            return ""

    def _draw(self, session: Session, draw: Callable[..., str], *arguments: object) -> str:
        """Nothing is shown to a session that has ended: looked at after drawing, so that nothing younger is drawn."""
        drawn = draw(*arguments)
        if not self._frame.desk.staff.sessions.living(session.digest, self._frame.desk.clock()):
            raise SessionEnded()
        return drawn

    async def _next(
        self, heard: asyncio.Queue[tuple[str, Signal]], page: LivePage, seconds: float
    ) -> tuple[set[Signal], bool]:
        """What concerns the page's conversation, and whether any list may have changed."""
        signals = await heard_within(heard, seconds)
        own = {signal for conversation_id, signal in signals if conversation_id == page.conversation_id}
        return own, any(signal is Signal.CHANGED for _, signal in signals)


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


async def _send(response: web.StreamResponse, events: str) -> None:
    if events:
        await response.write(events.encode())
