"""What stands beside a conversation: what it was about, its tags, how content the customer was, the customer's file."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from bot.console.conversations.marks import Reached
from bot.domain.conversations.returning import is_here
from bot.domain.kernel.locales import locale_for
from bot.domain.notices.unread import GONE_AFTER
from bot.domain.staff.agents import Agent
from bot.services.records.alerts import ToldRow
from bot.services.records.conversations import Listed
from bot.services.staff.viewing import Beside
from bot.writing.dates import when

if TYPE_CHECKING:
    from bot.bootstrap import Desk

PARTS: Final = ("summary", "tags", "ratings", "file")
"""Drawn anew each for itself, so that nothing moves where nothing changed."""

_GONE_MINUTES: Final = int(GONE_AFTER.total_seconds() // 60)


def facts_beside(
    desk: "Desk", conversation_id: str, *, asked_by: Agent, now: datetime, shown: int | None = None
) -> dict[str, Any]:
    """What the templates of the parts need beyond the listed conversation.

    `shown` is the customer whose file the page shows already: looking on is no new look for the audit log.
    Raises ConversationNotFound.
    """
    return drawn(desk.staff.viewing.beside(conversation_id, asked_by=asked_by, now=now, shown=shown))


@dataclass(frozen=True, slots=True)
class Leaving:
    """Since when the customer has left (`gone`, "" while there or never seen), and how words get there then."""

    gone: str
    reached: Reached

    @property
    def facts(self) -> dict[str, Any]:
        """What the hint above the composer needs."""
        return {"gone": self.gone, "way": self.reached.by_mail.way.value, "gone_minutes": _GONE_MINUTES}


def leaving_of(desk: "Desk", listed: Listed, *, asked_by: Agent) -> Leaving:
    """Of one conversation as it is now."""
    gone = gone_since(desk, listed, asked_by=asked_by)
    by_mail = desk.notices.by_mail.of(listed.conversation.id, asked_by=asked_by)
    return Leaving(gone, Reached(listed.delivered_seq, by_mail, bool(gone)))


def told_of(desk: "Desk", conversation_id: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
    """Who was told of the conversation and of its tickets."""
    return desk.notices.alerts.mine.told_of_conversation(conversation_id, asked_by=asked_by)


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
