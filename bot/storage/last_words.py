"""What a conversation's row keeps of its log: the last words, and since when the customer waits for an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal

from bot.domain.conversation import OwnerKind
from bot.domain.messages import Author, Visibility
from bot.domain.satisfaction import press_of
from bot.services.records import Draft
from bot.storage.columns import Instant, storable
from bot.storage.schema import conversations as t

SHOWN = 160
"""Characters of the latest message that lists of conversations show."""

_UNLESS_BOT = case((t.c.owner_kind == OwnerKind.BOT.value, None), else_=t.c.unanswered_since)


def last_words(drafts: Sequence[Draft], now: datetime) -> dict[str, Any]:
    """The columns that new rows of the log change; none when nothing of them can be read by the customer.

    The desk's own lines are an answer only while no person is expected to give one.
    """
    public = [draft for draft in drafts if draft.visibility is Visibility.PUBLIC and draft.text]
    if not public:
        return {}
    last = public[-1]
    return {
        "last_at": now,
        "last_author": last.author.value,
        "last_text": storable(last.text[:SHOWN]),
        "unanswered_since": _unanswered(last, now),
    }


def _unanswered(last: Draft, now: datetime) -> Any:
    match last.author:
        case Author.CUSTOMER if press_of(last.choice) is not None:
            return t.c.unanswered_since  # a rating asks for no answer
        case Author.CUSTOMER:
            return func.coalesce(t.c.unanswered_since, literal(now, Instant))
        case Author.DESK:
            return _UNLESS_BOT
        case _:
            return None
