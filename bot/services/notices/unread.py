"""What a person wrote in the chat to a customer who had gone is mailed, all of it at once."""

from datetime import datetime

from bot.domain.notices.letters import Quote
from bot.domain.notices.unread import is_to_be_mailed
from bot.services.notices.mailroom import Mailroom, Told
from bot.services.ports import Database, Work
from bot.services.records.notices import MailKind, Reader, UnreadReply

MOST = 50
"""Conversations looked at in one sweep; the next one follows within seconds."""


class UnreadReplies:
    """Swept by the sender. After a mail nothing more is mailed until the customer was there again, or wrote."""

    def __init__(self, database: Database, mailroom: Mailroom) -> None:
        self._database = database
        self._mailroom = mailroom

    def queue_due(self, now: datetime) -> int:
        """Queues a mail for each conversation whose customer has left agents' words unread; how many. StorageBusy."""
        if not self._mailroom.is_open:
            return 0
        with self._database.reading() as work:
            left = work.notices.readers.left_with_words(now, MOST)
        return sum(self._queue(conversation_id, now) for conversation_id in left)

    def _queue(self, conversation_id: str, now: datetime) -> bool:
        with self._database.writing() as work:
            readers = work.notices.readers
            unread = readers.unread_in(conversation_id)
            if not is_to_be_mailed([reply.sent_at for reply in unread], now):
                return False
            reader = readers.of_conversation(conversation_id)
            if reader is None or readers.has_stopped(about_conversation(conversation_id), reader.address):
                return False
            work.notices.mails.queue(self._mailroom.draft(self._told(work, unread, reader), reader), now)
        return True

    def _told(self, work: Work, unread: tuple[UnreadReply, ...], reader: Reader) -> Told:
        conversation_id, last = unread[-1].conversation_id, unread[-1]
        say, partner = self._mailroom.say, self._mailroom.partner
        queue = work.notices.readers.queue_of(conversation_id)
        return Told(
            key=f"conversation:{conversation_id}:unread:{last.seq}",
            first=f"conversation:{conversation_id}",
            kind=MailKind.REPLY,
            about=about_conversation(conversation_id),
            matter=partner.routing.matter_of(queue),
            subject=say("subject_reply", reader, agent=last.author, partner=partner.organisation.name),
            body=(
                say("wrote", reader),
                *(Quote(reply.text, reply.author) for reply in unread),
                say("go_on", reader),
            ),
            seq=last.seq,
            first_seq=unread[0].seq,
        )


def about_conversation(conversation_id: str) -> str:
    """How mails, reply addresses and stops name a conversation."""
    return f"c:{conversation_id}"
