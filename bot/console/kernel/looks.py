"""What agents look at and search for stands in the audit log, whichever of the console's ways they take."""

from typing import TYPE_CHECKING

from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.services.records.conversations import Listed

if TYPE_CHECKING:
    from bot.bootstrap import Desk

_END = 2**31 - 1


def note_look(desk: "Desk", agent: Agent, listed: Listed) -> None:
    """A look at a conversation, of which the agent sees a part."""
    desk.staff.audit.note(
        agent,
        Action.LOOKED_AT_CONVERSATION,
        desk.clock(),
        conversation_id=listed.conversation.id,
        customer_id=listed.customer_id,
    )


def note_look_at(desk: "Desk", agent: Agent, conversation_id: str) -> None:
    """The same by the conversation's id. Raises AgentMayNot, ConversationNotFound."""
    listed, _ = desk.staff.watch.news(conversation_id, _END, asked_by=agent)
    if listed is None:
        raise ConversationNotFound()
    note_look(desk, agent, listed)


def note_search(desk: "Desk", agent: Agent, words: str) -> None:
    """A search in a list of conversations; without words there was none."""
    if words:
        desk.staff.audit.note(agent, Action.SEARCHED, desk.clock(), subject=words)
