"""Tells whoever watches a conversation, within this process, that there is something to read."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum


class Signal(Enum):
    """Something new stands in the log, an answer is on its way, the customer writes or was reached, a page opened."""

    CHANGED = "changed"
    TYPING = "typing"
    CUSTOMER_TYPING = "customer_typing"
    DELIVERED = "delivered"
    PRESENCE = "presence"


class Signals:
    """In-process only: other desks' changes are found by looking at the log from time to time."""

    def __init__(self) -> None:
        self._watchers: defaultdict[str, set[asyncio.Queue[Signal]]] = defaultdict(set)
        self._everywhere: set[asyncio.Queue[tuple[str, Signal]]] = set()

    def send(self, conversation_id: str, signal: Signal) -> None:
        """Wakes everybody watching the conversation. Call from the event loop."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.put_nowait(signal)
        for everywhere in self._everywhere:
            everywhere.put_nowait((conversation_id, signal))

    @contextmanager
    def watching_all(self) -> Iterator[asyncio.Queue[tuple[str, Signal]]]:
        """A queue of the signals of all conversations while the block runs."""
        watcher: asyncio.Queue[tuple[str, Signal]] = asyncio.Queue()
        self._everywhere.add(watcher)
        try:
            yield watcher
        finally:
            self._everywhere.discard(watcher)

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[asyncio.Queue[Signal]]:
        """A queue of signals while the block runs."""
        watcher: asyncio.Queue[Signal] = asyncio.Queue()
        self._watchers[conversation_id].add(watcher)
        try:
            yield watcher
        finally:
            self._watchers[conversation_id].discard(watcher)
            if not self._watchers[conversation_id]:
                del self._watchers[conversation_id]
