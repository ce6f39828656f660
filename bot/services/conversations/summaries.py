"""The summary of a conversation so far, for the agent who takes it over or hands it back."""

from bot.domain.conversations.summary import Summary, summarise
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent
from bot.services.conversations.ownership import found
from bot.services.ports import Database, Work

MOST_ROWS = 300
"""Rows of the log, the latest ones, that a summary is made of."""

_END = 2**31 - 1


class Summaries:
    """Reads a conversation and says what it was about. Raises AgentMayNot without READ_CONVERSATIONS."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def of(self, conversation_id: str, *, asked_by: Agent, since: int = 0) -> Summary:
        """The facts, from the row after number `since` on (a stretch's `first_seq`). Raises ConversationNotFound."""
        with self._database.reading() as work:
            return self.of_in(work, conversation_id, asked_by=asked_by, since=since)

    def of_stretch(self, conversation_id: str, *, asked_by: Agent) -> Summary:
        """The facts since people have the conversation, or of all of it while they have not.

        Raises ConversationNotFound.
        """
        with self._database.reading() as work:
            stretch = work.conversations.stretches.open_in(conversation_id)
            since = stretch.first_seq if stretch is not None else 0
            return self.of_in(work, conversation_id, asked_by=asked_by, since=since)

    def of_in(self, work: Work, conversation_id: str, *, asked_by: Agent, since: int = 0) -> Summary:
        """`of` as a part of somebody's transaction."""
        record = found(work, conversation_id)
        rows = work.conversations.overview.transcript(conversation_id, asked_by=asked_by, before=_END, limit=MOST_ROWS)
        return summarise(
            [row for row in rows if row.seq > since],
            invoice_prefix=self._partner.number_prefix,
            reason=record.conversation.handoff_reason,
        )
