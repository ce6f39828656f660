"""The order of the console's lists in SQL, and where the next page of one goes on.

A test holds it together with `domain.conversations.queue_order`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, false, func, or_, tuple_
from sqlalchemy.sql.elements import BindParameter

from bot.domain.conversations.queue_order import Place, Rank
from bot.domain.kernel.written import instant_of
from bot.services.records.conversations import View
from bot.storage.kernel.columns import Instant
from bot.storage.schema import conversations as t

BY_PLACE = frozenset({View.WAITING, View.MINE, View.TEAM})
"""Lists in the order in which people serve; the others go from the newest words to the oldest."""

IS_VISITOR = t.c.contact_id.is_(None)
WAITS_SINCE = func.coalesce(t.c.waiting_since, t.c.unanswered_since)
_QUEUED = {Rank.CUSTOMER: t.c.contact_id.is_not(None), Rank.VISITOR: IS_VISITOR}
"""The parts of the list of those who wait, each with an index in its order."""

_SPOKEN_AT = func.coalesce(t.c.last_at, t.c.started_at)
_RANK = case(
    (WAITS_SINCE.is_(None), Rank.NOT_WAITING.value), (IS_VISITOR, Rank.VISITOR.value), else_=Rank.CUSTOMER.value
)
_AT = case((WAITS_SINCE.is_(None), _SPOKEN_AT), else_=WAITS_SINCE)
_NEWEST = case((WAITS_SINCE.is_(None), _SPOKEN_AT)).desc()
_SEPARATOR = "|"


def parts_of(wanted: Select[Any], view: View, cursor: str) -> Iterator[Select[Any]]:
    """The conversations of a list in its order: one part after the other, from the row of the cursor on ("" for all).

    Nothing where it is no cursor of such a list.
    """
    if view not in BY_PLACE:
        after = _spoken_before(cursor) if cursor else ()
        yield wanted.where(*after).order_by(t.c.last_at.desc(), t.c.id.desc())
        return
    place = _place(cursor)
    if cursor and place is None:
        return
    if view is View.WAITING:
        yield from _queued(wanted, place)
    else:
        after = (_after(place),) if place is not None else ()
        yield wanted.where(*after).order_by(_RANK, WAITS_SINCE, _NEWEST, t.c.id)


def cursor_of(view: View, place: Place, last_at: datetime) -> str:
    """What continues a list after the conversation at this place."""
    if view in BY_PLACE:
        return _SEPARATOR.join((str(place.rank.value), place.at.isoformat(), place.conversation_id))
    return _SEPARATOR.join((last_at.isoformat(), place.conversation_id))


def _queued(wanted: Select[Any], place: Place | None) -> Iterator[Select[Any]]:
    for rank, whose in _QUEUED.items():
        if place is not None and rank < place.rank:
            continue
        here = tuple_(*_values(place)) if place is not None and rank is place.rank else None
        after = (tuple_(t.c.waiting_since, t.c.id) > here,) if here is not None else ()
        yield wanted.where(whose, *after).order_by(t.c.waiting_since, t.c.id)


def _after(place: Place) -> ColumnElement[bool]:
    rank, since = _RANK, _AT
    at, last = _values(place)
    further = since < at if place.rank is Rank.NOT_WAITING else since > at
    return or_(rank > place.rank.value, and_(rank == place.rank.value, or_(further, and_(since == at, t.c.id > last))))


def _spoken_before(cursor: str) -> tuple[ColumnElement[bool]]:
    written, _, conversation_id = cursor.partition(_SEPARATOR)
    at = instant_of(written)
    if at is None:
        return (false(),)
    here = tuple_(*_values(Place(Rank.NOT_WAITING, at, conversation_id)))
    return (tuple_(t.c.last_at, t.c.id) < here,)


def _values(place: Place) -> tuple[BindParameter[datetime], BindParameter[str]]:
    return bindparam("at", place.at, Instant), bindparam("last", place.conversation_id, t.c.id.type)


def _place(cursor: str) -> Place | None:
    rank, _, rest = cursor.partition(_SEPARATOR)
    written, _, conversation_id = rest.partition(_SEPARATOR)
    at = instant_of(written)
    if at is None or rank not in {str(known.value) for known in Rank}:
        return None
    return Place(Rank(int(rank)), at, conversation_id)
