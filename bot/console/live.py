"""What appears on agents' pages by itself: one event stream a page, taken up again after a lost connection."""

import asyncio
import contextlib
import logging
import math
import secrets
import time
from collections.abc import Callable

from aiohttp import web

from bot.console.fields import whole_number
from bot.console.frame import Frame, agent_of
from bot.console.guard import needs, session_of, signed_in
from bot.console.live_page import LivePage
from bot.domain.agents import Permission
from bot.domain.errors import MalformedRequest, StorageBusy
from bot.turns.signals import Signal

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How often a page looks unasked: another desk may have written."""

LISTS_SECONDS = 0.2
"""Lists are drawn anew at most this often; messages are never held back."""

FACTS_SECONDS = 0.5
"""What stands beside a conversation is drawn this long after a change, so that messages never wait for it."""

ALIVE_SECONDS = 10.0
"""How often a page says that it is open, and learns whether its session still lives."""


class LivePages:
    """Handlers of the stream, and of what a page says about its agent."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """The stream, and the sign that a reply is being written."""
        return [web.get("/live", self.live), web.post("/c/{conversation}/typing", self.typing)]

    @signed_in
    async def live(self, request: web.Request) -> web.StreamResponse:
        """Serves events until the page goes, the session ends or the desk stops. Raises MalformedRequest."""
        page = self._page(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            await self._follow(request, response, page)
        except ConnectionError:
            pass
        finally:
            with contextlib.suppress(StorageBusy):
                await asyncio.shield(asyncio.to_thread(page.leave))
            if page.conversation_id:
                self._frame.signals.send(page.conversation_id, Signal.PRESENCE)
        return response

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
        desk.watch.typing(page, now=desk.clock())
        return desk.watch.holder(conversation_id, asked_by=agent) == agent.id

    def _page(self, request: web.Request) -> LivePage:
        seen = whole_number(request.headers.get("Last-Event-ID") or request.query.get("after", "0"))
        if seen is None:
            raise MalformedRequest(problem="after must be a whole number")
        page = request.query.get("page", "")[:64] or secrets.token_hex(16)
        return LivePage(self._frame, request, page, seen=seen)

    async def _follow(self, request: web.Request, response: web.StreamResponse, page: LivePage) -> None:
        alive_at, lists_at, facts_at = 0.0, 0.0, math.inf
        with self._frame.signals.watching_all() as heard:
            news, lists = {Signal.CHANGED}, True
            while not self._frame.closing.is_set() and not _gone(request):
                now = time.monotonic()
                if now - alive_at >= ALIVE_SECONDS:
                    alive_at = now
                    if not await self._alive(request, response, page):
                        return
                if lists and now - lists_at >= LISTS_SECONDS:
                    lists, lists_at = False, now
                    news.add(Signal.PRESENCE)
                    await _send(response, await self._drawn(page.lists))
                if news:
                    await _send(response, await self._drawn(page.news, frozenset(news)))
                if now >= facts_at:
                    facts_at = math.inf
                    await _send(response, await self._drawn(page.facts))
                if page.outdated:
                    facts_at = min(facts_at, time.monotonic() + FACTS_SECONDS)
                pause = LISTS_SECONDS - (time.monotonic() - lists_at) if lists else LOOK_SECONDS
                pause = min(pause, facts_at - time.monotonic())
                news, changed = await self._next(heard, page, max(pause, 0.01))
                lists = lists or changed

    async def _alive(self, request: web.Request, response: web.StreamResponse, page: LivePage) -> bool:
        """Says that the page is open; False once its session has ended, which the page is told."""
        session = session_of(request)
        desk = self._frame.desk
        if not await asyncio.to_thread(desk.sessions.living, session.digest, desk.clock()):
            await response.write(b"event: ended\ndata: ended\n\n")
            return False
        try:
            await asyncio.to_thread(page.appear)
        except StorageBusy:
            log.info("presence is noted a little later")
        await response.write(b": alive\n\n")
        return True

    async def _drawn(self, draw: Callable[..., str], *arguments: object) -> str:
        """Events as text; a busy database is asked again with the next look."""
        try:
            return await asyncio.to_thread(draw, *arguments)
        except StorageBusy:
            return ""

    async def _next(
        self, heard: asyncio.Queue[tuple[str, Signal]], page: LivePage, seconds: float
    ) -> tuple[set[Signal], bool]:
        """What concerns the page's conversation, and whether any list may have changed."""
        try:
            signals = [await asyncio.wait_for(heard.get(), seconds)]
        except TimeoutError:
            return set(), seconds >= LOOK_SECONDS
        while not heard.empty():
            signals.append(heard.get_nowait())
        own = {signal for conversation_id, signal in signals if conversation_id == page.conversation_id}
        return own, any(signal is Signal.CHANGED for _, signal in signals)


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


async def _send(response: web.StreamResponse, events: str) -> None:
    if events:
        await response.write(events.encode())
