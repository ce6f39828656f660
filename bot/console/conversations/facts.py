"""What stands beside a conversation: what it was about, its tags, how content the customer was, the customer's file."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from bot.domain.staff.agents import Agent
from bot.services.staff.viewing import Beside

if TYPE_CHECKING:
    from bot.bootstrap import Desk

PARTS: Final = ("summary", "tags", "ratings", "file")
"""Drawn anew each for itself, so that nothing moves where nothing changed."""


def facts_beside(
    desk: "Desk", conversation_id: str, *, asked_by: Agent, now: datetime, shown: int | None = None
) -> dict[str, Any]:
    """What the templates of the parts need beyond the listed conversation.

    `shown` is the customer whose file the page shows already: looking on is no new look for the audit log.
    Raises ConversationNotFound.
    """
    return drawn(desk.staff.viewing.beside(conversation_id, asked_by=asked_by, now=now, shown=shown))


def drawn(beside: Beside) -> dict[str, Any]:
    """The same by the names that templates know."""
    return {"file": beside.file, "summary": beside.summary, "ratings": beside.ratings}
