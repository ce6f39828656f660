"""What stands beside a conversation: what it was about, its tags, how content the customer was, the customer's file."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from bot.domain.conversations.returning import is_here
from bot.domain.kernel.locales import locale_for
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import Listed
from bot.services.staff.viewing import Beside
from bot.writing.dates import when

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


def gone_since(desk: "Desk", listed: Listed, *, asked_by: Agent) -> str:
    """When the customer was there last, for who would answer now; "" while the customer is there or was never seen."""
    now = desk.clock()
    if listed.here_at is None or is_here(listed.here_at, now):
        return ""
    zone = desk.partner.zone
    return when(listed.here_at.astimezone(zone), now.astimezone(zone).date(), locale_for(asked_by.language))


def drawn(beside: Beside) -> dict[str, Any]:
    """The same by the names that templates know."""
    return {"file": beside.file, "summary": beside.summary, "ratings": beside.ratings}
