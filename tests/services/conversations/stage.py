"""Real processes of the desk on one database, held still before every step, so that a test chooses what goes on."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from bot.answering import worker as worker_module
from bot.answering.engine import EngineRefused, EngineUnavailable
from bot.answering.worker import TurnWorker
from bot.domain.conversations import waiting
from bot.domain.conversations.messages import Incoming
from bot.services.conversations.inbox import Inbox
from bot.services.conversations.sentences.announcements import Announcements
from bot.services.conversations.turns import Answer, Turns
from bot.services.records.conversations import ConversationRecord, Turn
from bot.signals import ProcessSignals
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.queue import with_turns
from tests.services.conversations.ledger import Ledger
from tests.services.fresh import fresh_desk

CHANNEL = "directline"
TICKS = 12
"""Passes of the event loop after which whoever could go on has gone on to its next held step."""

Outcome = Callable[[Turn, ConversationRecord], Answer]
_acting: ContextVar["Process"] = ContextVar("acting")


class Crash(Exception):
    """The process was killed in the middle of a transaction."""


@dataclass(eq=False)
class Held:
    """A step that waits until the test lets it go on: a service's call, the engine's answer, or its parse."""

    process: "Process"
    what: str
    go: asyncio.Future[Any]


class HeldEngine:
    """Answers when and as the test says; refuses what the real one does not know."""

    def __init__(self, process: "Process") -> None:
        self._process = process

    async def take_turn(self, turn: Turn, record: ConversationRecord) -> Answer:
        stage = self._process.stage
        if not record.conversation.bot_may_speak:
            stage.faults.append(f"the engine was asked for {turn.message_id} while the bot may not speak")
        if turn.choice is not None and (turn.choice in waiting.BUTTONS or turn.choice.startswith("/rate")):
            stage.faults.append(f"the engine was asked what only the desk knows: {turn.choice}")
            raise EngineRefused("choice names an unknown intent")
        outcome: Outcome = await self._process.held("engine")
        return outcome(turn, record)

    async def understand(self, text: str, language: str) -> Any:
        parse = await self._process.held("parse")
        if parse is None:
            raise EngineUnavailable("no parse")
        return parse


class Process:
    """One desk with its worker; several share the database. Killed, it forgets everything and its leases stay."""

    def __init__(self, stage: "Stage", number: int) -> None:
        self.stage = stage
        self.alive = True
        said = stage.base.conversations.satisfaction
        turns = Turns(stage.database, worker=f"worker {number}", beat=lambda: stage.beat, ask=said.ask_bot)
        inbox = Inbox(stage.database, turns, said.is_answer, Announcements(stage.base.words, stage.base.partner).woken)
        conversations = replace(stage.base.conversations, turns=turns, inbox=inbox)
        self.desk = with_turns(replace(stage.base, clock=lambda: stage.now, conversations=conversations))
        self.worker = TurnWorker(self.desk, HeldEngine(self), ProcessSignals())  # type: ignore[arg-type]
        self.tasks: set[asyncio.Task[Any]] = set()
        self._context: Context = copy_context()
        self._context.run(_acting.set, self)

    async def held(self, what: str) -> Any:
        """Waits until the test lets this step go on; a killed process never does."""
        if not self.alive:
            raise asyncio.CancelledError
        step = Held(self, what, asyncio.get_running_loop().create_future())
        self.stage.steps.append(step)
        return await step.go

    def receive(self, incoming: Incoming, *, dies: bool = False) -> bool:
        """A delivery, as the channel takes it; whether it was a repeated one. Dying, nobody is told of the message."""
        received = self.desk.conversations.inbox.receive(incoming, self.stage.now)
        if not received.repeated and not dies:
            self.calls(lambda: self.worker.wake(incoming.conversation_id, received.begun))
        return received.repeated

    def sweep(self) -> None:
        """One round of looking for what was left behind; goes on step by step like everything else."""
        self.calls(lambda: self.tasks.add(asyncio.get_running_loop().create_task(self.worker._sweep())))

    def calls(self, function: Callable[[], object]) -> None:
        async def called() -> None:
            function()

        self.stage.loop.run_until_complete(self.stage.loop.create_task(called(), context=self._context))
        self.stage.settle()

    def killed(self) -> None:
        self.alive = False
        for step in [step for step in self.stage.steps if step.process is self]:
            self.stage.steps.remove(step)
            step.go.cancel()
        self.stage.settle()


async def _held_thread(function: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
    process = _acting.get()
    await process.held(getattr(function, "__name__", "call"))
    return function(*args, **more)


class Stage:
    """The database, two processes, the clocks, and the steps that wait."""

    def __init__(self) -> None:
        self.base, self.path = fresh_desk()
        self.database = database_of(self.base)
        self.now: datetime = NOW
        self.beat: datetime = NOW
        self.steps: list[Held] = []
        self.faults: list[str] = []
        self.crashing = False
        self.interruption: Callable[[], None] | None = None
        self.loop = asyncio.new_event_loop()
        self._patches = [
            patch("asyncio.to_thread", _held_thread),
            patch.object(worker_module, "pause", lambda attempts: 0.0),
            patch.object(TurnWorker, "_seconds", staticmethod(lambda: self.beat.timestamp())),
            patch.object(self.database, "connection", self._watched(self.database.connection)),
        ]
        for one in self._patches:
            one.start()
        self._log = _Faults(self.faults)
        logging.getLogger("bot.answering").addHandler(self._log)
        self._count = 0
        self.processes = [self.started(), self.started()]
        self.ledger: Ledger | None = None

    def open(self, email: str | None, language: str) -> str:
        """A customer's new conversation, watched from now on."""
        with self.database.reading() as work:
            person = work.customers.people.by_email(email) if email else None
        with self.database.writing() as work:
            work.conversations.rows.open(
                conversation_id="c",
                channel=CHANNEL,
                contact_id=person.contact_id if person else None,
                language=language,
                now=self.now,
            )
        self.ledger = Ledger(self.path, "c")
        return "c"

    def started(self) -> Process:
        """Another process on the same database."""
        self._count += 1
        return Process(self, self._count)

    def restart(self, index: int) -> None:
        """Kills a process; the one in its place has another name."""
        self.processes[index].killed()
        self.processes[index] = self.started()

    def go_on(self, step: Held, result: Any = None) -> None:
        """Lets one held step happen, and whoever waited for it come to its next one."""
        self.steps.remove(step)
        step.go.set_result(result)
        self.settle()

    def settle(self) -> None:
        self.loop.run_until_complete(_ticks())
        for process in self.processes if hasattr(self, "processes") else ():
            for task in [task for task in process.tasks if task.done()]:
                process.tasks.discard(task)
                if not task.cancelled() and task.exception() is not None:
                    self.faults.append(f"a sweep failed: {task.exception()!r}")

    @contextmanager
    def crash_before_commit(self) -> Iterator[None]:
        """The next writing transaction is never committed."""
        self.crashing = True
        try:
            yield
        finally:
            self.crashing = False

    def _watched(self, connection: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def watched(*, durable: bool = True) -> Iterator[Any]:
            if self.interruption is not None:
                interruption, self.interruption = self.interruption, None
                interruption()
            with connection(durable=durable) as opened:
                yield opened
                if self.crashing:
                    self.crashing = False
                    raise Crash
            if self.ledger is not None:
                self.ledger.look()

        return watched

    def close(self) -> None:
        for process in self.processes:
            process.killed()
        self.settle()
        self.loop.close()
        logging.getLogger("bot.answering").removeHandler(self._log)
        for one in self._patches:
            one.stop()
        if self.ledger is not None:
            self.ledger.close()

    def later(self, seconds: float) -> None:
        """Time passes for leases and turns, and for the desk."""
        self.beat += timedelta(seconds=seconds)
        self.now += timedelta(seconds=seconds)


class _Faults(logging.Handler):
    """What a worker logs with a traceback is a fault of ours: it must be told, not only survived."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and not isinstance(record.exc_info[1], Crash):
            self._faults.append(f"{record.getMessage()}: {record.exc_info[1]!r}")


async def _ticks() -> None:
    for _ in range(TICKS):
        await asyncio.sleep(0)
