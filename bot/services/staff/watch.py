"""What agents look at: lists, one conversation, who else is there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.conversations.messages import Message
from bot.domain.conversations.stretches import Stretch
from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.staff.agents import Agent, Permission
from bot.domain.support.routing import Routing
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationQuery, Listed, ListPage, Present

PAGE = 100
"""Rows of a conversation shown at once; earlier ones are asked for."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A conversation as its page shows it. `more` tells that there is an earlier part."""

    listed: Listed
    messages: tuple[Message, ...]
    more: bool
    stretch: Stretch | None


@dataclass(frozen=True, slots=True)
class Around:
    """The lists at one moment: how many are waiting, mine and my team's; a part of one of them; who calls the agent.

    Whoever began to wait in the queue, or for this agent's answer, calls; the newest first.
    """

    counts: Mapping[str, int]
    page: ListPage | None
    calling: tuple[Listed, ...]


class Watch:
    """Reads for the console. All raise AgentMayNot without the permission to read conversations."""

    def __init__(self, database: Database, routing: Routing) -> None:
        self._database = database
        self._routing = routing

    def page(self, asked: ConversationQuery, *, asked_by: Agent, now: datetime) -> ListPage:
        """A part of a list."""
        with self._database.reading() as work:
            return page_of(work, self._routing, asked, asked_by, now)

    def around(self, asked: ConversationQuery | None, since: datetime, *, asked_by: Agent, now: datetime) -> Around:
        """The lists as they are now, without a page where none is asked for; who calls `since` (UTC) an instant."""
        with self._database.reading() as work:
            overview = work.conversations.overview
            return Around(
                counts=overview.counts(self._routing.queues_of(asked_by.team), asked_by=asked_by),
                page=page_of(work, self._routing, asked, asked_by, now) if asked is not None else None,
                calling=overview.calling(since, asked_by=asked_by) if _is_called(work, asked_by) else (),
            )

    def look(self, conversation_id: str, *, asked_by: Agent, now: datetime, before: int | None = None) -> Looked:
        """The latest part of a conversation, or the part before a row.

        Raises ConversationNotFound.
        """
        with self._database.reading() as work:
            return looked_at(work, conversation_id, asked_by, before)

    def news(self, conversation_id: str, after: int, *, asked_by: Agent) -> tuple[Listed | None, tuple[Message, ...]]:
        """The conversation as it is now and the rows since one: what a live page needs next."""
        with self._database.reading() as work:
            listed = work.conversations.overview.one(conversation_id, asked_by=asked_by)
            if listed is None or listed.last_seq <= after:
                return listed, ()
            return listed, work.conversations.overview.transcript(conversation_id, asked_by=asked_by, after=after)

    def holder(self, conversation_id: str, *, asked_by: Agent) -> int | None:
        """The id of the agent who holds the conversation, None when nobody does or there is none."""
        with self._database.reading() as work:
            listed = work.conversations.overview.one(conversation_id, asked_by=asked_by)
        return listed.conversation.owner.agent if listed is not None else None

    def able_to_answer(self, *, asked_by: Agent) -> tuple[Agent, ...]:
        """Colleagues who may answer customers, without who asks, by name."""
        with self._database.reading() as work:
            return able_to_answer(work, asked_by)

    def colleagues(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Present, ...]:
        """Who else has the conversation open."""
        with self._database.reading() as work:
            return work.staff.presence.on(conversation_id, asked_by=asked_by, now=now)

    def appear(self, page: str, conversation_id: str | None, *, asked_by: Agent, now: datetime) -> None:
        """This page of the agent's is open."""
        with self._database.writing(durable=False) as work:
            work.staff.presence.appear(page, asked_by.id, conversation_id, now)

    def typing(self, page: str, *, now: datetime) -> None:
        """The agent at this page writes a reply."""
        with self._database.writing(durable=False) as work:
            work.staff.presence.typing(page, now)

    def leave(self, page: str) -> None:
        """The page was closed."""
        with self._database.writing(durable=False) as work:
            work.staff.presence.leave(page)


def page_of(work: Work, routing: Routing, asked: ConversationQuery, agent: Agent, now: datetime) -> ListPage:
    """`Watch.page` as a part of somebody's transaction; a team's list is of the queues it works on by now."""
    overview = work.conversations.overview
    asked = replace(asked, own=routing.queues_of(agent.team))
    found = overview.rows(replace(asked, limit=asked.limit + 1), asked_by=agent, now=now)
    shown = found[: asked.limit]
    following = shown[-1].cursor if len(found) > asked.limit else ""
    return ListPage(shown, following, overview.total(asked, asked_by=agent))


def _is_called(work: Work, agent: Agent) -> bool:
    """Nothing rings for who is away by now, also on pages opened before."""
    known = work.staff.agents.by_id(agent.id) if agent.may(Permission.ANSWER_CONVERSATIONS) else None
    return known is not None and not known.is_away


def looked_at(work: Work, conversation_id: str, agent: Agent, before: int | None = None) -> Looked:
    """`Watch.look` as a part of somebody's transaction. Raises ConversationNotFound."""
    listed = work.conversations.overview.one(conversation_id, asked_by=agent)
    if listed is None:
        raise ConversationNotFound()
    end = before if before is not None else listed.last_seq + 1
    messages = work.conversations.overview.transcript(conversation_id, asked_by=agent, before=end, limit=PAGE + 1)
    stretch = work.conversations.stretches.open_in(conversation_id)
    return Looked(listed, messages[-PAGE:], len(messages) > PAGE, stretch)


def able_to_answer(work: Work, agent: Agent) -> tuple[Agent, ...]:
    """`Watch.able_to_answer` as a part of somebody's transaction."""
    active = work.staff.agents.active()
    return tuple(one for one in active if one.may(Permission.ANSWER_CONVERSATIONS) and one.id != agent.id)
