"""What is done beside a conversation: a ticket opened for the customer, an understanding corrected."""

import asyncio
import secrets

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.console.kernel.problems import is_partial
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import MalformedRequest
from bot.domain.learning.reviews import TAUGHT
from bot.domain.staff.agents import Permission
from bot.domain.support.targets import Severity
from bot.services.ports import Signal


class BesidePages:
    """Handlers of the forms beside the transcript."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        """One address a form."""
        return [
            web.post("/c/{conversation}/ticket", self.ticket),
            web.post(r"/c/{conversation}/{seq:\d{1,9}}/meant", self.meant),
        ]

    @needs(Permission.ANSWER_CONVERSATIONS)
    async def ticket(self, request: web.Request) -> web.StreamResponse:
        """Opens a ticket in the name of who speaks, once however often the form arrives."""
        form, conversation_id = await request.post(), request.match_info["conversation"]
        queue = self._desk.partner.routing.queue(str(form.get("queue", "")))
        if queue is None:
            raise MalformedRequest(problem="queue")
        opened = await asyncio.to_thread(
            self._desk.support.ticket_handling.open_for_customer,
            conversation_id,
            queue.matter,
            "",
            str(form.get("text", ""))[: lengths.MESSAGE],
            asked_by=agent_of(request),
            now=self._desk.clock(),
            contact_address=str(form.get("address", "")).strip() or None,
            origin=str(form.get("event_id", ""))[:64] or None,
            queue=queue.key,
            severity=Severity(said) if (said := str(form.get("severity", ""))) in set(Severity) else None,
        )
        self._frame.signals.send(conversation_id, Signal.CHANGED)
        if is_partial(request):
            facts = {"number": opened.ticket.number, "event_id": secrets.token_hex(12)}
            text = self._frame.fragment(request, "ticket_opened.html", **facts)
            return web.Response(text=text, content_type="text/html")
        return see_other(f"/console/c/{conversation_id}")

    @needs(Permission.REVIEW_UNDERSTANDING)
    async def meant(self, request: web.Request) -> web.StreamResponse:
        """Says what a message meant; the assistant may learn from it. Raises IntentUnknown."""
        form = await request.post()
        conversation_id = request.match_info["conversation"]
        await asyncio.to_thread(
            self._desk.learning.reviews.correct,
            asked_by=agent_of(request),
            conversation_id=conversation_id,
            seq=int(request.match_info["seq"]),
            intent=str(form.get("intent", "")),
            now=self._desk.clock(),
        )
        return see_other(f"/console/c/{conversation_id}#line-{request.match_info['seq']}")


MEANINGS = tuple(sorted(TAUGHT))
"""What a message may have meant."""
