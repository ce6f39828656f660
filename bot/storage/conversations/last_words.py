"""What a conversation's row keeps of its log: its length, the last words, and since when the customer waits."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, null, update

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.messages import Author
from bot.domain.conversations.unanswered import Effect, effect_of_words, is_heard
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
_BY_DESK = _ADVANCE.values(
    last_at=_AT,
    last_author=case((_BOT_LEADS, _AUTHOR), else_=func.coalesce(t.c.last_author, _AUTHOR)),
    last_text=case((_BOT_LEADS, _WORDS), else_=func.coalesce(t.c.last_text, _WORDS)),
)
_LONGER = (t.c.last_seq, t.c.channel, t.c.version)
_UNHEARD = _ADVANCE.returning(*_LONGER)


def unanswered_since(effect: Effect, at: Any) -> Any:
    """`Effect.applied` to the row's own value, as an expression."""
    match effect:
        case Effect.BEGINS:
            return func.coalesce(t.c.unanswered_since, at)
        case Effect.ENDS:
            return null()
        case Effect.NONE:
            return t.c.unanswered_since


def longer(conversation_id: str, drafts: Sequence[Draft], now: datetime) -> tuple[Any, dict[str, Any]]:
    """The statement that makes room for new rows, with its values; it returns the last number, channel and version.

    Since when the customer waits follows the last of the rows the customer reads (`domain.unanswered`). While a person
    is expected, lists go on showing what people wrote.
    """
    values: dict[str, Any] = {"conversation": conversation_id, "rows": len(drafts)}
    heard = [draft for draft in drafts if is_heard(draft.visibility, draft.text)]
    if not heard:
        return _UNHEARD, values
    last = heard[-1]
    values |= {"at": now, "author": last.author.value, "words": storable(last.text[:SHOWN])}
    effects = tuple(effect_of_words(last.author, last.choice, owner) for owner in OwnerKind)
    return _prepared(last.author in (Author.CUSTOMER, Author.AGENT), effects), values


@cache
def _prepared(by_people: bool, effects: tuple[Effect, ...]) -> Any:
    """The statement for words of people or of the desk, with their effect under each kind of owner."""
    same, *others = dict.fromkeys(effects)
    of_owner = zip(OwnerKind, effects, strict=True)
    by_owner = [(t.c.owner_kind == owner.value, unanswered_since(effect, _AT)) for owner, effect in of_owner]
    since = case(*by_owner) if others else unanswered_since(same, _AT)
    return (_BY_PEOPLE if by_people else _BY_DESK).values(unanswered_since=since).returning(*_LONGER)
