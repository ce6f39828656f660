"""Canned replies: kept by agents, filled for a conversation, suggested for what the customer just asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.conversations.messages import Message
from bot.domain.conversations.summary import latest_intent
from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.partner import Partner
from bot.domain.staff import canned_replies
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.domain.staff.canned_replies import CannedNotFound, CannedReply
from bot.domain.staff.console_errors import TeamUnknown
from bot.services.conversations.ownership import found
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationRecord
from bot.services.records.staff import CannedDraft
from bot.services.staff.canned_values import CannedValues

SUITABLE: Final = QUESTIONS | {"talk_to_human", "greet", "goodbye", "thank", "out_of_scope"}
"""The intents a reply can be said to suit."""

MOST_SUGGESTED: Final = 3
MOST_OFFERED: Final = 8
LOOK_BACK: Final = 100
"""Rows of the log looked through for the latest question and the numbers named."""

_END: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reply filled for one conversation, in its language; `name` is in the agent's.

    `gaps` are the variables that have no value there, `fits` tells that the reply suits what the customer asked last.
    """

    id: int
    name: str
    text: str
    gaps: tuple[str, ...]
    language: str
    fits: bool


class Canned:
    """Replies for agents. Methods raise AgentMayNot as `services.ports.CannedReplies` says."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner
        self._values = CannedValues(partner)

    def all(self, *, asked_by: Agent, words: str = "") -> tuple[CannedReply, ...]:
        """By name; those with the words in name or text when any are given."""
        with self._database.reading() as work:
            replies = work.staff.canned_replies.all(asked_by=asked_by)
        return tuple(reply for reply in replies if _has(reply, words))

    def one(self, reply_id: int, *, asked_by: Agent) -> CannedReply:
        """The reply as written. Raises CannedNotFound."""
        with self._database.reading() as work:
            found = work.staff.canned_replies.one(reply_id, asked_by=asked_by)
        if found is None:
            raise CannedNotFound()
        return found

    def add(self, draft: CannedDraft, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Keeps a new reply. Raises CannedIncomplete, VariableUnknown, CannedNameTaken, TeamUnknown."""
        checked = self._checked(draft)
        with self._database.writing() as work:
            added = work.staff.canned_replies.add(checked, asked_by=asked_by, now=now)
            work.staff.audit.note(asked_by, Action.CANNED_ADDED, now, subject=added.name)
        return added

    def change(
        self, reply_id: int, draft: CannedDraft, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> CannedReply:
        """Raises what `add` raises, CannedNotFound, and CannedChanged when a colleague was faster."""
        checked = self._checked(draft)
        with self._database.writing() as work:
            changed = work.staff.canned_replies.change(reply_id, checked, asked_by=asked_by, seen=seen, now=now)
            work.staff.audit.note(asked_by, Action.CANNED_CHANGED, now, subject=changed.name)
        return changed

    def delete(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Takes it out of use; `restore` undoes it. Raises CannedNotFound."""
        with self._database.writing() as work:
            deleted = work.staff.canned_replies.delete(reply_id, asked_by=asked_by, now=now)
            work.staff.audit.note(asked_by, Action.CANNED_REMOVED, now, subject=deleted.name)
        return deleted

    def restore(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Brings a deleted reply back. Raises CannedNotFound."""
        with self._database.writing() as work:
            restored = work.staff.canned_replies.restore(reply_id, asked_by=asked_by, now=now)
            work.staff.audit.note(asked_by, Action.CANNED_ADDED, now, subject=restored.name)
        return restored

    def offered(self, conversation_id: str, words: str, *, asked_by: Agent, now: datetime) -> tuple[Suggestion, ...]:
        """Replies for the agent's team with the words in them, filled: those that fit the latest question first.

        At most MOST_OFFERED. Raises ConversationNotFound.
        """
        with self._database.reading() as work:
            filled = self._filled(work, conversation_id, words, asked_by, now)
        return tuple(sorted(filled, key=lambda one: not one.fits))[:MOST_OFFERED]

    def suggest(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Suggestion, ...]:
        """At most MOST_SUGGESTED replies that fit what the customer asked last; none while that is not understood.

        Nothing is ever sent by itself. Raises ConversationNotFound.
        """
        with self._database.reading() as work:
            return self.suggest_in(work, conversation_id, asked_by=asked_by, now=now)

    def suggest_in(self, work: Work, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Suggestion, ...]:
        """`suggest` as a part of somebody's transaction."""
        fitting = (one for one in self._filled(work, conversation_id, "", asked_by, now) if one.fits)
        return tuple(sorted(fitting, key=lambda one: len(one.gaps)))[:MOST_SUGGESTED]

    def _filled(
        self, work: Work, conversation_id: str, words: str, agent: Agent, now: datetime
    ) -> tuple[Suggestion, ...]:
        replies = work.staff.canned_replies.all(asked_by=agent)
        record, messages = _conversation(work, conversation_id, agent)
        values = self._values.of(work, record, messages, agent, now)
        intent = latest_intent(messages)
        wanted = (reply for reply in replies if reply.is_for(agent.team) and _has(reply, words))
        return tuple(_suggestion(reply, record.language, values, intent, agent) for reply in wanted)

    def _checked(self, draft: CannedDraft) -> CannedDraft:
        tidy = replace(
            draft,
            names={language: " ".join(draft.names.get(language, "").split()) for language in LANGUAGES},
            texts={language: _tidy(draft.texts.get(language, "")) for language in LANGUAGES},
            intents=tuple(sorted(SUITABLE.intersection(draft.intents))),
        )
        canned_replies.check(tidy.names, tidy.texts)
        if tidy.team is not None and tidy.team not in self._partner.routing.teams:
            raise TeamUnknown(team=tidy.team)
        return tidy


def _conversation(work: Work, conversation_id: str, agent: Agent) -> tuple[ConversationRecord, tuple[Message, ...]]:
    record = found(work, conversation_id)
    return record, work.conversations.overview.transcript(conversation_id, asked_by=agent, before=_END, limit=LOOK_BACK)


def _suggestion(
    reply: CannedReply, language: str, values: Mapping[str, str], intent: str | None, agent: Agent
) -> Suggestion:
    text, name = canned_replies.fill(reply.text(language), values), reply.names[agent.language]
    return Suggestion(reply.id, name, text, canned_replies.unfilled(text), language, fits=intent in reply.intents)


def _has(reply: CannedReply, words: str) -> bool:
    written = " ".join((*reply.names.values(), *reply.texts.values())).casefold()
    return all(word in written for word in words.casefold().split())


def _tidy(text: str) -> str:
    """Browsers send line breaks as two characters."""
    return text.replace("\r\n", "\n").strip()
