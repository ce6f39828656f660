"""A customer who waits for a person does not wait for ever: not in the queue, and not on an agent who left."""

from datetime import datetime, timedelta

from bot.domain.conversations.conversation import Conversation, Event
from bot.domain.conversations.waiting import is_over, to_be_answered_by
from bot.domain.kernel.errors import StaleVersion
from bot.domain.partner import Partner
from bot.domain.support.alerts import AlertKind
from bot.domain.support.support_hours import hours_of
from bot.domain.support.targets import Target
from bot.services.conversations.ownership import change
from bot.services.conversations.sentences.announcements import Announcements
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationRecord
from bot.services.records.support import AlertDraft


class Waiting:
    """Finds who waited long enough, and takes back what agents left."""

    def __init__(self, database: Database, partner: Partner, announcements: Announcements) -> None:
        self._database = database
        self._partner = partner
        self._announce = announcements

    def overdue(self, now: datetime) -> tuple[str, ...]:
        """Queued conversations past the partner's waiting limit, or whose customer's hours are over: their ids."""
        with self._database.reading() as work:
            queued = work.conversations.rows.queued()
            return tuple(one.conversation.id for one in queued if self.is_over(work, one.conversation, now))

    def is_over(self, work: Work, conversation: Conversation, now: datetime) -> bool:
        """Whether this conversation waits for nobody any more, by the partner's limit and the customer's hours."""
        limit = timedelta(minutes=self._partner.handoff.waiting_limit_minutes)
        return is_over(conversation, now, limit=limit, is_open=self._is_open_for(work, conversation.id, now))

    def _is_open_for(self, work: Work, conversation_id: str, now: datetime) -> bool:
        """The customer is looked up only where the office is closed."""
        support = self._partner.support
        if support.schedule.state_at(now).is_open:
            return True
        return hours_of(support, work.customers.people.speaking_in(conversation_id).support_plan).state_at(now).is_open

    def call_others(self, now: datetime) -> tuple[str, ...]:
        """Has somebody else told, once a wait, of who still waits when half of the limit has passed: the ids."""
        limit = timedelta(minutes=self._partner.handoff.waiting_limit_minutes)
        with self._database.reading() as work:
            late = [late for one in work.conversations.rows.queued() if (late := _late(one.conversation, limit, now))]
            new = [one for one in late if not work.support.alerts.knows(one.key)]
        return tuple(one.conversation_id or "" for one in new if self._call(one, now))

    def _call(self, draft: AlertDraft, now: datetime) -> bool:
        with self._database.writing() as work:
            return work.support.alerts.tell(draft, now)

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


def _late(conversation: Conversation, limit: timedelta, now: datetime) -> AlertDraft | None:
    """What is told of a customer who was not answered in time; None while there is time. By a wait's begin."""
    since = conversation.waiting_since
    if since is None or now < (by := to_be_answered_by(since, limit)):
        return None
    return AlertDraft(
        f"conversation:{conversation.id}:still:{since.isoformat()}",
        AlertKind.CUSTOMER_WAITS,
        target=Target.FIRST_RESPONSE,
        due_at=by,
        conversation_id=conversation.id,
    )
