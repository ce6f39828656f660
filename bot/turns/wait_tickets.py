"""The ticket that stands for a wait: what the customer wrote since asking for a person, for whoever reads it later."""

import logging
from collections.abc import Sequence

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Message
from bot.domain.kernel.errors import ContactAddressMissing
from bot.domain.support.tickets import TicketChannel
from bot.services.records.conversations import ConversationRecord
from bot.services.support.tickets import TicketOpened, TicketRequest
from bot.turns.queue_wishes import is_only_a_wish

log = logging.getLogger(__name__)

MOST = 10
"""Messages written into one ticket; the whole conversation stays beside it."""
ROWS = 120
"""Rows of the log looked back over."""


class WaitTickets:
    """Opens the ticket of a wait that ends without a person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, record: ConversationRecord, origin: str) -> TicketOpened | None:
        """A ticket for the team waited for; None when nothing was written or there is no address to answer to.

        Raises StorageBusy.
        """
        conversation, text = record.conversation, "\n".join(written(self.rows(record)))
        if not text:
            log.info("no ticket for the wait of %s: the customer wrote nothing", conversation.id)
            return None
        with self._desk.database.reading() as work:
            speaker = work.customers.people.speaking_in(conversation.id)
        request = TicketRequest(channel_of(record), text, origin)
        try:
            return self._desk.support.tickets.open(
                request, asked_by=speaker, conversation_id=conversation.id, now=self._desk.clock()
            )
        except ContactAddressMissing:
            log.info("no ticket for the wait of %s: a visitor left no address", conversation.id)
            return None

    def rows(self, record: ConversationRecord) -> tuple[Message, ...]:
        """The latest rows the customer saw."""
        first = max(0, record.last_seq - ROWS)
        with self._desk.database.reading() as work:
            return work.conversations.log.after(record.conversation.id, first)


def channel_of(record: ConversationRecord) -> TicketChannel:
    """The kind of ticket for the team waited for."""
    return TicketChannel(record.conversation.team or TicketChannel.COMMERCIAL)


def written(rows: Sequence[Message]) -> list[str]:
    """What the customer wrote since asking for a person, with the message that asked; all of it when nothing since.

    Pressed buttons and a bare wish to leave a message tell nothing, unless there is nothing else.
    """
    theirs = [row for row in rows if row.author is Author.CUSTOMER]
    telling = [row for row in theirs if row.choice is None and not is_only_a_wish(row.text)] or theirs
    asked, reply_to = announced(rows)
    since = [row for row in telling if row.seq > asked]
    if since:
        since = [*(row for row in telling if row.id == reply_to and row.seq <= asked), *since]
    return [row.text for row in (since or telling)[-MOST:]]


def announced(rows: Sequence[Message]) -> tuple[int, str | None]:
    """The place of the last thing somebody else than the desk itself said, and the message it answered.

    While a customer waits only the desk speaks, so this is where the wait began; (0, None) when there is none.
    """
    spoken = [row for row in rows if row.author in (Author.BOT, Author.AGENT)]
    return (spoken[-1].seq, spoken[-1].in_reply_to) if spoken else (0, None)
