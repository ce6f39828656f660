"""Signals, wake-ups and the outbox's bell in one process; what other desks change is found by looking at times."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

from bot.services.ports import Ring, Signal
from bot.services.ports.signals import WakeUp
from bot.services.records.conversations import Begun

ALL = ""
"""In place of a conversation's id: whoever watches every conversation."""

Hear = Callable[[str, Signal], None]
Watcher = tuple[asyncio.AbstractEventLoop, Hear]


class ProcessSignals:
    """`services.ports.Signals` for the senders and watchers of one process."""

    def __init__(self) -> None:
        self._watchers: defaultdict[str, set[Watcher]] = defaultdict(set)
        self._lock = Lock()

    def send(self, conversation_id: str, signal: Signal) -> None:
        """Wakes whoever watches the conversation, each in its own event loop. From any thread."""
        with self._lock:
            watchers = [*self._watchers.get(conversation_id, ()), *self._watchers.get(ALL, ())]
        for loop, hear in watchers:
            _call(loop, hear, conversation_id, signal)

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[asyncio.Queue[Signal]]:
        """A queue of the signals of one conversation while the block runs."""
        queue: asyncio.Queue[Signal] = asyncio.Queue()
        with self._told(conversation_id, lambda _, signal: queue.put_nowait(signal)):
            yield queue

    @contextmanager
    def watching_all(self) -> Iterator[asyncio.Queue[tuple[str, Signal]]]:
        """A queue of the signals of all conversations while the block runs."""
        queue: asyncio.Queue[tuple[str, Signal]] = asyncio.Queue()
        with self._told(ALL, lambda *heard: queue.put_nowait(heard)):
            yield queue

    @contextmanager
    def _told(self, key: str, hear: Hear) -> Iterator[None]:
        watcher = (asyncio.get_running_loop(), hear)
        with self._lock:
            self._watchers[key].add(watcher)
        try:
            yield
        finally:
            with self._lock:
                self._watchers[key].discard(watcher)
                if not self._watchers[key]:
                    del self._watchers[key]


class ProcessWakeUps:
    """`services.ports.WakeUps` for the worker of this process: the one that came last, if there are several."""

    def __init__(self) -> None:
        self._workers: list[tuple[asyncio.AbstractEventLoop, WakeUp]] = []

    def wake(self, conversation_id: str, begun: Begun | None = None) -> None:
        """Calls the worker in its own event loop. From any thread."""
        for loop, wake_up in self._workers[-1:]:
            _call(loop, wake_up, conversation_id, begun)

    @contextmanager
    def calling(self, wake_up: WakeUp) -> Iterator[None]:
        """Has the worker called while the block runs."""
        worker = (asyncio.get_running_loop(), wake_up)
        self._workers.append(worker)
        try:
            yield
        finally:
            self._workers.remove(worker)


class ProcessBell:
    """`services.ports.Bell` for the sender of mails of this process: the one that came last, if there are several."""

    def __init__(self) -> None:
        self._hearing: list[tuple[asyncio.AbstractEventLoop, Ring]] = []

    def ring(self) -> None:
        """Calls the sender in its own event loop. From any thread."""
        for loop, hear in self._hearing[-1:]:
            _call(loop, hear)

    @contextmanager
    def hearing(self, hear: Ring) -> Iterator[None]:
        """Has the sender called while the block runs."""
        one = (asyncio.get_running_loop(), hear)
        self._hearing.append(one)
        try:
            yield
        finally:
            self._hearing.remove(one)


T = TypeVar("T")


async def heard_within(queue: asyncio.Queue[T], seconds: float) -> list[T]:
    """Everything heard since the last look, in order; nothing when all was quiet for so long."""
    try:
        async with asyncio.timeout(seconds):  # wait_for would lose a cancellation that comes with a signal
            heard = [await queue.get()]
    except TimeoutError:
        return []
    while not queue.empty():
        heard.append(queue.get_nowait())
    return heard


def _call(loop: asyncio.AbstractEventLoop, hear: Callable[..., None], *heard: object) -> None:
    """At once in the loop this thread runs, else as soon as the other loop comes to it."""
    if loop is _running_loop():
        hear(*heard)
    else:
        loop.call_soon_threadsafe(hear, *heard)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop this thread runs, if it runs one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
