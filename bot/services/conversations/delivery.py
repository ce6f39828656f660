"""What a customer's client has still to be shown, and how far it has been shown it, whatever the channel."""

import logging
from collections.abc import Sequence

from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import StorageBusy
from bot.services.ports import Database, Signal, Signals

log = logging.getLogger(__name__)

PAGE = 200
"""Messages handed out at once; a longer history comes in pages by watermark."""


class Delivery:
    """Reads the log by watermark, so that a lost connection or a reload loses nothing. Call it from any thread."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals

    def after(self, conversation_id: str, watermark: int) -> tuple[Message, ...]:
        """The next PAGE messages after that number, as customers may see them. Raises StorageBusy."""
        with self._database.reading() as work:
            return tuple(row.for_customer() for row in work.conversations.log.after(conversation_id, watermark, PAGE))

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
