"""Signals within one process; what other desks change is found by looking at the log from time to time."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from bot.services.ports import Signal

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
        here = _running_loop()
        for loop, hear in watchers:
            if loop is here:
                hear(conversation_id, signal)
            else:
                loop.call_soon_threadsafe(hear, conversation_id, signal)

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


def _running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop this thread runs, if it runs one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
