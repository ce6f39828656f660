"""The HTTP side of Direct Line 3.0: tokens, conversations, activities."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.directline.activities import CHANNEL, activity_set, incoming_of, watermark_of
from bot.channels.directline.own import Own
from bot.channels.directline.requests import BASE, bearer, optional_text, token_body
from bot.channels.directline.statements import StatementCheck
from bot.channels.directline.stream import Stream
from bot.channels.directline.uploads import uploaded
from bot.domain.kernel.errors import ConversationNotFound
from bot.services.conversations.delivery import Page
from bot.services.conversations.inbox import Received
from bot.services.conversations.sign_in import Statement
from bot.web.bodies import reads_itself
from bot.web.problems import json_body

ANEW = "new"
"""What a client names instead of a conversation to begin another one."""


class DirectLine:
    """Translates requests to the services and answers in Direct Line's terms."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._check = StatementCheck(desk.settings.keys_file, desk.settings.issuer, desk.settings.audience)
        self._stream = Stream(desk)

    def routes(self) -> list[web.RouteDef]:
        """All routes of the protocol."""
        conversation = f"{BASE}/conversations/{{conversation}}"
        return [
            web.post(f"{BASE}/tokens/generate", self.generate),
            web.post(f"{BASE}/tokens/refresh", self.refresh),
            web.post(f"{BASE}/conversations", self.start),
            web.get(conversation, self.reconnect),
            web.get(f"{conversation}/activities", self.read),
            web.post(f"{conversation}/activities", self.write),
            web.post(f"{conversation}/upload", self.upload),
            web.get(f"{conversation}/stream", self._stream.serve),
            *Own(self._desk, self._check).routes(),
        ]

    async def generate(self, request: web.Request) -> web.Response:
        """A token for the one conversation of the contact the site vouches for, or for a visitor's new one."""
        body = await json_body(request)
        identity, resume = (optional_text(body, name) for name in ("identity", "conversation"))
        now = self._desk.clock()
        statement: Statement | None = None
        if identity is not None:
            statement = await asyncio.to_thread(self._check.verify, identity, now)
        opened = await asyncio.to_thread(
            self._desk.conversations.sign_in.enter,
            statement,
            channel=CHANNEL,
            language=self._language(optional_text(body, "locale")),
            now=now,
            resume=resume if resume != ANEW else None,
            anew=resume == ANEW,
        )
        return web.json_response(token_body(opened))

    async def refresh(self, request: web.Request) -> web.Response:
        """A new token for the same conversation."""
        opened = await asyncio.to_thread(self._desk.conversations.sign_in.renew, bearer(request), self._desk.clock())
        return web.json_response(token_body(opened))

    async def start(self, request: web.Request) -> web.Response:
        """Begins (or joins again) the conversation of the token; the desk greets once, in the page's language."""
        token, now = bearer(request), self._desk.clock()
        language = self._language(optional_text(await json_body(request), "locale"))
        conversation_id = await asyncio.to_thread(self._desk.conversations.sign_in.conversation_of, token, now)
        begun = await asyncio.to_thread(self._desk.conversations.reception.begin, conversation_id, now, language)
        return web.json_response(await self._joined(request, token, conversation_id), status=201 if begun else 200)

    async def reconnect(self, request: web.Request) -> web.Response:
        """A fresh stream address for a client that lost its connection."""
        conversation_id, token = await self._authorised(request)
        return web.json_response(await self._joined(request, token, conversation_id))

    async def read(self, request: web.Request) -> web.Response:
        """What came after the watermark."""
        conversation_id, _ = await self._authorised(request)
        watermark = watermark_of(request.query.get("watermark", ""))
        page = await asyncio.to_thread(self._delivered, conversation_id, watermark)
        return web.json_response(activity_set(page.messages, page.watermark))

    async def write(self, request: web.Request) -> web.Response:
        """Takes a customer's activity: durable when this answers."""
        token, conversation_id = bearer(request), request.match_info["conversation"]
        body = await json_body(request)
        received = await asyncio.to_thread(self._receive, token, conversation_id, body)
        return web.json_response({"id": received.message.id if received is not None else ""})

    @reads_itself
    async def upload(self, request: web.Request) -> web.Response:
        """Takes note of files; nobody can read them yet, and the desk says so."""
        conversation_id, token = await self._authorised(request)
        activity = await uploaded(request)
        received = await asyncio.to_thread(self._receive, token, conversation_id, activity)
        return web.json_response({"id": received.message.id if received is not None else ""})

    async def _authorised(self, request: web.Request) -> tuple[str, str]:
        token, conversation_id = bearer(request), request.match_info["conversation"]
        await asyncio.to_thread(self._require_own, token, conversation_id)
        return conversation_id, token

    def _require_own(self, token: str, conversation_id: str) -> None:
        """Raises ConversationNotFound unless the token is for this one: another's and a missing one look the same."""
        if self._desk.conversations.sign_in.conversation_of(token, self._desk.clock()) != conversation_id:
            raise ConversationNotFound()

    def _receive(self, token: str, conversation_id: str, body: dict[str, Any]) -> Received | None:
        """The row of a customer's message; None for activities that say nothing. One thread hop for all of it."""
        self._require_own(token, conversation_id)
        incoming = incoming_of(body, conversation_id)
        if incoming is not None:
            return self._desk.conversations.reception.receive(incoming, self._desk.clock())
        if body.get("type") == "typing":
            self._desk.conversations.reception.note_typing(conversation_id)
        return None

    def _delivered(self, conversation_id: str, watermark: int) -> Page:
        page = self._desk.conversations.delivery.page(conversation_id, watermark)
        self._desk.conversations.delivery.note(page.messages)
        self._desk.conversations.own.was_here(conversation_id, self._desk.clock())
        return page

    async def _joined(self, request: web.Request, token: str, conversation_id: str) -> dict[str, Any]:
        watermark = watermark_of(request.query.get("watermark", ""))
        joined = await asyncio.to_thread(self._desk.conversations.sign_in.join, token, self._desk.clock())
        if watermark:
            reached = self._desk.conversations.delivery.reached
            watermark = await asyncio.to_thread(reached, conversation_id, watermark)
        query = {"watermark": str(watermark), "t": joined.stream_grant}
        stream = f"{self._desk.settings.stream_url}{BASE}/conversations/{conversation_id}/stream"
        return {**token_body(joined.opened), "streamUrl": f"{stream}?{urlencode(query)}"}

    def _language(self, locale: str | None) -> str | None:
        language = (locale or "")[:2].casefold()
        return language if language in self._desk.partner.languages else None
