"""What agents write: replies to the customer, private notes, tags."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from bot.domain.conversations.conversation import Event, Lifecycle, OwnerKind
from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DuplicateEvent, EmptyMessage, MessageTooLong, StaleVersion
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.canned_replies import ReplyUnfilled, unfilled
from bot.domain.staff.console_errors import NotHolding, TagUnusable
from bot.services.conversations.ownership import change, found, retry_on_conflict
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationRecord, Draft
from bot.services.staff.conversation_handling import about, accept, already_accepted

_TAG = re.compile(rf"[^\W_][\w .+-]{{0,{lengths.TAG - 1}}}")


class ConversationWriting:
    """One transaction a call. All raise AgentMayNot without the permission to answer, and ConversationNotFound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @retry_on_conflict
    def reply(self, conversation_id: str, text: str, *, event_id: str, asked_by: Agent, now: datetime) -> Message:
        """Says something to the customer. Answering a queued conversation takes it.

        `event_id` is the form's own: sent twice, it is said once, whoever holds the conversation by then. Raises
        EmptyMessage, MessageTooLong, ReplyUnfilled while a canned text still has gaps, AlreadyAccepted when a
        colleague holds it, NotHolding while the bot leads it or it is closed.
        """
        draft = _reply(text, asked_by, event_id)
        with self._writing(asked_by) as work:
            return _said(work, found(work, conversation_id), draft, asked_by, now)

    @retry_on_conflict
    def note(self, conversation_id: str, text: str, *, event_id: str, asked_by: Agent, now: datetime) -> Message:
        """Notes something for colleagues, in any conversation. The customer never sees it.

        Sent twice, it is noted once. Raises EmptyMessage, MessageTooLong.
        """
        draft = _note(text, asked_by, event_id)
        with self._writing(asked_by) as work:
            return _noted(work, found(work, conversation_id), draft, asked_by, now)

    @retry_on_conflict
    def reply_with_note(
        self, conversation_id: str, reply: str, note: str, *, event_id: str, asked_by: Agent, now: datetime
    ) -> None:
        """A note for colleagues and a reply to the customer out of one form: both are written, or neither.

        Raises what `reply` and `note` raise; a refused reply leaves no note behind.
        """
        noted, said = _note(note, asked_by, event_id), _reply(reply, asked_by, event_id)
        with self._writing(asked_by) as work:
            record = found(work, conversation_id)
            _noted(work, record, noted, asked_by, now)
            _said(work, record, said, asked_by, now)

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

    @contextmanager
    def _writing(self, agent: Agent) -> Iterator[Work]:
        """Raises StaleVersion where the same form arrives twice at once: the next try finds what the first wrote."""
        agent.require(Permission.ANSWER_CONVERSATIONS)
        try:
            with self._database.writing() as work:
                yield work
        except DuplicateEvent as error:
            raise StaleVersion() from error


def _reply(text: str, agent: Agent, event_id: str) -> Draft:
    """Raises EmptyMessage, MessageTooLong, ReplyUnfilled."""
    written = _checked(text)
    if gaps := unfilled(written):
        raise ReplyUnfilled(gaps=", ".join(gaps))
    return Draft(Author.AGENT, written, author_name=agent.name, event_id=_own(agent, event_id))


def _note(text: str, agent: Agent, event_id: str) -> Draft:
    """Raises EmptyMessage, MessageTooLong."""
    own = _own(agent, f"note:{event_id}")
    return Draft(Author.AGENT, _checked(text), visibility=Visibility.NOTE, author_name=agent.name, event_id=own)


def _said(work: Work, there: ConversationRecord, draft: Draft, agent: Agent, now: datetime) -> Message:
    """The customer reads it: the row, which an earlier sending of the form may have made. Raises as `_held` does."""
    if (earlier := _earlier(work, there, draft)) is not None:
        return earlier
    record = _held(work, there, agent, now)
    conversation = record.conversation
    (message,) = work.conversations.log.append(conversation.id, [draft], now, seen=conversation.version)
    work.conversations.stretches.answered(conversation.id, now)
    work.staff.audit.note(agent, Action.REPLIED, now, **about(work, record))
    return message


def _noted(work: Work, record: ConversationRecord, draft: Draft, agent: Agent, now: datetime) -> Message:
    """Colleagues read it: the row, which an earlier sending of the form may have made."""
    if (earlier := _earlier(work, record, draft)) is not None:
        return earlier
    (message,) = work.conversations.log.append(record.conversation.id, [draft], now)
    work.staff.audit.note(agent, Action.NOTED, now, **about(work, record))
    return message


def _earlier(work: Work, record: ConversationRecord, draft: Draft) -> Message | None:
    return work.conversations.log.delivered(record.channel, draft.event_id) if draft.event_id is not None else None


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
    return replace(record, conversation=accept(work, record, agent, now))


def _checked(text: str) -> str:
    written = text.strip()
    if not written:
        raise EmptyMessage()
    if len(written) > lengths.MESSAGE:
        raise MessageTooLong(limit=str(lengths.MESSAGE))
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
