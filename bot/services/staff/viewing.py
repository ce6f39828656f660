"""One conversation as agents see it, with what stands beside it: read in one snapshot, each look written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversations.satisfaction import Rating
from bot.domain.conversations.summary import Summary
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.support.routing import Routing
from bot.services.conversations.summaries import Summaries
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationQuery, Listed, ListPage, Present
from bot.services.records.staff import About
from bot.services.staff.audit import Audit, Look
from bot.services.staff.canned_replies import Canned, Suggestion
from bot.services.staff.customer_file import CustomerFile, CustomerFiles, look_of
from bot.services.staff.watch import Looked, able_to_answer, looked_at, page_of


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a conversation: the customer's file, what it was about, how content the customer was."""

    file: CustomerFile
    summary: Summary
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation and what an agent needs to go on with it, all of one moment.

    `page` is the part of the list it was opened from, `others` who else has it open, `colleagues` to whom it may be
    assigned.
    """

    looked: Looked
    page: ListPage
    others: tuple[Present, ...]
    colleagues: tuple[Agent, ...]
    suggestions: tuple[Suggestion, ...]
    tags_used: tuple[str, ...]
    beside: Beside


class Viewing:
    """Shows conversations. All raise AgentMayNot without the permissions of what is shown, and ConversationNotFound."""

    def __init__(
        self,
        database: Database,
        routing: Routing,
        files: CustomerFiles,
        summaries: Summaries,
        canned: Canned,
        audit: Audit,
    ) -> None:
        self._database = database
        self._routing = routing
        self._files = files
        self._summaries = summaries
        self._canned = canned
        self._audit = audit

    def show(self, conversation_id: str, asked: ConversationQuery, *, asked_by: Agent, now: datetime) -> Shown:
        """The latest part of a conversation, beside the list that was `asked` for."""
        with self._database.reading() as work:
            looked = looked_at(work, conversation_id, asked_by)
            shown = Shown(
                looked=looked,
                page=page_of(work, self._routing, asked, asked_by, now),
                others=work.staff.presence.on(conversation_id, asked_by=asked_by, now=now),
                colleagues=able_to_answer(work, asked_by),
                suggestions=self._suggestions(work, conversation_id, asked_by, now),
                tags_used=work.conversations.tags.used(asked_by=asked_by),
                beside=self._beside(work, conversation_id, asked_by, now),
            )
            looks = [*_looks(looked.listed, asked.query), *look_of(shown.beside.file, conversation_id)]
            new = self._audit.new_looks(work, asked_by, looks, now)
        self._audit.note_looks(asked_by, new, now)
        return shown

    def earlier(self, conversation_id: str, before: int, *, asked_by: Agent, now: datetime) -> Looked:
        """The part of a conversation before a row."""
        with self._database.reading() as work:
            looked = looked_at(work, conversation_id, asked_by, before)
            new = self._audit.new_looks(work, asked_by, [*_looks(looked.listed)], now)
        self._audit.note_looks(asked_by, new, now)
        return looked

    def beside(self, conversation_id: str, *, asked_by: Agent, now: datetime, shown: int | None = None) -> Beside:
        """What stands beside a conversation now.

        `shown` is the customer whose file the agent has before their eyes already: that is no new look.
        """
        with self._database.reading() as work:
            beside = self._beside(work, conversation_id, asked_by, now)
            looks = look_of(beside.file, conversation_id, shown)
            new = self._audit.new_looks(work, asked_by, looks, now)
        self._audit.note_looks(asked_by, new, now)
        return beside

    def standing(self, conversation_id: str, *, asked_by: Agent) -> tuple[Listed, tuple[Agent, ...]]:
        """Whose the conversation is now, and the colleagues to whom it may be assigned."""
        with self._database.reading() as work:
            return looked_at(work, conversation_id, asked_by).listed, able_to_answer(work, asked_by)

    def _beside(self, work: Work, conversation_id: str, agent: Agent, now: datetime) -> Beside:
        return Beside(
            self._files.of_conversation_in(work, conversation_id, asked_by=agent, now=now),
            self._summaries.of_in(work, conversation_id, asked_by=agent),
            work.conversations.satisfaction.of_conversation(conversation_id, asked_by=agent),
        )

    def _suggestions(self, work: Work, conversation_id: str, agent: Agent, now: datetime) -> tuple[Suggestion, ...]:
        if not agent.may(Permission.ANSWER_CONVERSATIONS):
            return ()
        return self._canned.suggest_in(work, conversation_id, asked_by=agent, now=now)


def _looks(listed: Listed, query: str = "") -> Iterator[Look]:
    """A look at a conversation, and the search in the list beside it."""
    about = About(conversation_id=listed.conversation.id, customer_id=listed.customer_id)
    yield Look(Action.LOOKED_AT_CONVERSATION, about)
    if query:
        yield Look(Action.SEARCHED, About(subject=query))
