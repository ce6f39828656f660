"""Counts for the reports page: grouped in the database, and never a name, an address or a number of anybody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.satisfaction import SOLVING, RatingSubject, Score
from bot.domain.conversations.stretches import Ending
from bot.domain.customers.audience import ACCOUNT, MONEY, MONEY_UNLESS_VISITOR, PARTNERS_CUSTOMERS
from bot.domain.customers.identity import Relationship, Role
from bot.domain.reports.counts import QUIET, Comment, Day, DayCount, Group, Period, Ratings, Selection, StretchTimes
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.conversations import TurnState
from bot.storage.kernel.columns import Instant
from bot.storage.schema import (
    contact_roles,
    contacts,
    conversations,
    customers,
    satisfaction,
    stretches,
    tickets,
    turns,
)

_VISITOR = conversations.c.contact_id.is_(None)
_DIRECT = customers.c.relationship == Relationship.DIRECT.value
_BILLING = exists().where(
    contact_roles.c.contact_id == conversations.c.contact_id,
    contact_roles.c.role.in_([Role.ADMIN.value, Role.BILLING.value]),
)
_PARTNERS: Final = and_(not_(_VISITOR), not_(_DIRECT))
_KINDS: Final[Mapping[str, tuple[frozenset[str], ColumnElement[bool]]]] = {
    "money": (SOLVING & MONEY, and_(_PARTNERS, _BILLING)),
    "matter": (SOLVING & MONEY_UNLESS_VISITOR, or_(_VISITOR, and_(_PARTNERS, _BILLING))),
    "account": (SOLVING & ACCOUNT, _PARTNERS),
    "partners": (SOLVING & PARTNERS_CUSTOMERS, or_(_VISITOR, not_(_DIRECT))),
    "open": (SOLVING - MONEY - MONEY_UNLESS_VISITOR - ACCOUNT - PARTNERS_CUSTOMERS, literal(1) == 1),
}
"""Intents that solve, and who gets an answer to them: `audience.may_ask` in SQL. A test holds the two together."""

_ANSWERED = turns.c.state == TurnState.ANSWERED.value
_BY_THE_DESK = and_(
    turns.c.intent.is_(None),
    turns.c.owner == OwnerKind.BOT.value,
    turns.c.state.in_([TurnState.ANSWERED.value, TurnState.KEPT.value]),
)
"""Buttons the desk itself answered, and ratings: nobody wrote something to be answered."""


class SqlReportCounts:
    """`services.ports.ReportCounts`. Every method raises AgentMayNot without SEE_REPORTS."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def groups(self, period: Period, selection: Selection, *, asked_by: Agent, now: datetime) -> tuple[Group, ...]:
        """Conversations by language and channel, with how many are over, solved, and with people."""
        rows = self._ask(_groups(period, selection, now), asked_by)
        return tuple(Group(*row) for row in rows)

    def intents(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Messages the engine read and the assistant answered, by intent."""
        counted = select(turns.c.intent, func.count()).where(
            _within(turns.c.finished_at, period), _ANSWERED, turns.c.intent.is_not(None)
        )
        if selection != Selection():
            counted = counted.join(conversations, conversations.c.id == turns.c.conversation_id)
        found = self._ask(counted.where(*_selected(selection)).group_by(turns.c.intent), asked_by)
        return {row[0]: row[1] for row in found}

    def days(self, days: Sequence[Day], selection: Selection, *, asked_by: Agent) -> tuple[DayCount, ...]:
        """Conversations and stretches of each day, in order."""
        listed = _listed(days)
        wrote = and_(_between(turns.c.finished_at, listed), not_(_BY_THE_DESK))
        talks = self._per_day(listed, turns, wrote, func.count(turns.c.conversation_id.distinct()), selection, asked_by)
        began = _between(stretches.c.began_at, listed)
        with_people = self._per_day(listed, stretches, began, func.count(), selection, asked_by)
        return tuple(DayCount(day.day, talks.get(n, 0), with_people.get(n, 0)) for n, day in enumerate(days))

    def stretches(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[StretchTimes, ...]:
        """The stretches that began in the period, in order."""
        columns = (stretches.c.reason, stretches.c.began_at, stretches.c.accepted_at, stretches.c.answered_at)
        found = (
            select(*columns, stretches.c.ending, customers.c.support_plan)
            .select_from(stretches.join(_CONVERSATIONS, conversations.c.id == stretches.c.conversation_id))
            .where(_within(stretches.c.began_at, period), *_selected(selection))
            .order_by(stretches.c.began_at)
        )
        return tuple(_times(row) for row in self._ask(found, asked_by))

    def ratings(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[Ratings, ...]:
        """Questions asked in the period and their answers, by what they were about."""
        scores = [func.count().filter(satisfaction.c.score == score.value) for score in Score]
        counted = _rated(select(satisfaction.c.about, func.count(), *scores), period, selection)
        rows = self._ask(counted.group_by(satisfaction.c.about), asked_by)
        found = {RatingSubject(row[0]): Ratings(RatingSubject(row[0]), *row[1:]) for row in rows}
        return tuple(found.get(about, Ratings(about)) for about in RatingSubject)

    def comments(
        self, period: Period, selection: Selection, *, asked_by: Agent, limit: int = 50
    ) -> tuple[Comment, ...]:
        """What customers wrote about questions asked in the period, newest first."""
        columns = ("conversation_id", "asked_at", "about", "score", "comment")
        found = _rated(select(*(satisfaction.c[name] for name in columns)), period, selection)
        commented = found.where(satisfaction.c.comment.is_not(None))
        latest = commented.order_by(satisfaction.c.asked_at.desc(), satisfaction.c.id.desc()).limit(limit)
        return tuple(
            Comment(row.conversation_id, row.asked_at, RatingSubject(row.about), Score(row.score), row.comment)
            for row in self._ask(latest, asked_by)
        )

    def channels(self, *, asked_by: Agent) -> tuple[str, ...]:
        """Channels conversations came by, in alphabetical order."""
        found = select(conversations.c.channel).distinct().order_by(conversations.c.channel)
        return tuple(row.channel for row in self._ask(found, asked_by))

    def _per_day(
        self, listed: CTE, table: Any, on: ColumnElement[bool], count: Any, selection: Selection, asked_by: Agent
    ) -> Mapping[int, int]:
        counted = select(listed.c.n, count).select_from(listed.join(table, on))
        if selection != Selection():
            counted = counted.join(conversations, conversations.c.id == table.c.conversation_id)
        found = self._ask(counted.where(*_selected(selection)).group_by(listed.c.n), asked_by)
        return {row[0]: row[1] for row in found}

    def _ask(self, question: Select[Any], asked_by: Agent) -> Sequence[Row[Any]]:
        asked_by.require(Permission.SEE_REPORTS)
        return self._connection.execute(question).all()


_CONVERSATIONS = conversations.outerjoin(contacts, contacts.c.id == conversations.c.contact_id).outerjoin(
    customers, customers.c.id == contacts.c.customer_id
)


def _groups(period: Period, selection: Selection, now: datetime) -> Select[Any]:
    talked = _talked(period)
    over = or_(
        conversations.c.lifecycle == Lifecycle.CLOSED.value,
        and_(conversations.c.owner_kind == OwnerKind.BOT.value, conversations.c.last_at <= now - QUIET),
    )
    solved = or_(*(and_(talked.c[kind] == 1, allowed) for kind, (_, allowed) in _KINDS.items()))
    alone = and_(not_(_with_people(period)), not_(_opened_ticket(period)))
    return (
        select(
            conversations.c.language,
            conversations.c.channel,
            func.count(),
            _how_often(over),
            _how_often(and_(over, solved, alone)),
            _how_often(_with_people(period)),
        )
        .select_from(_CONVERSATIONS.join(talked, talked.c.conversation_id == conversations.c.id))
        .where(*_selected(selection))
        .group_by(conversations.c.language, conversations.c.channel)
        .order_by(conversations.c.language, conversations.c.channel)
    )


def _talked(period: Period) -> Subquery:
    """Conversations in which customers wrote, each with the kinds of questions that were answered in it."""
    flags = [
        func.max(case((and_(_ANSWERED, turns.c.intent.in_(sorted(intents))), 1), else_=0)).label(kind)
        for kind, (intents, _) in _KINDS.items()
    ]
    return (
        select(turns.c.conversation_id, *flags)
        .where(_within(turns.c.finished_at, period), not_(_BY_THE_DESK))
        .group_by(turns.c.conversation_id)
        .subquery("talked")
    )


def _with_people(period: Period) -> ColumnElement[bool]:
    return exists().where(
        stretches.c.conversation_id == conversations.c.id,
        stretches.c.began_at < period.until,
        or_(stretches.c.ended_at.is_(None), stretches.c.ended_at >= period.since),
    )


def _opened_ticket(period: Period) -> ColumnElement[bool]:
    return exists().where(tickets.c.conversation_id == conversations.c.id, _within(tickets.c.opened_at, period))


def _rated(question: Select[Any], period: Period, selection: Selection) -> Select[Any]:
    joined = question.select_from(
        satisfaction.join(conversations, conversations.c.id == satisfaction.c.conversation_id)
    )
    return joined.where(_within(satisfaction.c.asked_at, period), *_selected(selection))


def _listed(days: Sequence[Day]) -> CTE:
    """The days as a table, so that midnights are those of the partner's place, whatever the database knows of zones."""
    instant: Callable[[datetime], Any] = lambda value: literal(value, Instant)  # noqa: E731
    rows = [
        select(
            literal(n, Integer).label("n"),
            instant(day.period.since).label("since"),
            instant(day.period.until).label("until"),
        )
        for n, day in enumerate(days)
    ]
    return union_all(*rows).cte("days")


def _between(column: Any, listed: CTE) -> ColumnElement[bool]:
    return and_(column >= listed.c.since, column < listed.c.until)


def _within(column: Any, period: Period) -> ColumnElement[bool]:
    return and_(column >= period.since, column < period.until)


def _selected(selection: Selection) -> list[ColumnElement[bool]]:
    wanted = ((conversations.c.language, selection.language), (conversations.c.channel, selection.channel))
    return [column == value for column, value in wanted if value is not None]


def _how_often(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _times(row: Row[Any]) -> StretchTimes:
    ending = Ending(row.ending) if row.ending is not None else None
    return StretchTimes(row.reason, row.began_at, row.accepted_at, row.answered_at, ending, row.support_plan)
