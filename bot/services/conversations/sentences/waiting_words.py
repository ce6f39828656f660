"""What the desk says to who waits for a person, or will: said with the facts of the transaction that says it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Author, Message, Reply
from bot.domain.conversations.waiting import announced
from bot.domain.kernel.locales import LANGUAGES, locale_for
from bot.domain.partner import Partner
from bot.domain.support.support_hours import CustomerHours, hours_of
from bot.domain.support.tickets import Matter
from bot.services.conversations.availability import Availability
from bot.services.conversations.sentences.opening_words import near
from bot.services.conversations.sentences.queue_words import QueueWords
from bot.services.conversations.sentences.spoken import spoken
from bot.services.conversations.turns import HandOff
from bot.services.ports import Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import ConversationRecord

ROWS = 120
"""Rows of the log looked back over for a wait."""


class WaitingWords:
    """The desk's sentences around waiting, in the conversation's language."""

    def __init__(self, words: Responses, partner: Partner, queue: Availability) -> None:
        self._words = words
        self._partner = partner
        self._queue = queue

    def kept(self, work: Work, record: ConversationRecord) -> Reply:
        """The message is kept for the person who will answer: said at length once in a wait, and shortly after that."""
        again = self._was_kept(rows_of(work, record))
        return spoken(self._words, "utter_desk_kept_too" if again else "utter_desk_kept", record.language)

    def still_waiting(self, work: Work, record: ConversationRecord, now: datetime) -> Reply:
        """Still in the queue: the place, the usual time, and the ways out."""
        conversation = record.conversation
        queue = conversation.queue or self._first_queue
        words = self._queue_words(work, record, queue, now, conversation.waited(now))
        return Reply(words.still_waiting(), spoken(self._words, "utter_desk_waiting", record.language).buttons)

    def not_waiting(self, record: ConversationRecord) -> Reply:
        """The customer is not waiting for a person; the bot answers."""
        return spoken(self._words, "utter_desk_not_waiting", record.language)

    def delayed(self, record: ConversationRecord) -> Reply:
        """The engine takes longer; the message is safe."""
        return spoken(self._words, "utter_desk_delayed", record.language)

    def cancelled(self, record: ConversationRecord) -> Reply:
        """The bot is back because the customer no longer wants to wait."""
        return spoken(self._words, "utter_desk_waiting_cancelled", record.language)

    def given_up(
        self, work: Work, record: ConversationRecord, now: datetime
    ) -> tuple[tuple[Reply, ...], HandOff | None]:
        """After the engine failed too long: the queue while people are there, else when they are back."""
        plan = work.customers.people.speaking_in(record.conversation.id).support_plan
        if not self._queue.reach_in(work, plan, self._first_queue, now).reachable:
            return (self._nobody_there(work, record, hours_of(self._partner.support, plan), now),), None
        waits = self._queue_words(work, record, self._first_queue, now).passed_on()
        text = f"{self._words.say('utter_desk_given_up_queued', record.language)} {waits}"
        reply = Reply(text, spoken(self._words, "utter_queue_write_on", record.language).buttons)
        return (reply,), HandOff(self._first_queue, HandoffReason.ENGINE_DOWN)

    def _nobody_there(self, work: Work, record: ConversationRecord, hours: CustomerHours, now: datetime) -> Reply:
        """When people are there again: in the plan's hours without anybody on duty, the office's next opening."""
        opens_at = (hours.office if hours.is_the_plans_alone(now) else hours).next_opening(now)
        reach = {"email": self._partner.support.email, "phone": self._partner.support.phone}
        if opens_at is None:
            return spoken(self._words, "utter_desk_given_up_unplanned", record.language, **reach)
        speaker = work.customers.people.speaking_in(record.conversation.id)
        opens = near(opens_at, now, locale_for(record.language, speaker.locale))
        return spoken(self._words, "utter_desk_given_up_closed", record.language, when=opens, **reach)

    def _was_kept(self, rows: tuple[Message, ...]) -> bool:
        """Whether a message was confirmed at length already in this wait, in any language."""
        began, _ = announced(rows)
        at_length = {self._words.say("utter_desk_kept", language) for language in LANGUAGES}
        return any(row.text in at_length for row in rows if row.seq > began and row.author is Author.DESK)

    def _queue_words(
        self, work: Work, record: ConversationRecord, queue: str, now: datetime, waited: timedelta = timedelta(0)
    ) -> QueueWords:
        conversation_id = record.conversation.id
        signed = work.customers.people.speaking_in(conversation_id).can_be_answered
        facts = self._queue.facts_in(work, conversation_id, queue=queue, now=now)
        return QueueWords(self._words, record.language, facts, now=now, signed=signed, waited=waited)

    @property
    def _first_queue(self) -> str:
        """Where to wait when nothing is known of the matter."""
        return self._partner.routing.queue_for(Matter.COMMERCIAL).key


def rows_of(work: Work, record: ConversationRecord) -> tuple[Message, ...]:
    """The latest rows the customer read or wrote."""
    return work.conversations.log.after(record.conversation.id, max(0, record.last_seq - ROWS))


def understood_of(work: Work, record: ConversationRecord) -> Mapping[str, Mapping[str, Any]]:
    """What the engine made of the customer's messages among them, by message id."""
    return work.conversations.turns.understood(record.conversation.id, max(0, record.last_seq - ROWS))
