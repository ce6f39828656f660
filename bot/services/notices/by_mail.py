"""What of a conversation goes to its customer by mail, and what became of it, as agents see it beside the words."""

from dataclasses import dataclass

from bot.domain.notices.outbox import MailState
from bot.domain.notices.unread import MailWay
from bot.domain.staff.agents import Agent
from bot.services.notices.mailroom import Mailroom
from bot.services.notices.unread import about_conversation
from bot.services.ports import Database, Work
from bot.services.records.notices import MailedRows

MAILED = frozenset({MailWay.CONFIRMED, MailWay.TYPED})


@dataclass(frozen=True, slots=True)
class ByMail:
    """`way` is for words to come; `mails` tell which rows; `due` are rows that are mailed unless fetched before."""

    way: MailWay
    mails: tuple[MailedRows, ...] = ()
    due: frozenset[int] = frozenset()

    def state_of(self, seq: int) -> MailState | None:
        """What became of the latest mail that tells this row; None where none does."""
        return next((one.state for one in reversed(self.mails) if one.first <= seq <= one.last), None)


class ConversationsByMail:
    """Reads only; what is mailed, and when, is decided in `UnreadReplies`."""

    def __init__(self, database: Database, mailroom: Mailroom) -> None:
        self._database = database
        self._mailroom = mailroom

    def of(self, conversation_id: str, *, asked_by: Agent) -> ByMail:
        """One conversation's. Raises AgentMayNot without READ_CONVERSATIONS."""
        with self._database.reading() as work:
            mails = work.notices.lists.told_rows(conversation_id, asked_by=asked_by)
            way = self._way(work, conversation_id)
            unread = work.notices.readers.unread_in(conversation_id) if way in MAILED else ()
        return ByMail(way, mails, frozenset(reply.seq for reply in unread))

    def _way(self, work: Work, conversation_id: str) -> MailWay:
        if not self._mailroom.is_open:
            return MailWay.OFF
        reader = work.notices.readers.of_conversation(conversation_id)
        if reader is None:
            return MailWay.NOWHERE
        if work.notices.readers.has_stopped(about_conversation(conversation_id), reader.address):
            return MailWay.STOPPED
        return MailWay.CONFIRMED if reader.confirmed else MailWay.TYPED
