"""People at work on conversations: stretches, lists, tags, presence."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.conversations.conversation import Conversation
from bot.domain.conversations.messages import Message
from bot.domain.conversations.stretches import Ending, Stretch
from bot.domain.staff.agents import Agent
from bot.services.records.conversation_lists import Asked, Listed, Present


class Stretches(Protocol):
    """The times conversations were with people; written together with every change of hands."""

    def begin(self, conversation: Conversation, now: datetime) -> None:
        """From the bot to people: queued, or held at once by an agent."""

    def move(self, conversation: Conversation, now: datetime) -> None:
        """Among people: another team, another agent, or back in the queue."""

    def end(self, conversation_id: str, ending: Ending, now: datetime) -> Stretch | None:
        """Back at the bot. The stretch that ended, or None when none was open."""

    def answered(self, conversation_id: str, now: datetime) -> None:
        """A person wrote in public; only the first time counts."""

    def summarised(self, stretch_id: int, summary: str) -> None:
        """Keeps what the agent wrote down when handing back."""

    def open_in(self, conversation_id: str) -> Stretch | None:
        """The stretch under way, or None."""

    def waits_since(self, instant: datetime, limit: int) -> tuple[timedelta, ...]:
        """How long the latest customers since an instant waited until somebody took them, newest first."""


class Overview(Protocol):
    """Conversations as agents see them. Every method raises AgentMayNot without READ_CONVERSATIONS."""

    def rows(self, asked: Asked, *, asked_by: Agent, now: datetime) -> tuple[Listed, ...]:
        """The conversations of a list, at most `asked.limit`."""

    def one(self, conversation_id: str, *, asked_by: Agent) -> Listed | None:
        """One conversation as lists show it, or None."""

    def counts(self, *, asked_by: Agent) -> Mapping[str, int]:
        """How many conversations are in the views waiting, mine and team."""

    def transcript(
        self, conversation_id: str, *, asked_by: Agent, after: int = 0, before: int | None = None, limit: int = 200
    ) -> tuple[Message, ...]:
        """Rows of the log with notes and suppressed replies, each with its turn's summary, in order.

        After a number, or with `before` the last ones before it.
        """


class Tags(Protocol):
    """Short words agents sort conversations by."""

    def add(self, conversation_id: str, tag: str, *, asked_by: Agent, now: datetime) -> None:
        """A tag once more changes nothing."""

    def remove(self, conversation_id: str, tag: str, *, asked_by: Agent) -> None: ...

    def used(self, *, asked_by: Agent, limit: int = 100) -> tuple[str, ...]:
        """Tags in use, the most frequent first."""


class Presence(Protocol):
    """Open pages of the console, so that colleagues see each other and customers get honest answers."""

    def appear(self, page: str, agent_id: int, conversation_id: str | None, now: datetime) -> None:
        """The page is open now, on a conversation or elsewhere; forgets pages unseen for long."""

    def typing(self, page: str, at: datetime | None) -> None:
        """The agent at this page writes a reply (an instant), or has stopped (None)."""

    def leave(self, page: str) -> None: ...

    def on(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Present, ...]:
        """Colleagues with this conversation open, without who asks."""

    def agents_present(self, now: datetime) -> int:
        """How many agents who may answer have the console open."""
