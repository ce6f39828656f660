"""While a customer waits for a person: the desk understands a few things itself, and nothing gets lost."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from bot.bootstrap import Desk
from bot.domain.errors import DeskError, StaleVersion
from bot.domain.messages import Reply
from bot.domain.tickets import TicketChannel
from bot.services.tickets import TicketRequest
from bot.services.turns import Begun
from bot.services.waiting import Overdue
from bot.turns.engine import Engine, EngineRefused, EngineUnavailable
from bot.turns.sentences import CANCEL_WAITING, STILL_THERE, Sentences

log = logging.getLogger(__name__)

SURE = 0.9
"""Below this confidence a message is simply kept: anger or a doubt taken for a cancellation would lose the place."""


class Meaning(Enum):
    """The little the desk acts on while somebody waits."""

    CANCEL = "cancel"
    STILL_THERE = "still_there"
    FOR_THE_AGENT = "for_the_agent"


class QueueDesk:
    """Answers conversations owned by the queue, and ends waits that took too long."""

    def __init__(self, desk: Desk, engine: Engine, sentences: Sentences) -> None:
        self._desk = desk
        self._engine = engine
        self._sentences = sentences

    async def answer(self, begun: Begun) -> Begun | None:
        """Keeps the message for the agent; cancels the waiting if that is what it says."""
        parse = await self._parse(begun)
        meaning = meaning_of(begun.turn.choice, parse)
        reply = await asyncio.to_thread(self._reply, meaning, begun)
        return await asyncio.to_thread(
            self._desk.turns.keep, begun, parse, (reply,), self._desk.clock(), cancel=meaning is Meaning.CANCEL
        )

    async def end_overdue_waits(self, tell: Callable[[str], None]) -> None:
        """Gives back to the bot who waited too long or whom closing time overtook, with a ticket instead."""
        for overdue in await asyncio.to_thread(self._desk.waiting.overdue, self._desk.clock()):
            try:
                await asyncio.to_thread(self._end, overdue)
            except StaleVersion:
                log.info("an agent came just in time for %s", overdue.record.conversation.id)
            tell(overdue.record.conversation.id)

    async def _parse(self, begun: Begun) -> Mapping[str, Any]:
        if begun.turn.choice is not None:
            return {}
        try:
            return await self._engine.understand(begun.turn.text, begun.record.language)
        except (EngineUnavailable, EngineRefused) as failure:
            log.warning("message %s kept without understanding it: %s", begun.turn.message_id, failure)
            return {}

    def _reply(self, meaning: Meaning, begun: Begun) -> Reply:
        language = begun.record.language
        match meaning:
            case Meaning.CANCEL:
                return self._sentences.waiting_cancelled(language)
            case Meaning.STILL_THERE:
                return self._sentences.waiting(begun.turn.conversation_id, language, self._desk.clock())
            case Meaning.FOR_THE_AGENT:
                return self._sentences.kept(language)

    def _end(self, overdue: Overdue) -> None:
        now = self._desk.clock()
        reply = self._sentences.wait_ended(overdue.record.language, self._ticket(overdue), now)
        self._desk.waiting.end(overdue.record, reply, now)

    def _ticket(self, overdue: Overdue) -> str | None:
        """The number of the ticket that stands for the unanswered wait; None when there is no address to answer to."""
        conversation = overdue.record.conversation
        with self._desk.database.reading() as work:
            speaker = work.people.speaking_in(conversation.id)
            said = [row.text for row in work.conversations.after(conversation.id, 0) if row.author.value == "customer"]
        request = TicketRequest(
            channel=TicketChannel(conversation.team or TicketChannel.COMMERCIAL),
            text="\n".join(said[-10:]),
            origin=f"wait:{conversation.id}:{conversation.version}",
        )
        try:
            opened = self._desk.tickets.open(
                request, asked_by=speaker, conversation_id=conversation.id, now=self._desk.clock()
            )
        except DeskError as refused:
            log.info("no ticket for the wait of %s: %s", conversation.id, refused.code)
            return None
        return opened.ticket.number


def meaning_of(choice: str | None, parse: Mapping[str, Any]) -> Meaning:
    """What a message of somebody waiting asks of the desk itself."""
    if choice is not None:
        return {CANCEL_WAITING: Meaning.CANCEL, STILL_THERE: Meaning.STILL_THERE}.get(choice, Meaning.FOR_THE_AGENT)
    if (parse.get("confidence") or 0.0) < SURE:
        return Meaning.FOR_THE_AGENT
    return {"deny": Meaning.CANCEL, "talk_to_human": Meaning.STILL_THERE, "support_hours": Meaning.STILL_THERE}.get(
        str(parse.get("intent")), Meaning.FOR_THE_AGENT
    )
