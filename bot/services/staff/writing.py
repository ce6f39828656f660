"""What agents write: replies to the customer, private notes, tags."""

import re
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from bot.domain.conversations.conversation import Event, Lifecycle, OwnerKind
from bot.domain.conversations.messages import MAX_TEXT, Author, Message, Visibility
from bot.domain.kernel.errors import DuplicateEvent, EmptyMessage, MessageTooLong
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.canned_replies import ReplyUnfilled, unfilled
from bot.domain.staff.console_errors import NotHolding, TagUnusable
from bot.services.conversations.ownership import change, until_undisturbed
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationRecord, Draft
from bot.services.staff.conversation_handling import about, already_accepted, found, take

_TAG = re.compile(r"[^\W_][\w .+-]{0,39}")


class AgentWriting:
    """One transaction a call. All raise AgentMayNot without the permission to answer, and ConversationNotFound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @until_undisturbed
    def reply(self, conversation_id: str, text: str, *, event_id: str, asked_by: Agent, now: datetime) -> Message:
        """Says something to the customer. Answering a queued conversation takes it.

        `event_id` is the form's own: sent twice, it is said once, whoever holds the conversation by then. Raises
        EmptyMessage, MessageTooLong, ReplyUnfilled while a canned text still has gaps, AlreadyAccepted when a
        colleague holds it, NotHolding while the bot leads it or it is closed.
        """
        written = _checked(text)
        if gaps := unfilled(written):
            raise ReplyUnfilled(gaps=", ".join(gaps))
        own = _own(asked_by, event_id)
        try:
            with self._writing(asked_by) as work:
                there = found(work, conversation_id)
                if (said := work.conversations.rows.delivered(there.channel, own)) is not None:
                    return said
                record = _held(work, there, asked_by, now)
                draft = Draft(Author.AGENT, written, author_name=asked_by.name, event_id=own)
                version = record.conversation.version
                (message,) = work.conversations.rows.append(conversation_id, [draft], now, seen=version)
                work.conversations.stretches.answered(conversation_id, now)
                work.staff.audit.note(asked_by, Action.REPLIED, now, **about(work, record))
                return message
        except DuplicateEvent:
            return self._earlier(conversation_id, own)

    def note(self, conversation_id: str, text: str, *, event_id: str, asked_by: Agent, now: datetime) -> Message:
        """Notes something for colleagues, in any conversation. The customer never sees it."""
        written = _checked(text)
        own = _own(asked_by, f"note:{event_id}")
        draft = Draft(Author.AGENT, written, visibility=Visibility.NOTE, author_name=asked_by.name, event_id=own)
        try:
            with self._writing(asked_by) as work:
                record = found(work, conversation_id)
                (message,) = work.conversations.rows.append(conversation_id, [draft], now)
                work.staff.audit.note(asked_by, Action.NOTED, now, **about(work, record))
                return message
        except DuplicateEvent:
            return self._earlier(conversation_id, own)

    def tag(self, conversation_id: str, tag: str, *, asked_by: Agent, now: datetime) -> None:
        """Adds a tag in small letters. Raises TagUnusable unless it has 1 to 40 letters, digits, spaces or -.+."""
        word = _word(tag)
        with self._writing(asked_by) as work:
            record = found(work, conversation_id)
            work.conversations.tags.add(conversation_id, word, asked_by=asked_by, now=now)
            work.staff.audit.note(asked_by, Action.TAGGED, now, subject=word, **about(work, record))

    def untag(self, conversation_id: str, tag: str, *, asked_by: Agent, now: datetime) -> None:
        """Takes a tag off. Raises TagUnusable for what is none, which no entry of the audit log repeats."""
        word = _word(tag)
        with self._writing(asked_by) as work:
            record = found(work, conversation_id)
            work.conversations.tags.remove(conversation_id, word, asked_by=asked_by)
            work.staff.audit.note(asked_by, Action.UNTAGGED, now, subject=word, **about(work, record))

    def _writing(self, agent: Agent) -> AbstractContextManager[Work]:
        agent.require(Permission.ANSWER_CONVERSATIONS)
        return self._database.writing()

    def _earlier(self, conversation_id: str, event_id: str) -> Message:
        """The row a first sending of the same form made."""
        with self._database.reading() as work:
            record = found(work, conversation_id)
            message = work.conversations.rows.delivered(record.channel, event_id)
        if message is None:
            raise DuplicateEvent()
        return message


def _held(work: Work, record: ConversationRecord, agent: Agent, now: datetime) -> ConversationRecord:
    """The conversation, held and awake. Raises AlreadyAccepted, NotHolding."""
    before = record.conversation
    if before.owner.agent == agent.id:
        if before.snoozed_until is None:
            return record
        awake = before.wake()
        change(work, before, awake, Event.WOKEN, now)
        return replace(record, conversation=awake)
    if before.is_held:
        raise already_accepted(work, before)
    if before.owner.kind is OwnerKind.BOT or before.lifecycle is Lifecycle.CLOSED:
        raise NotHolding(owner=str(before.owner))
    return replace(record, conversation=take(work, record, agent, now))


def _checked(text: str) -> str:
    written = text.strip()
    if not written:
        raise EmptyMessage()
    if len(written) > MAX_TEXT:
        raise MessageTooLong(limit=str(MAX_TEXT))
    return written


def _word(tag: str) -> str:
    """The tag as it is kept. Raises TagUnusable."""
    word = " ".join(tag.split()).lower()
    if not _TAG.fullmatch(word):
        raise TagUnusable()
    return word


def _own(agent: Agent, event_id: str) -> str:
    """No customer's event has this form, and no colleague's."""
    return f"agent:{agent.id}:{event_id[:100]}"
