"""The WebSocket of Direct Line: pushes what the log holds, from the client's watermark on."""

import asyncio
import logging
from contextlib import aclosing
from datetime import datetime

from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.directline.activities import activity_set, typing, watermark_of
from bot.channels.following import follow
from bot.domain.kernel.errors import TokenRefused
from bot.web.at_once import AtOnce

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 25.0


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
        delivery = self._desk.conversations.delivery
        async with aclosing(follow(delivery, self._desk.signals, conversation_id, watermark)) as following:
            async for news in following:
                if socket.closed or self._desk.clock() >= until:
                    return
                if news.messages:
                    await socket.send_json(activity_set(news.messages, news.messages[-1].seq))
                    await asyncio.to_thread(delivery.note, news.messages)
                if news.typing:
                    await socket.send_json({"activities": [typing(conversation_id, self._desk.clock())]})


async def _listen(socket: web.WebSocketResponse) -> None:
    """Until the client goes. Clients post over HTTP: what they say here is only a sign of life."""
    async for _ in socket:
        continue


STREAMS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("streams", set)
