"""While a customer waits for a person: the desk understands a few things itself, and nothing gets lost."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Reply
from bot.domain.kernel.errors import DeskError, StaleVersion
from bot.services.conversations.turns import Begun
from bot.services.conversations.waiting import Overdue
from bot.turns.engine import Engine, EngineRefused, EngineUnavailable
from bot.turns.queue_wishes import asks_how_long, gives_up_waiting, wants_to_leave_message
from bot.turns.sentences import Sentences
from bot.turns.wait_tickets import WaitTickets, announced, channel_of

log = logging.getLogger(__name__)

SURE = 0.9
"""Below this confidence a message is simply kept: anger or a doubt taken for a cancellation would lose the place."""


class Meaning(Enum):
    """The little the desk acts on while somebody waits."""

    CANCEL = "cancel"
    LEAVE_MESSAGE = "leave_message"
    STILL_THERE = "still_there"
    FOR_THE_AGENT = "for_the_agent"

    @property
    def ends_waiting(self) -> bool:
        return self in (Meaning.CANCEL, Meaning.LEAVE_MESSAGE)


_BY_BUTTON = {
    "cancel_waiting": Meaning.CANCEL,
    "leave_message": Meaning.LEAVE_MESSAGE,
    "open_ticket": Meaning.LEAVE_MESSAGE,
    "still_there": Meaning.STILL_THERE,
    "talk_to_human": Meaning.STILL_THERE,
}
_BY_INTENT = {
    "deny": Meaning.CANCEL,
    "open_ticket": Meaning.LEAVE_MESSAGE,
    "talk_to_human": Meaning.STILL_THERE,
    "support_hours": Meaning.STILL_THERE,
}


class QueueDesk:
    """Answers conversations owned by the queue, and ends waits that took too long."""

    def __init__(self, desk: Desk, engine: Engine, sentences: Sentences) -> None:
        self._desk = desk
        self._engine = engine
        self._sentences = sentences
        self._tickets = WaitTickets(desk)

    async def answer(self, begun: Begun) -> Begun | None:
        """Keeps the message for the agent; ends the waiting if that is what it says. Raises StorageBusy."""
        parse = await self.parse(begun)
        meaning = meaning_of(begun.turn.choice, begun.turn.text, parse)
        reply = await asyncio.to_thread(self._reply, meaning, begun)
        return await asyncio.to_thread(
            self._desk.conversations.turns.keep, begun, parse, (reply,), self._desk.clock(), cancel=meaning.ends_waiting
        )

    async def end_overdue_waits(self, tell: Callable[[str], None]) -> None:
        """Gives back to the bot who waited too long or whom closing time overtook, with a ticket instead."""
        for overdue in await asyncio.to_thread(self._desk.conversations.waiting.overdue, self._desk.clock()):
            try:
                await asyncio.to_thread(self._end, overdue)
            except StaleVersion:
                log.info("an agent came just in time for %s", overdue.record.conversation.id)
            except DeskError:
                log.exception(
                    "the wait of %s could not be ended; the next look tries again", overdue.record.conversation.id
                )
            tell(overdue.record.conversation.id)

    async def parse(self, begun: Begun) -> Mapping[str, Any]:
        """What the engine understands of a message, without any dialogue; nothing for buttons or without the engine."""
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
            case Meaning.LEAVE_MESSAGE:
                return self._message_left(begun)
            case Meaning.STILL_THERE:
                return self._sentences.waiting(begun.record, self._desk.clock())
            case Meaning.FOR_THE_AGENT:
                return self._sentences.kept(language, again=self._kept_before(begun))

    def _message_left(self, begun: Begun) -> Reply:
        record = begun.record
        opened = self._tickets.open(record, f"message:{begun.turn.message_id}")
        if opened is None:
            return self._sentences.message_needs_address(record.language, channel_of(record))
        return self._sentences.message_left(record, opened, self._desk.clock())

    def _kept_before(self, begun: Begun) -> bool:
        """Whether a message was confirmed at length already in this wait."""
        rows = self._tickets.rows(begun.record)
        began, _ = announced(rows)
        since = (row for row in rows if row.seq > began and row.author is Author.DESK)
        return any(self._sentences.confirms_first(row.text) for row in since)

    def _end(self, overdue: Overdue) -> None:
        record, now = overdue.record, self._desk.clock()
        conversation = record.conversation
        opened = self._tickets.open(record, f"wait:{conversation.id}:{conversation.version}")
        reply = self._sentences.wait_ended(record, opened, channel_of(record), now)
        self._desk.conversations.waiting.end(record, reply, now)


def meaning_of(choice: str | None, text: str, parse: Mapping[str, Any]) -> Meaning:
    """What a message of somebody waiting asks of the desk itself: a button, a phrase, or an intent that is sure."""
    if choice is not None:
        return _BY_BUTTON.get(choice[1:].partition("{")[0], Meaning.FOR_THE_AGENT)
    if wants_to_leave_message(text):
        return Meaning.LEAVE_MESSAGE
    if gives_up_waiting(text):
        return Meaning.CANCEL
    sure = (parse.get("confidence") or 0.0) >= SURE
    understood = _BY_INTENT.get(str(parse.get("intent"))) if sure else None
    if understood is None and asks_how_long(text):
        return Meaning.STILL_THERE
    return understood or Meaning.FOR_THE_AGENT
