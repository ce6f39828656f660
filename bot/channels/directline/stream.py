"""The WebSocket of Direct Line: pushes what the log holds, from the client's watermark on."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.directline.activities import activity_set, typing, watermark_of
from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import StorageBusy, TokenRefused
from bot.services.ports import Signal, Signals
from bot.web.at_once import AtOnce

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How often the log is looked at unasked: another desk may have written to it."""
HEARTBEAT_SECONDS = 25.0
FOR_CUSTOMERS = frozenset({Signal.CHANGED, Signal.TYPING})
PAGE = 200
"""Activities of one answer; a longer history comes in pages by watermark."""


class Stream:
    """Serves streams; each follows its conversation until the client goes or the desk stops."""

    def __init__(self, desk: Desk, signals: Signals) -> None:
        self._desk = desk
        self._signals = signals
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
        follow = asyncio.create_task(self._follow(socket, conversation_id, watermark, until))
        listen = asyncio.create_task(_listen(socket))
        try:
            await asyncio.wait({follow, listen}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended = follow.done()
            follow.cancel()
            listen.cancel()
            results = await asyncio.gather(follow, listen, return_exceptions=True)
        if ended and isinstance(results[0], Exception) and not isinstance(results[0], ConnectionError):
            log.error("stream of %s broke", conversation_id, exc_info=results[0])
        await socket.close()

    async def _follow(
        self, socket: web.WebSocketResponse, conversation_id: str, watermark: int, until: datetime
    ) -> None:
        with self._signals.watching(conversation_id) as signals:
            heard = [Signal.CHANGED]
            while not socket.closed and self._desk.clock() < until:
                if Signal.CHANGED in heard:
                    watermark = await self._push(socket, conversation_id, watermark)
                if heard[-1:] == [Signal.TYPING]:  # shown after the reply it announced, it would outlast it
                    await socket.send_json({"activities": [typing(conversation_id, self._desk.clock())]})
                heard = await _next(signals)

    async def _push(self, socket: web.WebSocketResponse, conversation_id: str, watermark: int) -> int:
        try:
            messages = await asyncio.to_thread(page_after, self._desk, conversation_id, watermark)
        except StorageBusy:
            return watermark
        if messages:
            await socket.send_json(activity_set(messages, watermark))
            await note_delivery(self._desk, self._signals, messages)
        return messages[-1].seq if messages else watermark


def page_after(desk: Desk, conversation_id: str, watermark: int) -> tuple[Message, ...]:
    """The next PAGE rows of the log the customer may see."""
    with desk.database.reading() as work:
        return tuple(row.for_customer() for row in work.conversations.log.after(conversation_id, watermark, PAGE))


async def note_delivery(desk: Desk, signals: Signals, messages: Sequence[Message]) -> None:
    """What a person wrote has reached the customer's client: agents see that. The bot's replies need no mark."""
    written = [message for message in messages if message.author is Author.AGENT]
    if not written:
        return
    conversation_id = written[-1].conversation_id
    try:
        await asyncio.to_thread(_mark_delivered, desk, conversation_id, written[-1].seq)
    except StorageBusy:
        log.info("delivery in %s is noted with the next message", conversation_id)
        return
    signals.send(conversation_id, Signal.DELIVERED)


def _mark_delivered(desk: Desk, conversation_id: str, seq: int) -> None:
    with desk.database.writing(durable=False) as work:
        work.conversations.rows.delivered_to_customer(conversation_id, seq)


async def _next(signals: asyncio.Queue[Signal]) -> list[Signal]:
    """The signals since the last look, in order; after a while without any, as if something had changed."""
    try:
        heard = [await asyncio.wait_for(signals.get(), LOOK_SECONDS)]
    except TimeoutError:
        return [Signal.CHANGED]
    while not signals.empty():
        heard.append(signals.get_nowait())
    return [signal for signal in heard if signal in FOR_CUSTOMERS]


async def _listen(socket: web.WebSocketResponse) -> None:
    """Until the client goes. Clients post over HTTP: what they say here is only a sign of life."""
    async for _ in socket:
        continue


STREAMS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("streams", set)
