"""Takes the turns: different conversations side by side, one conversation's messages in order."""

import asyncio
import logging

from bot.answering.engine import Engine, EngineRefused, EngineUnavailable
from bot.answering.queue_desk import WaitingRoom
from bot.bootstrap import Desk
from bot.domain.conversations import waiting
from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.messages import Reply
from bot.domain.conversations.satisfaction import answers_question
from bot.domain.kernel.errors import StaleVersion, StorageBusy
from bot.services.ports import Signal, Signals
from bot.services.records.conversations import Begun

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
"""How often messages are looked for that nobody in this process was told about (a restart, another desk's fall)."""

APOLOGISE_AFTER_SECONDS = 2.0
"""A shorter failure is not worth a sentence."""


class TurnWorker:
    """Answers what the inbox took. `wake` may be called from the event loop at any time, and as often as one likes."""

    def __init__(self, desk: Desk, engine: Engine, signals: Signals) -> None:
        self._desk = desk
        self._engine = engine
        self._signals = signals
        self._queue_desk = WaitingRoom(desk, engine)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._first_tried: dict[str, float] = {}

    def wake(self, conversation_id: str, begun: Begun | None = None) -> None:
        """Something may be there to answer in this conversation; `begun` is its next turn where that is known."""
        if conversation_id in self._running:
            self._again.add(conversation_id)
            return
        task = asyncio.create_task(self._run(conversation_id, begun))
        self._running[conversation_id] = task
        task.add_done_callback(lambda _: self._ended(conversation_id))

    async def sweep_forever(self) -> None:
        """Picks up what was left behind, until cancelled."""
        while True:
            try:
                await self._sweep()
            except StorageBusy as busy:
                log.info("sweep put off: %s", busy.code)  # the storage says why, once a minute
            except Exception:
                log.exception("sweep failed; the next one follows")
            await asyncio.sleep(SWEEP_SECONDS)

    async def _sweep(self) -> None:
        for conversation_id in await asyncio.to_thread(self._desk.conversations.turns.waiting):
            self.wake(conversation_id)
        await self._queue_desk.end_overdue_waits(self._tell)
        now = self._desk.clock()
        await asyncio.to_thread(self._desk.support.clock.sweep, now)
        for changed in (
            self._desk.conversations.waiting.call_others,
            self._desk.conversations.waiting.take_from_silent,
            self._desk.conversations.waiting.wake_snoozed,
        ):
            for conversation_id in await asyncio.to_thread(changed, now):
                self._tell(conversation_id)

    async def drain(self, seconds: float) -> None:
        """Waits for the turns under way; those that take longer are taken again by whoever starts next."""
        running = list(self._running.values())
        if running:
            await asyncio.wait(running, timeout=seconds)
        for task in self._running.values():
            task.cancel()

    def _ended(self, conversation_id: str) -> None:
        self._running.pop(conversation_id, None)
        if conversation_id in self._again:
            self._again.discard(conversation_id)
            self.wake(conversation_id)

    async def _run(self, conversation_id: str, begun: Begun | None) -> None:
        try:
            if begun is None:
                begun = await asyncio.to_thread(self._desk.conversations.turns.begin, conversation_id)
            while begun is not None:
                begun = await self._take_or_give_up(begun)
                self._tell(conversation_id)
        except (StorageBusy, StaleVersion) as busy:
            log.info("turn of %s put off: %s", conversation_id, busy.code)
        except Exception:
            log.exception("turn of %s failed and stays expected", conversation_id)

    async def _take_or_give_up(self, begun: Begun) -> Begun | None:
        """A defect of ours while the bot leads still leaves the customer with a sentence and a way to a person."""
        try:
            return await self._take(begun)
        except (StorageBusy, StaleVersion):
            raise
        except Exception:
            if not begun.record.conversation.bot_may_speak:
                raise
            log.exception("turn of %s failed", begun.turn.conversation_id)
            return await self._give_up(begun)

    async def _take(self, begun: Begun) -> Begun | None:
        if (heard := await self._rating(begun)) is not None:
            return await asyncio.to_thread(self._desk.conversations.turns.keep, begun, {}, heard, self._desk.clock())
        conversation = begun.record.conversation
        if conversation.lifecycle is Lifecycle.CLOSED:
            return await asyncio.to_thread(self._desk.conversations.turns.keep, begun, {}, (), self._desk.clock())
        match conversation.owner.kind:
            case OwnerKind.BOT:
                return await self._bot_turn(begun)
            case OwnerKind.QUEUE:
                return await self._queue_turn(begun)
            case OwnerKind.AGENT:
                return await self._for_the_agent(begun)

    async def _rating(self, begun: Begun) -> tuple[Reply, ...] | None:
        """What is said to an answer to the question how content the customer was; None for any other message."""
        turn = begun.turn
        if not answers_question(turn.text, turn.choice, turn.choice_before):
            return None
        return await asyncio.to_thread(
            self._desk.conversations.satisfaction.hear, turn, begun.record, self._desk.clock()
        )

    async def _for_the_agent(self, begun: Begun) -> Begun | None:
        """Kept in silence; what it seems to mean helps the agent, and is no reason to keep anybody waiting."""
        parse = await self._queue_desk.parse(begun)
        return await asyncio.to_thread(self._desk.conversations.turns.keep, begun, parse, (), self._desk.clock())

    async def _queue_turn(self, begun: Begun) -> Begun | None:
        """Only the engine reads a wish: tried again while it fails, and after the limit kept for the agent unread."""
        tried_since = self._first_tried.setdefault(begun.turn.message_id, self._seconds())
        try:
            following = await self._queue_desk.answer(begun)
        except EngineUnavailable as failure:
            waited = self._failed(begun, failure, tried_since)
            if waited < self._desk.settings.turn_limit:
                return await self._try_later(begun, waited)
            following = await self._queue_desk.keep_unread(begun)
        self._first_tried.pop(begun.turn.message_id, None)
        return following

    async def _bot_turn(self, begun: Begun) -> Begun | None:
        if begun.turn.choice in waiting.BUTTONS:
            return await asyncio.to_thread(self._desk.conversations.answers.not_waiting, begun, self._desk.clock())
        self._signals.send(begun.turn.conversation_id, Signal.TYPING)
        tried_since = self._first_tried.setdefault(begun.turn.message_id, self._seconds())
        try:
            answer = await self._engine.take_turn(begun.turn, begun.record)
        except EngineUnavailable as failure:
            return await self._after_failure(begun, self._failed(begun, failure, tried_since))
        except EngineRefused as refusal:
            log.error("engine, message %s: %s", begun.turn.message_id, refusal)
            return await self._give_up(begun)
        following = await asyncio.to_thread(self._desk.conversations.turns.finish, begun, answer, self._desk.clock())
        self._first_tried.pop(begun.turn.message_id, None)
        return following

    async def _after_failure(self, begun: Begun, waited: float) -> Begun | None:
        """The same turn again after a pause, or people once the limit is reached."""
        if waited >= self._desk.settings.turn_limit:
            return await self._give_up(begun)
        return await self._try_later(begun, waited)

    async def _try_later(self, begun: Begun, waited: float) -> Begun | None:
        await asyncio.sleep(pause(begun.turn.attempts))
        late = not begun.turn.apologised and waited >= APOLOGISE_AFTER_SECONDS
        return await asyncio.to_thread(self._desk.conversations.answers.delay, begun, self._desk.clock(), late=late)

    def _failed(self, begun: Begun, failure: EngineUnavailable, tried_since: float) -> float:
        """Seconds since the first attempt, after another that failed."""
        log.warning("engine, message %s, attempt %d: %s", begun.turn.message_id, begun.turn.attempts + 1, failure)
        return self._seconds() - tried_since

    async def _give_up(self, begun: Begun) -> Begun | None:
        self._first_tried.pop(begun.turn.message_id, None)
        return await asyncio.to_thread(self._desk.conversations.answers.give_up, begun, self._desk.clock())

    def _tell(self, conversation_id: str) -> None:
        self._signals.send(conversation_id, Signal.CHANGED)

    @staticmethod
    def _seconds() -> float:
        return asyncio.get_running_loop().time()


def pause(attempts: int) -> float:
    """Seconds before the next attempt: half a second, doubling, at most eight (below the lease of a turn)."""
    return float(min(8.0, 0.5 * 2**attempts))
