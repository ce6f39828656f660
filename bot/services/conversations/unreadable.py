"""What customers send and nobody here can read yet: kept as a note of what it was, and answered in one sentence."""

from datetime import datetime

from bot.domain.conversations.messages import Author, Incoming, Message, described
from bot.domain.kernel.errors import DuplicateEvent
from bot.services.conversations.ownership import found, retry_on_conflict, wake_if_snoozed
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports import Database, Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import ConversationRecord, Draft


def say_both(work: Work, record: ConversationRecord, theirs: Draft, answer: str, now: datetime) -> Message:
    """A line of the customer's and what the desk says to it; the customer's row. They expect no turn of the bot.

    Like every word of a customer it wakes what an agent had put aside. Raises StaleVersion.
    """
    wake_if_snoozed(work, record.conversation, now)
    log = work.conversations.log
    (kept,) = log.append(record.conversation.id, [theirs], now)
    log.append(record.conversation.id, [Draft(Author.DESK, answer, in_reply_to=kept.id)], now)
    return kept


class Unreadable:
    """`email` is where files may be sent instead."""

    def __init__(self, database: Database, words: Responses, email: str) -> None:
        self._database = database
        self._words = words
        self._email = email

    @retry_on_conflict
    def take(self, incoming: Incoming, now: datetime) -> tuple[Message, bool]:
        """The customer's row that names what came, and whether an earlier delivery had made it already.

        It expects no turn: there is nothing to understand. Raises ConversationNotFound, StorageBusy.
        """
        event_id = f"{incoming.event_id}:brought" if incoming.says_something else incoming.event_id
        try:
            with self._database.writing() as work:
                earlier = work.conversations.log.delivered(incoming.channel, event_id)
                return (earlier, True) if earlier is not None else (self._take(work, incoming, event_id, now), False)
        except DuplicateEvent:
            return self._earlier(incoming.channel, event_id), True

    def _take(self, work: Work, incoming: Incoming, event_id: str, now: datetime) -> Message:
        record = found(work, incoming.conversation_id)
        files = described(incoming.files)
        kind, blanks = ("file", {"files": files}) if files else ("other", {})
        note = self._words.say(f"utter_desk_sent_{kind}", record.language, **blanks)
        answer = spoken(self._words, f"utter_desk_unread_{kind}", record.language, email=self._email)
        return say_both(work, record, Draft(Author.CUSTOMER, note, event_id=event_id), answer.text, now)

    def _earlier(self, channel: str, event_id: str) -> Message:
        """The row a simultaneous delivery of the same event made first."""
        with self._database.reading() as work:
            earlier = work.conversations.log.delivered(channel, event_id)
        if earlier is None:
            raise DuplicateEvent()
        return earlier
