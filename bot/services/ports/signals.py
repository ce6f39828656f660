"""How those who change a conversation tell those who look at it, and the worker of turns, that there is news."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from typing import Protocol

from bot.services.records.conversations import Begun


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


WakeUp = Callable[[str, Begun | None], None]
"""Called with a conversation in which something may be there to answer, and its next turn where it is held already."""


class WakeUps(Protocol):
    """How the worker of turns hears of messages at once. A call may be lost: the worker also looks by itself."""

    def wake(self, conversation_id: str, begun: Begun | None = None) -> None:
        """Wakes this process's worker, if it runs. Call it after the commit, from any thread; it never waits."""

    def calling(self, wake_up: WakeUp) -> AbstractContextManager[None]:
        """Has the worker called, in the event loop that enters this, while the block runs."""
