"""A customer's message becomes durable before anybody acknowledges it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversations.conversation import Conversation, Event, Lifecycle
from bot.domain.conversations.messages import Author, Incoming, Message
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import ChoiceUnknown, DuplicateEvent, EmptyMessage, MessageTooLong
from bot.services.conversations.ownership import change, found, retry_on_conflict, wake_if_snoozed
from bot.services.conversations.turns import Turns
from bot.services.ports import Database, Work
from bot.services.records.conversations import Begun, ConversationRecord, Draft


@dataclass(frozen=True, slots=True)
class Received:
    """The row a delivery stands for; `repeated` when an earlier delivery had already made it.

    `begun` is the conversation's oldest open turn, held by this process; None when another process holds it.
    """

    message: Message
    repeated: bool
    begun: Begun | None = None


class Inbox:
    """Takes what channels verified and translated.

    `is_rating` tells whether a message (its text, its choice) only answers how content the customer was, `woken` what
    is said to who writes in a conversation that the agent of that id had put aside.
    """

    def __init__(
        self,
        database: Database,
        turns: Turns,
        is_rating: Callable[[Work, str, str, str | None], bool],
        woken: Callable[[Work, ConversationRecord], Draft],
    ) -> None:
        self._database = database
        self._turns = turns
        self._is_rating = is_rating
        self._woken = woken

    @retry_on_conflict
    def receive(self, incoming: Incoming, now: datetime) -> Received:
        """Appends the message to its conversation's log, expects a turn for it, and takes that turn if nobody holds it.

        A delivery seen before changes nothing. A closed conversation opens again. Raises EmptyMessage,
        MessageTooLong, ChoiceUnknown, ConversationNotFound, StorageBusy.
        """
        check(incoming)
        try:
            with self._database.writing() as work:
                return self._receive(work, incoming, now)
        except DuplicateEvent:
            return self._earlier(incoming)

    def _receive(self, work: Work, incoming: Incoming, now: datetime) -> Received:
        earlier = work.conversations.log.delivered(incoming.channel, incoming.event_id)
        if earlier is not None:
            return Received(earlier, repeated=True)
        record = found(work, incoming.conversation_id)
        draft = _draft(work, incoming)
        conversation = record.conversation
        if not self._leaves_closed(work, record, draft):
            conversation = reopen_if_closed(work, record, now)
        aside = conversation.snoozed_until is not None
        conversation = wake_if_snoozed(work, conversation, now)
        (message,) = work.conversations.log.append(incoming.conversation_id, [draft], now, seen=conversation.version)
        if incoming.reads_along:
            work.conversations.own.wrote_below(incoming.conversation_id, message.seq)
        if aside:
            work.conversations.log.append(incoming.conversation_id, [self._woken(work, record)], now)
        work.conversations.turns.expect(message, now)
        return Received(message, repeated=False, begun=self._turns.claim(work, incoming.conversation_id))

    def _leaves_closed(self, work: Work, record: ConversationRecord, draft: Draft) -> bool:
        conversation = record.conversation
        closed = conversation.lifecycle is Lifecycle.CLOSED
        return closed and self._is_rating(work, conversation.id, draft.text, draft.choice)

    def _earlier(self, incoming: Incoming) -> Received:
        """The row a simultaneous delivery of the same event made first."""
        with self._database.reading() as work:
            earlier = work.conversations.log.delivered(incoming.channel, incoming.event_id)
        if earlier is None:
            raise DuplicateEvent()
        return Received(earlier, repeated=True)


def check(incoming: Incoming) -> None:
    """Raises EmptyMessage for nothing but white space, MessageTooLong beyond lengths.MESSAGE characters."""
    if len(incoming.text) > lengths.MESSAGE:
        raise MessageTooLong(limit=str(lengths.MESSAGE))
    if not incoming.says_something:
        raise EmptyMessage()


def reopen_if_closed(work: Work, record: ConversationRecord, now: datetime) -> Conversation:
    """A customer who writes after the end starts a new segment with the bot, which forgets the old dialogue."""
    closed = record.conversation
    if closed.lifecycle is not Lifecycle.CLOSED:
        return closed
    change(work, closed, closed.reopen(), Event.REOPENED, now)
    work.conversations.rows.remember(closed.id, language=record.language, state=None)
    return closed.reopen()


def _draft(work: Work, incoming: Incoming) -> Draft:
    if incoming.button_id is None:
        return Draft(Author.CUSTOMER, incoming.text, event_id=incoming.event_id, choice=_typed(work, incoming))
    found = work.conversations.log.choice(incoming.conversation_id, incoming.button_id)
    if found is None:
        raise ChoiceUnknown()
    title, payload = found
    return Draft(Author.CUSTOMER, title, event_id=incoming.event_id, choice=payload)


def _typed(work: Work, incoming: Incoming) -> str | None:
    """What a button asks whose title was typed instead of pressed; only those just offered count."""
    if len(incoming.text) > lengths.BUTTON:
        return None
    offered = work.conversations.log.offered(incoming.conversation_id)
    return next((button.payload for button in offered if button.is_called(incoming.text)), None)
