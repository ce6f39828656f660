"""Canned replies in the console: kept on a page of their own, offered and suggested beside a conversation."""

import asyncio
from typing import Any, Final

from aiohttp import web
from multidict import MultiDictProxy

from bot.console.kernel.fields import search_words, text_of, version_seen
from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.console.kernel.looks import note_look_at
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.kernel.written import whole_number
from bot.domain.staff import canned_replies
from bot.domain.staff.agents import Permission
from bot.domain.staff.canned_replies import (
    VARIABLES,
    CannedChanged,
    CannedIncomplete,
    CannedNameTaken,
    CannedReply,
    VariableUnknown,
    name_field,
)
from bot.services.records.staff import CannedDraft
from bot.services.staff.canned_replies import SUITABLE

USES = needs(Permission.ANSWER_CONVERSATIONS)
EDITS = needs(Permission.EDIT_CANNED_REPLIES)
ONE: Final = r"/replies/{id:\d{1,9}}"
MENDABLE: Final = (VariableUnknown, CannedIncomplete, CannedNameTaken, CannedChanged)
"""Refusals after which the form is shown again with what was typed."""


class CannedReplyPages:
    """The page that lists and edits replies, and the list a composer opens."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/replies", self.list),
            web.get("/replies/new", self.new),
            web.post("/replies", self.add),
            web.get(ONE, self.edit),
            web.post(ONE, self.change),
            web.post(f"{ONE}/delete", self.delete),
            web.post(f"{ONE}/restore", self.restore),
            web.get("/c/{conversation}/canned", self.offered),
        ]

    @EDITS
    async def list(self, request: web.Request) -> web.Response:
        """All replies, or those with some words in them."""
        words = search_words(request.query)
        replies = await asyncio.to_thread(self._desk.staff.canned_replies.all, asked_by=agent_of(request), words=words)
        return await self._frame.page(
            request,
            "canned_replies.html",
            section="replies",
            replies=replies,
            words=words,
            deleted=whole_number(request.query.get("deleted", "")),
            saved=whole_number(request.query.get("saved", "")),
        )

    @EDITS
    async def new(self, request: web.Request) -> web.Response:
        """An empty form."""
        return await self._form(
            request, CannedDraft(dict.fromkeys(LANGUAGES, ""), None, (), dict.fromkeys(LANGUAGES, ""))
        )

    @EDITS
    async def add(self, request: web.Request) -> web.Response:
        """Keeps a new reply."""
        draft = _draft(await request.post())
        try:
            added = await asyncio.to_thread(
                self._desk.staff.canned_replies.add, draft, asked_by=agent_of(request), now=self._desk.clock()
            )
        except MENDABLE as refused:
            return await self._form(request, draft, refused=refused)
        return see_other(f"/console/replies?saved={added.id}")

    @EDITS
    async def edit(self, request: web.Request) -> web.Response:
        """The form of one reply."""
        reply = await asyncio.to_thread(self._desk.staff.canned_replies.one, _id(request), asked_by=agent_of(request))
        return await self._form(request, _as_draft(reply), reply)

    @EDITS
    async def change(self, request: web.Request) -> web.Response:
        """Keeps changes, unless a colleague made some since the form was opened."""
        agent, form = agent_of(request), await request.post()
        draft = _draft(form)
        try:
            changed = await asyncio.to_thread(
                self._desk.staff.canned_replies.change,
                _id(request),
                draft,
                asked_by=agent,
                seen=version_seen(form),
                now=self._desk.clock(),
            )
        except MENDABLE as refused:
            reply = await asyncio.to_thread(self._desk.staff.canned_replies.one, _id(request), asked_by=agent)
            return await self._form(request, draft, reply, refused)
        return see_other(f"/console/replies?saved={changed.id}")

    @EDITS
    async def delete(self, request: web.Request) -> web.Response:
        """Out of use; the page one is led to can undo it."""
        deleted = await asyncio.to_thread(
            self._desk.staff.canned_replies.delete, _id(request), asked_by=agent_of(request), now=self._desk.clock()
        )
        return see_other(f"/console/replies?deleted={deleted.id}")

    @EDITS
    async def restore(self, request: web.Request) -> web.Response:
        """Undoes a deletion."""
        restored = await asyncio.to_thread(
            self._desk.staff.canned_replies.restore, _id(request), asked_by=agent_of(request), now=self._desk.clock()
        )
        return see_other(f"/console/replies?saved={restored.id}")

    @USES
    async def offered(self, request: web.Request) -> web.Response:
        """Replies filled for a conversation, as the part of a page that a composer shows."""
        words = request.query.get("q", "")[: lengths.SEARCH]
        await asyncio.to_thread(note_look_at, self._desk, agent_of(request), request.match_info["conversation"])
        offered = await asyncio.to_thread(
            self._desk.staff.canned_replies.offered,
            request.match_info["conversation"],
            words,
            asked_by=agent_of(request),
            now=self._desk.clock(),
        )
        text = self._frame.fragment(request, "canned_offered.html", offered=offered, pieces=canned_replies.pieces)
        return web.Response(text=text, content_type="text/html", charset="utf-8")

    async def _form(
        self,
        request: web.Request,
        draft: CannedDraft,
        reply: CannedReply | None = None,
        refused: DeskError | None = None,
    ) -> web.Response:
        return await self._frame.form(
            request,
            "canned_form.html",
            section="replies",
            refused=refused,
            draft=draft,
            reply=reply,
            field=_field(refused) if refused else "",
            intents=sorted(SUITABLE),
            variables=tuple(VARIABLES),
        )


def _draft(form: "MultiDictProxy[Any]") -> CannedDraft:
    intents = tuple(str(intent) for intent in form.getall("intents", []))
    texts = {language: text_of(form, language) for language in LANGUAGES}
    names = {language: str(form.get(name_field(language), "")) for language in LANGUAGES}
    return CannedDraft(names, str(form.get("team", "")) or None, intents, texts)


def _as_draft(reply: CannedReply) -> CannedDraft:
    return CannedDraft(reply.names, reply.team, reply.intents, reply.texts)


def _field(refused: DeskError) -> str:
    """The field a refusal is about; "" for the whole form."""
    match refused:
        case CannedIncomplete() | VariableUnknown() | CannedNameTaken():
            return refused.blanks["field"]
    return ""


def _id(request: web.Request) -> int:
    return int(request.match_info["id"])
