"""The WebSocket of Direct Line: pushes what the log holds, from the client's watermark on."""

import asyncio
import logging
import time
from contextlib import aclosing
from datetime import datetime

from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.directline.activities import activity_set, typing, watermark_of
from bot.channels.following import follow
from bot.domain.conversations.returning import SIGN_EVERY
from bot.domain.kernel.errors import TokenRefused
from bot.web.at_once import AtOnce

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 25.0
ANSWER_SECONDS = 1.0
"""A client that asks again and again is not answered more often."""
SIGN_SECONDS = SIGN_EVERY.total_seconds()


class Stream:
    """Serves streams; each follows its conversation until the client goes or the desk stops."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open = AtOnce(desk.settings.limits.streams)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Upgrades the connection of whoever brings an unused grant.

        Raises TokenRefused, ConversationNotFound, and HTTPTooManyRequests beyond the limit of a conversation.
        """
        conversation_id = request.match_info["conversation"]
        watermark = watermark_of(request.query.get("watermark", ""))
        until = await self._granted(request, conversation_id)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=1024)
        with self._open.one_more(conversation_id):
            await socket.prepare(request)
            request.app[STREAMS].add(socket)
            try:
                await self._follow_until_gone(socket, conversation_id, watermark, until)
            finally:
                request.app[STREAMS].discard(socket)
        return socket

    async def _granted(self, request: web.Request, conversation_id: str) -> datetime:
        grant = request.query.get("t")
        if not grant:
            raise TokenRefused(reason="missing")
        open_stream = self._desk.conversations.sign_in.open_stream
        return await asyncio.to_thread(open_stream, grant, conversation_id, self._desk.clock())

    async def _follow_until_gone(
        self, socket: web.WebSocketResponse, conversation_id: str, watermark: int, until: datetime
    ) -> None:
        pushing = asyncio.create_task(self._push(socket, conversation_id, watermark, until))
        listen = asyncio.create_task(_listen(socket))
        try:
            await asyncio.wait({pushing, listen}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended = pushing.done()
            pushing.cancel()
            listen.cancel()
            results = await asyncio.gather(pushing, listen, return_exceptions=True)
        if ended and isinstance(results[0], Exception) and not isinstance(results[0], ConnectionError):
            log.error("stream of %s broke", conversation_id, exc_info=results[0])
        await socket.close()

    async def _push(self, socket: web.WebSocketResponse, conversation_id: str, watermark: int, until: datetime) -> None:
        delivery, signed = self._desk.conversations.delivery, time.monotonic()
        await asyncio.to_thread(self._desk.conversations.own.was_here, conversation_id, self._desk.clock())
        async with aclosing(follow(delivery, self._desk.signals, conversation_id, watermark)) as following:
            async for news in following:
                if socket.closed or self._desk.clock() >= until:
                    return
                if news.messages:
                    await socket.send_json(activity_set(news.messages, news.messages[-1].seq))
                    await asyncio.to_thread(delivery.note, news.messages)
                if time.monotonic() - signed >= SIGN_SECONDS:
                    signed = time.monotonic()
                    await self._show_signs(socket, conversation_id)
                if news.typing:
                    await socket.send_json({"activities": [typing(conversation_id, self._desk.clock())]})

    async def _show_signs(self, socket: web.WebSocketResponse, conversation_id: str) -> None:
        """To the client that the line still stands, by an empty message; to agents that the customer is there."""
        await socket.send_str("")
        await asyncio.to_thread(self._desk.conversations.own.was_here, conversation_id, self._desk.clock())


async def _listen(socket: web.WebSocketResponse) -> None:
    """Until the client goes. Clients post over HTTP: what they say here only asks whether the line still stands."""
    answered = -ANSWER_SECONDS
    async for _ in socket:
        if time.monotonic() - answered >= ANSWER_SECONDS:
            answered = time.monotonic()
            await socket.send_str("")


STREAMS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("streams", set)
