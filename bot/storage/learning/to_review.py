"""Which messages are doubtful and why, as queries over turns, stretches with people, and reviews."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Integer,
    Select,
    and_,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    tuple_,
    union_all,
)

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel.written import instant_of, whole_number
from bot.domain.learning.reviews import ASKS_FOR_A_PERSON, CLARIFIED, Reason
from bot.services.records.learning import ReviewQuery, Shown
from bot.storage.kernel.columns import Instant, Words
from bot.storage.schema import messages, misses, reviews, stretches, turns
from bot.storage.schema.log import LITTLE_UNDERSTOOD

SEARCHED_STRETCHES: Final = 1_000
"""How many of the latest hand-offs are looked through: all those of years would hold up the page."""
_SEPARATOR: Final = "~"
_GAVE_UP: Final = (HandoffReason.FALLBACK.value, HandoffReason.ANGER.value)
_ABOUT_SOMETHING: Final = sorted(QUESTIONS | CLARIFIED)
_AFTER: Final = (*_GAVE_UP, HandoffReason.ASKED.value)

LITTLE: Final = text(LITTLE_UNDERSTOOD)  # spelled as in the partial index, or it would not be used
SURE: Final = literal_column(f"NOT {LITTLE_UNDERSTOOD}", Boolean)
IS_CLARIFIED: Final = turns.c.intent.in_(sorted(CLARIFIED))
_said = reviews.alias("said")
_SAID: Final = and_(_said.c.conversation_id == turns.c.conversation_id, _said.c.seq == turns.c.seq)
UNJUDGED: Final = not_(exists(select(_said.c.seq).where(_SAID).correlate(turns)))
JUDGED: Final = reviews.join(
    turns,
    and_(
        turns.c.conversation_id == reviews.c.conversation_id.concat(""),  # no index fits this way round: SQLite begins
        turns.c.seq == reviews.c.seq + 0,  # with the few reviews instead of looking one up for each of many turns
    ),
)

_first, _earlier = turns.alias("first"), turns.alias("earlier")
_CAUSE: Final = (
    select(func.max(_first.c.seq))
    .where(
        _first.c.conversation_id == stretches.c.conversation_id,
        _first.c.seq <= stretches.c.first_seq,
        _first.c.finished_at <= stretches.c.began_at,
    )
    .correlate(stretches)
    .scalar_subquery()
)
_BEFORE: Final = (
    select(func.max(_earlier.c.seq))
    .where(_earlier.c.conversation_id == stretches.c.conversation_id, _earlier.c.seq < _CAUSE)
    .correlate(stretches)
    .scalar_subquery()
)
_ASKED: Final = and_(stretches.c.reason == HandoffReason.ASKED.value, turns.c.intent != ASKS_FOR_A_PERSON)
_LED_TO_PEOPLE: Final = and_(
    stretches.c.reason.in_(_AFTER),
    stretches.c.conversation_id == turns.c.conversation_id,
    or_(
        and_(turns.c.seq == _CAUSE, or_(stretches.c.reason.in_(_GAVE_UP), _ASKED)),
        and_(turns.c.seq == _BEFORE, turns.c.intent.in_(_ABOUT_SOMETHING)),
    ),
)
"""The message a stretch with people began with, or the one before it. Somebody who asks for a person was understood;
then only the one before is doubtful. A courtesy before it never is."""

UNSURE: Final = and_(LITTLE, not_(IS_CLARIFIED))
HANDED_OFF: Final = exists(select(stretches.c.id).where(_LED_TO_PEOPLE).correlate(turns))
_missed = misses.alias("missed")
MISSED: Final = exists(
    select(_missed.c.seq)
    .where(_missed.c.conversation_id == turns.c.conversation_id, _missed.c.seq == turns.c.seq)
    .correlate(turns)
)
CORRECTED: Final = exists(select(_said.c.seq).where(_SAID, _said.c.intent != turns.c.intent).correlate(turns))
REASONS: Final[dict[Reason, ColumnElement[bool]]] = {
    Reason.UNSURE: UNSURE,
    Reason.CLARIFIED: IS_CLARIFIED,
    Reason.HANDED_OFF: HANDED_OFF,
    Reason.CORRECTED: CORRECTED,
    Reason.MISSED: MISSED,
}
_KEY: Final = (turns.c.conversation_id, turns.c.seq)


def pages_of(asked: ReviewQuery) -> list[Select[Any]]:
    """The queries whose rows together are a page: keys with the instant they are sorted by, newest first."""
    if asked.shown is Shown.JUDGED:
        judged = select(*_KEY, turns.c.finished_at.label("at")).select_from(JUDGED)
        wanted = judged.where(turns.c.intent.is_not(None), *([REASONS[asked.reason]] if asked.reason else []))
        return [_page(wanted, turns.c.finished_at, asked)]
    little = select(*_KEY, turns.c.finished_at.label("at")).where(LITTLE, UNJUDGED)
    if asked.reason in (Reason.UNSURE, Reason.CLARIFIED):
        return [
            _page(
                little.where(IS_CLARIFIED if asked.reason is Reason.CLARIFIED else UNSURE), turns.c.finished_at, asked
            )
        ]
    if asked.reason is Reason.HANDED_OFF:
        return [_page(*before_people(asked.before), asked)]
    if asked.reason is Reason.CORRECTED:
        return []  # whatever was corrected is judged
    if asked.reason is Reason.MISSED:
        return [_page(missed(), misses.c.at, asked)]
    others, began_at = before_people(asked.before)
    return [
        _page(little, turns.c.finished_at, asked),
        _page(others.where(SURE), began_at, asked),
        _page(missed().where(*ONLY_MISSED), misses.c.at, asked),
    ]


ONLY_MISSED: Final = (SURE, not_(HANDED_OFF))
"""Of the missed ones those that are in the inbox for no other reason."""


def missed() -> Select[Any]:
    """Questions without a review whose customer said that the answer was not what they asked, and when."""
    these = and_(turns.c.conversation_id == misses.c.conversation_id, turns.c.seq == misses.c.seq)
    return select(*_KEY, misses.c.at.label("at")).select_from(misses.join(turns, these)).where(UNJUDGED)


@lru_cache(maxsize=64)  # making the statement takes longer than carrying it out
def before_people(before: str = "") -> tuple[Select[Any], ColumnElement[datetime]]:
    """Typed messages without a review that led to people, and when they did: then they entered the inbox.

    Of the latest SEARCHED_STRETCHES hand-offs, or of those before the place a cursor names.
    """
    led = _led(_place(before))
    this = and_(turns.c.conversation_id == led.c.conversation_id, turns.c.seq == led.c.seq)
    typed = and_(messages.c.conversation_id == turns.c.conversation_id, messages.c.seq == turns.c.seq)
    asked = and_(led.c.reason == HandoffReason.ASKED.value, turns.c.intent != ASKS_FOR_A_PERSON)
    doubtful = or_(
        and_(led.c.own == 1, or_(led.c.reason.in_(_GAVE_UP), asked)),
        and_(led.c.own == 0, turns.c.intent.in_(_ABOUT_SOMETHING)),
    )
    query = (
        select(*_KEY, led.c.began_at.label("at"))
        .select_from(led.join(turns, this).join(messages, typed))
        .where(turns.c.intent.is_not(None), messages.c.choice.is_(None), doubtful, UNJUDGED)
    )
    return query, led.c.began_at


def _led(place: tuple[ColumnElement[Any], ...] | None) -> CTE:
    """The turn each stretch began with (`own` 1) and the one before it (0), found step by step: PostgreSQL would
    otherwise search all turns for each of them."""
    columns = (stretches.c.conversation_id, stretches.c.reason, stretches.c.began_at)
    wanted = [stretches.c.reason.in_(_AFTER), *([stretches.c.began_at <= place[0]] if place else [])]
    newest = select(*columns, _CAUSE.label("cause")).where(*wanted).order_by(stretches.c.began_at.desc())
    latest = newest.limit(SEARCHED_STRETCHES).cte("latest")
    before = (
        select(func.max(_earlier.c.seq))
        .where(_earlier.c.conversation_id == latest.c.conversation_id, _earlier.c.seq < latest.c.cause)
        .correlate(latest)
        .scalar_subquery()
    )
    about = (latest.c.conversation_id, latest.c.reason, latest.c.began_at)
    own = select(*about, latest.c.cause.label("seq"), literal(1, Integer).label("own"))
    return union_all(own, select(*about, before, literal(0, Integer))).cte("led")


def _page(query: Select[Any], at: ColumnElement[Any], asked: ReviewQuery) -> Select[Any]:
    wanted = narrowed(asked)
    if place := _place(asked.before):
        wanted.append(tuple_(at, *_KEY) < tuple_(*place))
    return query.where(*wanted).order_by(at.desc(), *(column.desc() for column in _KEY)).limit(asked.limit)


def narrowed(asked: ReviewQuery) -> list[ColumnElement[bool]]:
    """By language and by the intent that was understood."""
    wanted = {turns.c.language: asked.language, turns.c.intent: asked.intent}
    return [column == value for column, value in wanted.items() if value]


def cursor_of(at: datetime, conversation_id: str, seq: int) -> str:
    """Names a row's place in the order of pages."""
    return _SEPARATOR.join((at.isoformat(), str(seq), conversation_id))


def _place(cursor: str) -> tuple[ColumnElement[Any], ...] | None:
    at, _, rest = cursor.partition(_SEPARATOR)
    seq, _, conversation_id = rest.partition(_SEPARATOR)
    instant, number = instant_of(at), whole_number(seq)
    if instant is None or number is None:
        return None  # a mistyped address begins anew
    return literal(instant, Instant), literal(conversation_id, Words), literal(number)
