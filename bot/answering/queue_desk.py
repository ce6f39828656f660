"""While a customer waits for a person: the desk understands a few things itself, and nothing gets lost."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from bot.answering.engine import Engine, EngineRefused, EngineUnavailable
from bot.bootstrap import Desk
from bot.domain.kernel.cues import WaitingWish, waiting_wishes
from bot.domain.kernel.errors import DeskError
from bot.services.records.conversations import Begun

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
        """Keeps the message for the agent; ends the waiting if that is what it says.

        Raises StorageBusy, and EngineUnavailable: without the engine nobody knows what a message wishes.
        """
        return await self._keep(begun, await self._understood(begun))

    async def keep_unread(self, begun: Begun) -> Begun | None:
        """Keeps the message for the agent without knowing what it wishes. Raises StorageBusy."""
        return await self._keep(begun, {})

    async def _keep(self, begun: Begun, parse: Mapping[str, Any]) -> Begun | None:
        meaning = meaning_of(begun.turn.choice, parse)
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
        try:
            return await self._understood(begun)
        except EngineUnavailable as failure:
            log.warning("message %s kept without understanding it: %s", begun.turn.message_id, failure)
            return {}

    async def _understood(self, begun: Begun) -> Mapping[str, Any]:
        if begun.turn.choice is not None:
            return {}
        try:
            return await self._engine.understand(begun.turn.text, begun.record.language)
        except EngineRefused as refusal:
            log.error("message %s kept without understanding it: %s", begun.turn.message_id, refusal)
            return {}

    def _verb(self, meaning: Meaning) -> Callable[[Begun, Mapping[str, Any], datetime], Begun | None]:
        answers = self._desk.conversations.answers
        match meaning:
            case Meaning.CANCEL:
                return answers.cancel
            case Meaning.LEAVE_MESSAGE:
                return self._desk.support.wait_tickets.leave_message
            case Meaning.STILL_THERE:
                return answers.tell_place
            case Meaning.FOR_THE_AGENT:
                return answers.keep

    def _end(self, conversation_id: str) -> bool:
        return self._desk.support.wait_tickets.end(conversation_id, self._desk.clock())


def meaning_of(choice: str | None, parse: Mapping[str, Any]) -> Meaning:
    """What a message of somebody waiting asks of the desk itself: a button, a wish, or an intent that is sure."""
    if choice is not None:
        return _BY_BUTTON.get(choice[1:].partition("{")[0], Meaning.FOR_THE_AGENT)
    wishes = waiting_wishes(parse)
    if WaitingWish.LEAVE_MESSAGE in wishes:
        return Meaning.LEAVE_MESSAGE
    if WaitingWish.GIVE_UP in wishes:
        return Meaning.CANCEL
    sure = (parse.get("confidence") or 0.0) >= SURE
    understood = _BY_INTENT.get(str(parse.get("intent"))) if sure else None
    if understood is None and WaitingWish.HOW_LONG in wishes:
        return Meaning.STILL_THERE
    return understood or Meaning.FOR_THE_AGENT
