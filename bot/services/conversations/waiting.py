"""A customer who waits for a person does not wait for ever: not in the queue, and not on an agent who left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.conversations.conversation import Event
from bot.domain.conversations.messages import Author, Reply
from bot.domain.kernel.errors import StaleVersion
from bot.domain.partner import Partner
from bot.services.conversations.announcements import Announcements
from bot.services.conversations.ownership import change
from bot.services.ports import Database
from bot.services.records.conversations import ConversationRecord, Draft


@dataclass(frozen=True, slots=True)
class Overdue:
    """A conversation that should not wait any longer, and whether that is because the desk closed."""

    record: ConversationRecord
    closed: bool


class Waiting:
    """Finds those who waited long enough and gives them back to the bot."""

    def __init__(self, database: Database, partner: Partner, announcements: Announcements) -> None:
        self._database = database
        self._partner = partner
        self._announce = announcements

    def overdue(self, now: datetime) -> tuple[Overdue, ...]:
        """Queued conversations past the partner's waiting limit, or all of them once the desk is closed."""
        with self._database.reading() as work:
            queued = work.conversations.rows.queued()
        if not queued:
            return ()
        closed = not self._partner.support.schedule.state_at(now).is_open
        limit = timedelta(minutes=self._partner.handoff.waiting_limit_minutes)
        return tuple(Overdue(record, closed) for record in queued if closed or _waited(record, now) >= limit)

    def end(self, record: ConversationRecord, reply: Reply, now: datetime) -> None:
        """Back to the bot with one sentence. Raises StaleVersion when an agent was faster."""
        before = record.conversation
        with self._database.writing() as work:
            change(work, before, before.end_waiting(), Event.WAIT_ENDED, now)
            work.conversations.log.append(before.id, [Draft(Author.DESK, reply.text, buttons=reply.buttons)], now)

    def take_from_silent(self, now: datetime) -> tuple[str, ...]:
        """Back to the queue what agents have left unanswered for too long; the ids of those conversations."""
        limit = now - timedelta(minutes=self._partner.handoff.agent_silence_minutes)
        with self._database.reading() as work:
            left = work.conversations.rows.left_unanswered(limit)
        return tuple(record.conversation.id for record in left if self._take(record, now))

    def wake_snoozed(self, now: datetime) -> tuple[str, ...]:
        """Back before their agents what was put aside until now; the ids of those conversations."""
        with self._database.reading() as work:
            over = work.conversations.rows.snooze_over(now)
        return tuple(record.conversation.id for record in over if self._wake(record, now))

    def _take(self, record: ConversationRecord, now: datetime) -> bool:
        """False when somebody was faster. An answer changes no version, and yet nobody may be called silent after it.

        The change comes first: from then on nobody else can write into this conversation.
        """
        before = record.conversation
        try:
            with self._database.writing() as work:
                change(work, before, before.agent_went_silent(now), Event.WENT_SILENT, now)
                current = work.conversations.rows.get(before.id)
                if current is None or current.unanswered_since != record.unanswered_since:
                    raise StaleVersion()
                work.conversations.log.append(before.id, [self._announce.went_silent(record.language)], now)
        except StaleVersion:
            return False
        return True

    def _wake(self, record: ConversationRecord, now: datetime) -> bool:
        """False when somebody was faster."""
        try:
            with self._database.writing() as work:
                change(work, record.conversation, record.conversation.wake(), Event.WOKEN, now)
        except StaleVersion:
            return False
        return True


def _waited(record: ConversationRecord, now: datetime) -> timedelta:
    since = record.conversation.waiting_since
    return now - since if since is not None else timedelta(0)
