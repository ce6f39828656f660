"""One conversation: what was said and understood, who is asking, and what its agent can do."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.console.conversations.beside import MEANINGS
from bot.console.conversations.facts import drawn, leaving_of, told_of
from bot.console.conversations.live_page import offered
from bot.console.conversations.queues import asked_of, list_facts, view_of
from bot.console.conversations.snoozing import instant_of
from bot.console.conversations.summary import drafted
from bot.console.conversations.transcript import Line, day_of, lines
from bot.console.kernel.frame import Frame, agent_of, require, see_other
from bot.console.kernel.guard import needs
from bot.console.kernel.problems import is_partial
from bot.domain.kernel.written import whole_number
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.console_errors import AgentNotFound
from bot.services.ports import Signal
from bot.services.records.conversations import View
from bot.services.staff.watch import Looked

ANSWER = Permission.ANSWER_CONVERSATIONS


class ConversationPages:
    """Handlers of a conversation's page and of everything done there."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        """The page, earlier rows, and one address a verb."""
        here = "/c/{conversation}"
        return [
            web.get(here, self.show),
            web.get(f"{here}/earlier", self.earlier),
            web.post(f"{here}/write", self.write),
            *(web.post(f"{here}/{verb}", handler) for verb, handler in self._verbs().items()),
        ]

    def _verbs(self) -> dict[str, Callable[[web.Request], Any]]:
        return {
            "take-over": self.take_over,
            "hand-back": self.hand_back,
            "transfer": self.transfer,
            "assign": self.assign,
            "resolve": self.resolve,
            "reopen": self.reopen,
            "snooze": self.snooze,
            "wake": self.wake,
            "tag": self.tag,
            "untag": self.untag,
        }

    @needs(Permission.READ_CONVERSATIONS)
    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        agent = require(request, Permission.READ_CONVERSATIONS)
        facts = await asyncio.to_thread(self._facts, request, agent)
        return await self._frame.page(request, "conversation.html", section=facts["asked"].view.value, **facts)

    @needs(Permission.READ_CONVERSATIONS)
    async def earlier(self, request: web.Request) -> web.StreamResponse:
        """The part of a long history before a row: as lines for the page, or as a page of its own."""
        agent = agent_of(request)
        conversation_id = request.match_info["conversation"]
        before = whole_number(request.query.get("before", "")) or 1
        looked = await asyncio.to_thread(
            self._desk.staff.viewing.earlier, conversation_id, before, asked_by=agent, now=self._desk.clock()
        )
        shown = await asyncio.to_thread(self._earlier_lines, looked, agent)
        facts: dict[str, Any] = {"lines": shown, "listed": looked.listed, "more": looked.more, "meanings": MEANINGS}
        if not request.headers.get("HX-Request"):
            return await self._frame.page(request, "conversation_before.html", section="", **facts)
        text = self._frame.fragment(request, "conversation_earlier.html", **facts)
        return web.Response(text=text, content_type="text/html")

    @needs(ANSWER)
    async def write(self, request: web.Request) -> web.StreamResponse:
        """A reply, a private note, or both; each is written once however often the form arrives."""
        form = await request.post()
        conversation_id = request.match_info["conversation"]
        await asyncio.to_thread(self._write, conversation_id, agent_of(request), dict(form))
        self._changed(conversation_id)
        if is_partial(request):
            text = self._frame.fragment(request, "composer_sent.html", event_id=secrets.token_hex(12))
            return web.Response(text=text, content_type="text/html")
        return see_other(f"/console/c/{conversation_id}#end")

    @needs(ANSWER)
    async def take_over(self, request: web.Request) -> web.StreamResponse:
        """Out of the queue, or from the bot."""
        return await self._do(request, self._desk.staff.handling.take_over)

    @needs(ANSWER)
    async def hand_back(self, request: web.Request) -> web.StreamResponse:
        """To the bot, with a summary for colleagues. Raises CustomerWrote as `resolve` does."""
        form = await request.post()
        written = str(form.get("summary", "")).strip()
        summary = written or await asyncio.to_thread(self._drafted, request)
        return await self._do(request, self._desk.staff.handling.hand_back, summary=summary, seen=_seen_in(form))

    @needs(ANSWER)
    async def transfer(self, request: web.Request) -> web.StreamResponse:
        """Into a queue. Raises QueueUnknown."""
        form = await request.post()
        return await self._do(request, self._desk.staff.handling.transfer, str(form.get("queue", "")))

    @needs(Permission.ASSIGN_CONVERSATIONS)
    async def assign(self, request: web.Request) -> web.StreamResponse:
        """To a named colleague. Raises AgentNotFound."""
        form = await request.post()
        colleague = whole_number(str(form.get("agent", "")))
        if colleague is None:
            raise AgentNotFound()
        return await self._do(request, self._desk.staff.handling.assign, colleague)

    @needs(ANSWER)
    async def resolve(self, request: web.Request) -> web.StreamResponse:
        """Closed, unless the customer wrote what the page did not show yet. Raises CustomerWrote."""
        seen = _seen_in(await request.post())
        return await self._do(request, self._desk.staff.handling.resolve, seen=seen)

    @needs(ANSWER)
    async def reopen(self, request: web.Request) -> web.StreamResponse:
        """Taken up again."""
        return await self._do(request, self._desk.staff.handling.reopen)

    @needs(ANSWER)
    async def snooze(self, request: web.Request) -> web.StreamResponse:
        """Put aside. Raises SnoozePast."""
        form = await request.post()
        until = instant_of(str(form.get("until", "")), self._desk.clock(), self._desk.partner)
        return await self._do(request, self._desk.staff.handling.snooze, until)

    @needs(ANSWER)
    async def wake(self, request: web.Request) -> web.StreamResponse:
        """No longer put aside."""
        return await self._do(request, self._desk.staff.handling.wake)

    @needs(ANSWER)
    async def tag(self, request: web.Request) -> web.StreamResponse:
        """A tag more. Raises TagUnusable."""
        form = await request.post()
        return await self._do(request, self._desk.staff.writing.tag, str(form.get("tag", "")))

    @needs(ANSWER)
    async def untag(self, request: web.Request) -> web.StreamResponse:
        """A tag less."""
        form = await request.post()
        return await self._do(request, self._desk.staff.writing.untag, str(form.get("tag", "")))

    async def _do(self, request: web.Request, verb: Callable[..., None], *arguments: Any, **named: Any) -> web.Response:
        """Carries a decision out, tells everybody watching, and shows the page again."""
        conversation_id, agent = request.match_info["conversation"], agent_of(request)
        await asyncio.to_thread(verb, conversation_id, *arguments, asked_by=agent, now=self._desk.clock(), **named)
        self._changed(conversation_id)
        if is_partial(request):
            state = await asyncio.to_thread(self._state, request, agent)
            return web.Response(text=state, content_type="text/html")
        view = view_of(request)
        return see_other(f"/console/c/{conversation_id}{'' if view is View.WAITING else f'?view={view}'}")

    def _state(self, request: web.Request, agent: Agent) -> str:
        """Whose it is now; what was said about it comes by the page's stream."""
        listed, colleagues = self._desk.staff.viewing.standing(request.match_info["conversation"], asked_by=agent)
        asked = asked_of(request, view_of(request))
        leaving = leaving_of(self._desk, listed, asked_by=agent)
        facts = {"listed": listed, "asked": asked, **leaving.facts, **offered(self._desk, colleagues)}
        return "".join(
            self._frame.fragment(request, f"live_{part}.html", **facts)
            for part in ("state", "hint", "standing", "tags")
        )

    def _earlier_lines(self, looked: Looked, agent: Agent) -> tuple[Line, ...]:
        reached = leaving_of(self._desk, looked.listed, asked_by=agent).reached
        return lines(looked.messages, looked.listed, reached, self._desk)

    def _changed(self, conversation_id: str) -> None:
        self._frame.signals.send(conversation_id, Signal.CHANGED)

    def _write(self, conversation_id: str, agent: Agent, form: dict[str, Any]) -> None:
        reply, note = (str(form.get(name, "")).strip() for name in ("reply", "note"))
        event_id = str(form.get("event_id", "")) or secrets.token_hex(12)
        writing = self._desk.staff.writing
        by: dict[str, Any] = {"event_id": event_id, "asked_by": agent, "now": self._desk.clock()}
        if not note:
            writing.reply(conversation_id, reply, **by)
        elif not reply or form.get("only_note"):
            writing.note(conversation_id, note, **by)
        else:
            writing.reply_with_note(conversation_id, reply, note, **by)

    def _drafted(self, request: web.Request) -> str:
        """What the stretch with people was about, in the agent's language."""
        summary = self._desk.conversations.summaries.of_stretch(
            request.match_info["conversation"], asked_by=agent_of(request)
        )
        return drafted(self._frame, request, summary)

    def _facts(self, request: web.Request, agent: Agent) -> dict[str, Any]:
        """Everything the page shows. Raises ConversationNotFound."""
        desk, conversation_id = self._desk, request.match_info["conversation"]
        asked = asked_of(request, view_of(request))
        shown = desk.staff.viewing.show(conversation_id, asked, asked_by=agent, now=desk.clock())
        messages, listed = shown.looked.messages, shown.looked.listed
        leaving = leaving_of(desk, listed, asked_by=agent)
        return {
            **list_facts(self._frame, asked, shown.page),
            "chosen": conversation_id,
            "listed": listed,
            **leaving.facts,
            "stretch": shown.looked.stretch,
            "lines": lines(messages, listed, leaving.reached, desk),
            "more": shown.looked.more,
            "last_day": day_of(listed.last_at, desk.partner.zone) if messages else None,
            "others": shown.others,
            **offered(desk, shown.colleagues),
            "meanings": MEANINGS,
            "page_id": secrets.token_hex(16),
            "event_id": secrets.token_hex(12),
            "suggestions": shown.suggestions,
            "tags_used": shown.tags_used,
            "told": told_of(desk, conversation_id, asked_by=agent),
            **drawn(shown.beside),
        }


def _seen_in(form: Mapping[str, Any]) -> int | None:
    """The last row on the page from which a form was sent."""
    return whole_number(str(form.get("seen", "")))
