"""Tells whoever watches a conversation, within this process, that there is something to read."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum


class Signal(Enum):
    """Something new stands in the log, or the bot is about to answer."""

    CHANGED = "changed"
    TYPING = "typing"


class Signals:
    """In-process only: other desks' changes are found by looking at the log from time to time."""

    def __init__(self) -> None:
        self._watchers: defaultdict[str, set[asyncio.Queue[Signal]]] = defaultdict(set)

    def send(self, conversation_id: str, signal: Signal) -> None:
        """Wakes everybody watching the conversation. Call from the event loop."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.put_nowait(signal)

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
