"""How a customer comes in and writes, whatever the channel: channels translate, and call this."""

from datetime import datetime

from bot.domain.conversations.messages import Author, Incoming, Reply
from bot.domain.kernel.errors import MessageTooLong, StaleVersion
from bot.domain.partner import Partner
from bot.services.conversations.inbox import Inbox, Received
from bot.services.conversations.ownership import found
from bot.services.conversations.sentences.greeting import MOST_NAMED, greeting, with_answers
from bot.services.conversations.sentences.spoken import spoken
from bot.services.conversations.unreadable import Unreadable
from bot.services.ports import Database, Signal, Signals, WakeUps
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import Draft


class Reception:
    """Greets, takes messages and passes them on to the worker. Call it from any thread."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        unreadable: Unreadable,
        words: Responses,
        partner: Partner,
        *,
        signals: Signals,
        wake_ups: WakeUps,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._unreadable = unreadable
        self._words = words
        self._partner = partner
        self._signals = signals
        self._wake_ups = wake_ups

    def begin(self, conversation_id: str, now: datetime, language: str | None = None) -> bool:
        """Greets whoever was verified; False when something was said before, also by a simultaneous call.

        `language` is the one the client shows itself in, if it says so only now. Raises ConversationNotFound,
        StorageBusy.
        """
        try:
            with self._database.writing() as work:
                record = found(work, conversation_id)
                if record.last_seq > 0:
                    return False
                if language is not None and language != record.language:
                    work.conversations.rows.remember(conversation_id, language=language, state=record.state)
                speaker = work.customers.people.speaking_in(conversation_id)
                said = greeting(self._words, self._partner, language or record.language, speaker)
                answered = [
                    own.ticket.number for own in work.support.reading.unread(asked_by=speaker, limit=MOST_NAMED + 1)
                ]
                said = with_answers(self._words, said, language or record.language, answered)
                work.conversations.log.append(conversation_id, [_by_the_desk(said)], now, last=0)
        except StaleVersion:
            return False
        self._signals.send(conversation_id, Signal.CHANGED)
        return True

    def receive(self, incoming: Incoming, now: datetime) -> Received:
        """Takes a customer's message: it is durable when this returns, and somebody sees to its answer.

        What is too long is refused in words that the conversation keeps, and raises MessageTooLong. Raises besides
        what `Inbox.receive` raises. Files, and what is neither text nor one of our buttons, are answered by the desk.
        """
        if incoming.is_unreadable:
            kept, repeated = self._unreadable.take(incoming, now)
            self._signals.send(incoming.conversation_id, Signal.CHANGED)
            if not incoming.says_something:
                return Received(kept, repeated)
        try:
            received = self._inbox.receive(incoming, now)
        except MessageTooLong as refused:
            self._refuse_length(incoming.conversation_id, refused.blanks["limit"], now)
            raise
        self._signals.send(incoming.conversation_id, Signal.CHANGED)
        self._wake_ups.wake(incoming.conversation_id, received.begun)
        return received

    def note_typing(self, conversation_id: str) -> None:
        """The customer is writing: agents who look at the conversation see it."""
        self._signals.send(conversation_id, Signal.CUSTOMER_TYPING)

    def _refuse_length(self, conversation_id: str, limit: str, now: datetime) -> None:
        with self._database.writing() as work:
            language = found(work, conversation_id).language
            refusal = spoken(self._words, "utter_desk_message_too_long", language, limit=limit)
            work.conversations.log.append(conversation_id, [_by_the_desk(refusal)], now)
        self._signals.send(conversation_id, Signal.CHANGED)


def _by_the_desk(said: Reply) -> Draft:
    return Draft(Author.DESK, said.text, buttons=said.buttons)
