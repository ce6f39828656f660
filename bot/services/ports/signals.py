"""How those who change a conversation tell those who look at it that there is something new."""

import asyncio
from contextlib import AbstractContextManager
from enum import Enum
from typing import Protocol


class Signal(Enum):
    """Something new stands in the log, an answer is on its way, the customer writes or was reached, a page opened."""

    CHANGED = "changed"
    TYPING = "typing"
    CUSTOMER_TYPING = "customer_typing"
    DELIVERED = "delivered"
    PRESENCE = "presence"


class Signals(Protocol):
    """A hint to look, never the news itself: it may be lost, so that whoever watches also looks from time to time."""

    def send(self, conversation_id: str, signal: Signal) -> None:
        """Wakes whoever watches the conversation. Call it after the commit, from any thread; it never waits."""

    def watching(self, conversation_id: str) -> AbstractContextManager[asyncio.Queue[Signal]]:
        """The signals of one conversation, in order, while the block runs. Enter it in an event loop."""

    def watching_all(self) -> AbstractContextManager[asyncio.Queue[tuple[str, Signal]]]:
        """The signals of all conversations, each with its id, while the block runs. Enter it in an event loop."""
