"""What the desk's own chat asks beside Direct Line: who answers, what is unread, a contact's other conversations."""

import asyncio
from typing import Any

from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.directline.activities import CHANNEL, activity_set, watermark_of
from bot.channels.directline.requests import BASE, bearer, optional_text, token_body
from bot.channels.directline.statements import StatementCheck
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import MalformedRequest
from bot.domain.kernel.locales import LANGUAGES
from bot.services.conversations.own_conversations import title_of
from bot.services.records.conversations import OwnConversation
from bot.web.problems import json_body

MINE = f"{BASE}/mine"


class Own:
    """Every address takes the token of one conversation; what it shows belongs to that conversation's contact."""

    def __init__(self, desk: Desk, check: StatementCheck) -> None:
        self._desk = desk
        self._check = check

    def routes(self) -> list[web.RouteDef]:
        """Below `/v3/directline/mine`."""
        return [
            web.get(f"{MINE}/standing", self.standing),
            web.get(f"{MINE}/unread", self.unread),
            web.post(f"{MINE}/unread", self.rejoin),
            web.post(f"{MINE}/seen", self.seen),
            web.get(f"{MINE}/conversations", self.listed),
            web.get(f"{MINE}/conversations/{{conversation}}/activities", self.read),
        ]

    async def standing(self, request: web.Request) -> web.Response:
        """Who answers, when people are back, whose times are told, how much is unread, where the contact goes on."""
        here = await self._here(request)
        asked = request.query.get("lang", "")
        language = asked if asked in LANGUAGES else None
        own, now = self._desk.conversations.own, self._desk.clock()
        zone = request.query.get("zone", "")[: lengths.ZONE]
        standing = await asyncio.to_thread(own.standing, here, now, language, zone)
        return web.json_response({
            "owner": standing.owner.value,
            "agent": standing.agent,
            "initials": standing.initials,
            "closed": standing.closed,
            "unread": standing.unread,
            "current": standing.current,
            "timesOf": standing.times_of,
        })  # fmt: skip

    async def unread(self, request: web.Request) -> web.Response:
        """How many messages the contact has not seen."""
        count = await asyncio.to_thread(self._desk.conversations.own.unread, await self._here(request))
        return web.json_response({"unread": count})

    async def rejoin(self, request: web.Request) -> web.Response:
        """The same for a signed statement, with a token to ask on with. Opens no conversation where there is none."""
        identity = optional_text(await json_body(request), "identity")
        if identity is None:
            raise MalformedRequest(problem="identity must be a signed statement")
        now, talk = self._desk.clock(), self._desk.conversations
        statement = await asyncio.to_thread(self._check.verify, identity, now)
        opened = await asyncio.to_thread(talk.sign_in.rejoin, statement, channel=CHANNEL, now=now)
        if opened is None:
            return web.json_response({"unread": 0})
        count = await asyncio.to_thread(talk.own.unread, opened.conversation_id)
        return web.json_response({"unread": count, **token_body(opened)})

    async def seen(self, request: web.Request) -> web.Response:
        """The customer has the conversation before the eyes, up to this row."""
        here, seq = await self._here(request), (await json_body(request)).get("seq")
        if type(seq) is not int or not 0 <= seq < 2**31:
            raise MalformedRequest(problem="seq must be the number of a row")
        await asyncio.to_thread(self._desk.conversations.own.saw, here, seq)
        return web.Response(status=204)

    async def listed(self, request: web.Request) -> web.Response:
        """The contact's conversations, the one spoken in last first."""
        here = await self._here(request)
        own = await asyncio.to_thread(self._desk.conversations.own.listed, here)
        return web.json_response({"conversations": [_shown(each, here) for each in own]})

    async def read(self, request: web.Request) -> web.Response:
        """A page of another own conversation, to be read and not written in."""
        here, watermark = await self._here(request), watermark_of(request.query.get("watermark", ""))
        wanted = request.match_info["conversation"]
        page = await asyncio.to_thread(self._desk.conversations.own.page, here, wanted, watermark)
        return web.json_response(activity_set(page.messages, page.watermark))

    async def _here(self, request: web.Request) -> str:
        token, now = bearer(request), self._desk.clock()
        return await asyncio.to_thread(self._desk.conversations.sign_in.conversation_of, token, now)


def _shown(own: OwnConversation, here: str) -> dict[str, Any]:
    return {
        "id": own.id,
        "title": title_of(own.words),
        "startedAt": own.started_at.isoformat(),
        "lastAt": (own.last_at or own.started_at).isoformat(),
        "owner": own.owner.value,
        "lifecycle": own.lifecycle.value,
        "agent": own.agent,
        "unread": own.unread,
        "here": own.id == here,
    }
