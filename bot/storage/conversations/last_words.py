"""What a conversation's row keeps of its log: its length, the last words, and since when the customer waits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, update

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.conversations.satisfaction import press_of
from bot.services.records.conversations import Draft
from bot.storage.kernel.columns import Instant, storable
from bot.storage.schema import conversations as t

SHOWN = 160
"""Characters of the latest message that lists of conversations show."""

_AT = bindparam("at", type_=Instant)
_AUTHOR = bindparam("author", type_=t.c.last_author.type)
_WORDS = bindparam("words", type_=t.c.last_text.type)
_BOT_LEADS = t.c.owner_kind == OwnerKind.BOT.value

_ADVANCE = update(t).where(t.c.id == bindparam("conversation")).values(last_seq=t.c.last_seq + bindparam("rows"))
_BY_PEOPLE = _ADVANCE.values(last_at=_AT, last_author=_AUTHOR, last_text=_WORDS)
_LONGER = (t.c.last_seq, t.c.channel, t.c.version)

_UNHEARD = _ADVANCE.returning(*_LONGER)
_RATED = _BY_PEOPLE.returning(*_LONGER)
_ASKED = _BY_PEOPLE.values(unanswered_since=func.coalesce(t.c.unanswered_since, _AT)).returning(*_LONGER)
_ANSWERED = _BY_PEOPLE.values(unanswered_since=None).returning(*_LONGER)
_BY_DESK = _ADVANCE.values(
    last_at=_AT,
    last_author=case((_BOT_LEADS, _AUTHOR), else_=func.coalesce(t.c.last_author, _AUTHOR)),
    last_text=case((_BOT_LEADS, _WORDS), else_=func.coalesce(t.c.last_text, _WORDS)),
    unanswered_since=case((_BOT_LEADS, None), else_=t.c.unanswered_since),
).returning(*_LONGER)


def longer(conversation_id: str, drafts: Sequence[Draft], now: datetime) -> tuple[Any, dict[str, Any]]:
    """The statement that makes room for new rows, with its values; it returns the last number, channel and version.

    What the customer cannot read changes nothing else, and a rating asks for no answer. While a person is expected,
    lines of the assistant and of the desk are no answer, and lists go on showing what people wrote.
    """
    values: dict[str, Any] = {"conversation": conversation_id, "rows": len(drafts)}
    public = [draft for draft in drafts if draft.visibility is Visibility.PUBLIC and draft.text]
    if not public:
        return _UNHEARD, values
    last = public[-1]
    values |= {"at": now, "author": last.author.value, "words": storable(last.text[:SHOWN])}
    match last.author:
        case Author.CUSTOMER:
            return _RATED if press_of(last.choice) is not None else _ASKED, values
        case Author.AGENT:
            return _ANSWERED, values
        case Author.BOT | Author.DESK:
            return _BY_DESK, values
