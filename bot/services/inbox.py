"""A customer's message becomes durable before anybody acknowledges it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversation import Event, Lifecycle
from bot.domain.errors import ChoiceUnknown, ConversationNotFound, DuplicateEvent, EmptyMessage, MessageTooLong
from bot.domain.messages import MAX_TEXT, MAX_TITLE, Author, Incoming, Message, Reply
from bot.services.ports import Database, Work
from bot.services.records import ConversationRecord, Draft
from bot.services.turns import Begun, Turns


@dataclass(frozen=True, slots=True)
class Received:
    """The row a delivery stands for; `repeated` when an earlier delivery had already made it.

    `begun` is the conversation's oldest open turn, held by this process; None when another process holds it.
    """

    message: Message
    repeated: bool
    begun: Begun | None = None


class Inbox:
    """Takes what channels verified and translated."""

    def __init__(self, database: Database, turns: Turns) -> None:
        self._database = database
        self._turns = turns

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

    def remark(self, conversation_id: str, reply: Reply, now: datetime) -> None:
        """The desk says something of its own accord. Raises ConversationNotFound, StorageBusy."""
        with self._database.writing() as work:
            work.conversations.append(conversation_id, [Draft(Author.DESK, reply.text, buttons=reply.buttons)], now)

    def _receive(self, work: Work, incoming: Incoming, now: datetime) -> Received:
        earlier = work.conversations.delivered(incoming.channel, incoming.event_id)
        if earlier is not None:
            return Received(earlier, repeated=True)
        record = work.conversations.get(incoming.conversation_id)
        if record is None:
            raise ConversationNotFound()
        reopen_if_closed(work, record, now)
        (message,) = work.conversations.append(incoming.conversation_id, [_draft(work, incoming)], now)
        work.conversations.expect_turn(message, now)
        return Received(message, repeated=False, begun=self._turns.claim(work, incoming.conversation_id))

    def _earlier(self, incoming: Incoming) -> Received:
        """The row a simultaneous delivery of the same event made first."""
        with self._database.reading() as work:
            earlier = work.conversations.delivered(incoming.channel, incoming.event_id)
        if earlier is None:
            raise DuplicateEvent()
        return Received(earlier, repeated=True)


def check(incoming: Incoming) -> None:
    """Raises EmptyMessage for nothing but white space, MessageTooLong beyond MAX_TEXT characters."""
    if len(incoming.text) > MAX_TEXT:
        raise MessageTooLong(limit=str(MAX_TEXT))
    if incoming.button_id is None and not incoming.text.strip():
        raise EmptyMessage()


def reopen_if_closed(work: Work, record: ConversationRecord, now: datetime) -> None:
    """A customer who writes after the end starts a new segment with the bot, which forgets the old dialogue."""
    conversation = record.conversation
    if conversation.lifecycle is not Lifecycle.CLOSED:
        return
    work.conversations.save(conversation.reopen(), seen=conversation.version, event=Event.REOPENED, now=now)
    work.conversations.remember(conversation.id, language=record.language, state=None)


def _draft(work: Work, incoming: Incoming) -> Draft:
    if incoming.button_id is None:
        return Draft(Author.CUSTOMER, incoming.text, event_id=incoming.event_id, choice=_typed(work, incoming))
    found = work.conversations.choice(incoming.conversation_id, incoming.button_id)
    if found is None:
        raise ChoiceUnknown()
    title, payload = found
    return Draft(Author.CUSTOMER, title, event_id=incoming.event_id, choice=payload)


def _typed(work: Work, incoming: Incoming) -> str | None:
    """What a button asks whose title was typed instead of pressed; only those just offered count."""
    if len(incoming.text) > MAX_TITLE:
        return None
    offered = work.conversations.offered(incoming.conversation_id)
    return next((button.payload for button in offered if button.is_called(incoming.text)), None)
