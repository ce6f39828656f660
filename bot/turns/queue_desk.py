"""While a customer waits for a person: the desk understands a few things itself, and nothing gets lost."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Message
from bot.domain.kernel.errors import DeskError
from bot.services.conversations.turns import Begun
from bot.turns.engine import Engine, EngineRefused, EngineUnavailable
from bot.turns.queue_wishes import asks_how_long, gives_up_waiting, is_only_a_wish, wants_to_leave_message

log = logging.getLogger(__name__)

SURE = 0.9
"""Below this confidence a message is simply kept: anger or a doubt taken for a cancellation would lose the place."""


class Meaning(Enum):
    """The little the desk acts on while somebody waits."""

    CANCEL = "cancel"
    LEAVE_MESSAGE = "leave_message"
    STILL_THERE = "still_there"
    FOR_THE_AGENT = "for_the_agent"


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


class WaitingRoom:
    """Answers conversations owned by the queue, and ends waits that took too long."""

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self._desk = desk
        self._engine = engine

    async def answer(self, begun: Begun) -> Begun | None:
        """Keeps the message for the agent; ends the waiting if that is what it says. Raises StorageBusy."""
        parse = await self.parse(begun)
        meaning = meaning_of(begun.turn.choice, begun.turn.text, parse)
        return await asyncio.to_thread(self._verb(meaning), begun, parse, self._desk.clock())

    async def end_overdue_waits(self, tell: Callable[[str], None]) -> None:
        """Gives back to the bot who waited too long or whom closing time overtook, with a ticket instead."""
        for conversation_id in await asyncio.to_thread(self._desk.conversations.waiting.overdue, self._desk.clock()):
            try:
                if not await asyncio.to_thread(self._end, conversation_id):
                    log.info("somebody came just in time for %s", conversation_id)
            except DeskError:
                log.exception("the wait of %s could not be ended; the next look tries again", conversation_id)
            tell(conversation_id)

    async def parse(self, begun: Begun) -> Mapping[str, Any]:
        """What the engine understands of a message, without any dialogue; nothing for buttons or without the engine."""
        if begun.turn.choice is not None:
            return {}
        try:
            return await self._engine.understand(begun.turn.text, begun.record.language)
        except (EngineUnavailable, EngineRefused) as failure:
            log.warning("message %s kept without understanding it: %s", begun.turn.message_id, failure)
            return {}

    def _verb(self, meaning: Meaning) -> Callable[[Begun, Mapping[str, Any], datetime], Begun | None]:
        answers = self._desk.conversations.answers
        match meaning:
            case Meaning.CANCEL:
                return answers.cancel
            case Meaning.LEAVE_MESSAGE:
                return self._leave_message
            case Meaning.STILL_THERE:
                return answers.tell_place
            case Meaning.FOR_THE_AGENT:
                return answers.keep

    def _leave_message(self, begun: Begun, parse: Mapping[str, Any], now: datetime) -> Begun | None:
        return self._desk.support.wait_tickets.leave_message(begun, parse, _is_bare_wish, now)

    def _end(self, conversation_id: str) -> bool:
        return self._desk.support.wait_tickets.end(conversation_id, _is_bare_wish, self._desk.clock())


def _is_bare_wish(message: Message) -> bool:
    return is_only_a_wish(message.text)


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
