"""Follows one conversation for a channel that pushes: what is new, as soon as it is there."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from bot.domain.conversations.messages import Message
from bot.domain.kernel.errors import StorageBusy
from bot.services.conversations.delivery import Delivery
from bot.services.ports import Signal, Signals
from bot.signals import heard_within

LOOK_SECONDS = 2.0
"""How often the log is looked at unasked: another desk may have written to it."""

FOR_CUSTOMERS = frozenset({Signal.CHANGED, Signal.TYPING})


@dataclass(frozen=True, slots=True)
class News:
    """Messages not shown yet, and whether an answer is on its way after them."""

    messages: tuple[Message, ...] = ()
    typing: bool = False


async def follow(delivery: Delivery, signals: Signals, conversation_id: str, watermark: int) -> AsyncGenerator[News]:
    """What comes after a watermark, without end; nothing new after each LOOK_SECONDS in which nothing happened.

    A watermark beyond the end counts as the end. Whoever shows the messages tells `Delivery.note`. Close the iterator
    (`contextlib.aclosing`) when the client goes.
    """
    with signals.watching(conversation_id) as heard:
        latest = [Signal.CHANGED]
        while True:
            messages: tuple[Message, ...] = ()
            if Signal.CHANGED in latest:
                messages, watermark = await _unread(delivery, conversation_id, watermark)
            # shown after the reply it announced, it would outlast it
            yield News(messages, typing=latest[-1:] == [Signal.TYPING])
            latest = await _next(heard)


async def _unread(delivery: Delivery, conversation_id: str, watermark: int) -> tuple[tuple[Message, ...], int]:
    """What is new, and the number to read on from. Nothing while the database is busy: the next look finds it."""
    try:
        page = await asyncio.to_thread(delivery.page, conversation_id, watermark)
    except StorageBusy:
        return (), watermark
    return page.messages, page.watermark


async def _next(signals: asyncio.Queue[Signal]) -> list[Signal]:
    """The signals since the last look, in order; after a while without any, as if something had changed."""
    heard = await heard_within(signals, LOOK_SECONDS)
    return [signal for signal in heard if signal in FOR_CUSTOMERS] if heard else [Signal.CHANGED]
