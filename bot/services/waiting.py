"""A customer who waits for a person does not wait for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.conversation import Event
from bot.domain.messages import Author, Reply
from bot.domain.partner import Partner
from bot.services.ports import Database
from bot.services.records import ConversationRecord, Draft
from bot.services.turns import save


@dataclass(frozen=True, slots=True)
class Overdue:
    """A conversation that should not wait any longer, and whether that is because the desk closed."""

    record: ConversationRecord
    closed: bool


class Waiting:
    """Finds those who waited long enough and gives them back to the bot."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def overdue(self, now: datetime) -> tuple[Overdue, ...]:
        """Queued conversations past the partner's waiting limit, or all of them once the desk is closed."""
        with self._database.reading() as work:
            queued = work.conversations.queued()
        if not queued:
            return ()
        closed = not self._partner.support.schedule.state_at(now).is_open
        limit = timedelta(minutes=self._partner.handoff.waiting_limit_minutes)
        return tuple(Overdue(record, closed) for record in queued if closed or _waited(record, now) >= limit)

    def end(self, record: ConversationRecord, reply: Reply, now: datetime) -> None:
        """Back to the bot with one sentence. Raises StaleVersion when an agent was faster."""
        before = record.conversation
        with self._database.writing() as work:
            save(work, before, before.end_waiting(), Event.WAIT_ENDED, now)
            work.conversations.append(before.id, [Draft(Author.DESK, reply.text, buttons=reply.buttons)], now)


def _waited(record: ConversationRecord, now: datetime) -> timedelta:
    since = record.conversation.waiting_since
    return now - since if since is not None else timedelta(0)
