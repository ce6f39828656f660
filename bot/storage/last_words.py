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

_BOT_LEADS = t.c.owner_kind == OwnerKind.BOT.value


def last_words(drafts: Sequence[Draft], now: datetime) -> dict[str, Any]:
    """The columns that new rows of the log change; none when nothing of them can be read by the customer.

    While a person is expected, lines of the assistant and of the desk are no answer, and lists go on showing what
    people wrote.
    """
    public = [draft for draft in drafts if draft.visibility is Visibility.PUBLIC and draft.text]
    if not public:
        return {}
    last = public[-1]
    author, words = last.author.value, storable(last.text[:SHOWN])
    match last.author:
        case Author.CUSTOMER if press_of(last.choice) is not None:
            unanswered: Any = t.c.unanswered_since  # a rating asks for no answer
        case Author.CUSTOMER:
            unanswered = func.coalesce(t.c.unanswered_since, literal(now, Instant))
        case Author.AGENT:
            unanswered = None
        case Author.BOT | Author.DESK:
            return {
                "last_at": now,
                "last_author": case((_BOT_LEADS, author), else_=func.coalesce(t.c.last_author, author)),
                "last_text": case((_BOT_LEADS, words), else_=func.coalesce(t.c.last_text, words)),
                "unanswered_since": case((_BOT_LEADS, None), else_=t.c.unanswered_since),
            }
    return {"last_at": now, "last_author": author, "last_text": words, "unanswered_since": unanswered}
