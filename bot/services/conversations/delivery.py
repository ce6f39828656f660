"""What a customer's client has still to be shown, and how far it has been shown it, whatever the channel."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import StorageBusy
from bot.services.ports import Database, Signal, Signals, Work

log = logging.getLogger(__name__)

PAGE = 200
"""Messages handed out at once; a longer history comes in pages by watermark."""


@dataclass(frozen=True, slots=True)
class Page:
    """Messages to be shown, and the number after which the next ones come."""

    messages: tuple[Message, ...]
    watermark: int


class Delivery:
    """Reads the log by watermark, so that a lost connection or a reload loses nothing. Call it from any thread."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals

    def page(self, conversation_id: str, watermark: int) -> Page:
        """The next PAGE messages after that number, as customers may see them. Raises StorageBusy.

        A watermark beyond the end counts as the end: who brings one is told where the end is, and misses nothing.
        """
        with self._database.reading() as work:
            rows = work.conversations.log.after(conversation_id, watermark, PAGE)
            last = rows[-1].seq if rows else _within(work, conversation_id, watermark)
            return Page(tuple(row.for_customer() for row in rows), last)

    def reached(self, conversation_id: str, watermark: int) -> int:
        """That number, or the end where it lies beyond: what is written from now on comes after. Raises StorageBusy."""
        with self._database.reading() as work:
            return _within(work, conversation_id, watermark)

    def note(self, messages: Sequence[Message]) -> None:
        """These have reached the customer's client: agents see how far their own came. The bot's need no mark.

        While the database is busy nothing is noted; the next message of an agent takes these with it.
        """
        written = [message for message in messages if message.author is Author.AGENT]
        if not written:
            return
        last = written[-1]
        try:
            with self._database.writing(durable=False) as work:
                work.conversations.rows.delivered_to_customer(last.conversation_id, last.seq)
        except StorageBusy:
            log.info("delivery in %s is noted with the next message", last.conversation_id)
            return
        self._signals.send(last.conversation_id, Signal.DELIVERED)


def _within(work: Work, conversation_id: str, watermark: int) -> int:
    return min(watermark, work.conversations.rows.last_seq(conversation_id))
