"""A signed-in contact's conversations with the desk on the site: to be read there, and gone on with in the chat."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from aiohttp import web

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.markdown import unmarked
from bot.services.conversations.delivery import PAGE
from bot.services.conversations.own_conversations import title_of
from bot.services.records.conversations import OwnConversation
from bot.site.frame import Frame
from bot.site.language import language_of
from bot.site.tickets.facts import EntryFacts
from bot.site.tickets.nobody import contact_of, sign_in_first
from bot.writing import dates

CONVERSATIONS: Final = "/support/conversations"
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


class OwnConversationPages:
    """Another's conversation and a missing one are the same missing page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [web.get(CONVERSATIONS, self.all), web.get(rf"{CONVERSATIONS}/{{id:[\w-]{{1,64}}}}", self.one)]

    async def all(self, request: web.Request) -> web.StreamResponse:
        """The list, the one spoken in last first."""
        if (asked_by := await contact_of(self._frame, request)) is None:
            return await sign_in_first(self._frame, request)
        own = await asyncio.to_thread(self._desk.conversations.own.listed_for, asked_by=asked_by)
        rows = [self._row(request, one) for one in own]
        return await self._frame.page(request, "conversations.html", rows=rows)

    async def one(self, request: web.Request) -> web.StreamResponse:
        """What was said, from `after` on. Shown counts as seen."""
        if (asked_by := await contact_of(self._frame, request)) is None:
            return await sign_in_first(self._frame, request)
        asked, wanted, own = request.query.get("after", ""), request.match_info["id"], self._desk.conversations.own
        after = int(asked) if _NUMBER.fullmatch(asked) else 0
        try:
            page = await asyncio.to_thread(own.page_for, wanted, after, asked_by=asked_by)
        except ConversationNotFound:
            raise web.HTTPNotFound from None
        answer = await self._frame.page(
            request,
            "conversation.html",
            entries=list(self._entries(request, page.messages)),
            here=f"{CONVERSATIONS}/{wanted}",
            following=page.watermark if len(page.messages) == PAGE else 0,
        )
        if page.messages:
            await asyncio.to_thread(own.saw, wanted, page.watermark)
        return answer

    def _row(self, request: web.Request, own: OwnConversation) -> Mapping[str, Any]:
        state = "over" if own.lifecycle is Lifecycle.CLOSED else "bot" if own.owner is OwnerKind.BOT else "person"
        return {
            "address": f"{CONVERSATIONS}/{own.id}",
            "title": title_of(own.words) or self._say(request, "untitled"),
            "when": self._when(request, own.last_at or own.started_at),
            "state": self._say(request, f"state_{state}"),
            "unread": own.unread,
        }

    def _entries(self, request: web.Request, messages: Iterable[Message]) -> Iterable[EntryFacts]:
        for message in messages:
            text = "\n".join(filter(None, (unmarked(message.text), str((message.card or {}).get("title", "")))))
            if text:
                mine = message.author is Author.CUSTOMER
                who = self._frame.texts.say("ticket.you", language_of(request)) if mine else message.author_name
                who = who or self._say(request, "assistant")
                side, when = "theirs" if mine else "ours", self._when(request, message.sent_at)
                yield EntryFacts(who, when, message.sent_at.isoformat(), text, "", side, False)

    def _when(self, request: web.Request, at: Any) -> str:
        partner = self._desk.partner
        return dates.when(
            at.astimezone(partner.zone), partner.today(self._desk.clock()), locale_for(language_of(request))
        )

    def _say(self, request: web.Request, key: str) -> str:
        return self._frame.texts.say(f"talk.{key}", language_of(request))
