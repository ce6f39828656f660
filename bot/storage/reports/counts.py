"""Counts for the reports page: grouped in the database, and never a name, an address or a number of anybody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    func,
    literal,
    not_,
    select,
    union_all,
)

from bot.domain.conversations.satisfaction import SOLVING, RatingSubject, Score
from bot.domain.conversations.stretches import Ending
from bot.domain.reports.counts import Comment, Day, DayCount, Group, Period, Ratings, Selection, StretchTimes
from bot.domain.staff.agents import Agent, Permission
from bot.storage.kernel.columns import Instant
from bot.storage.reports.groups import ANSWERED, BY_THE_DESK, CONVERSATIONS, groups_of, selected, within
from bot.storage.schema import (
    conversations,
    customers,
    misses,
    satisfaction,
    stretches,
    tickets,
    turns,
)


class SqlReportCounts:
    """`services.ports.ReportCounts`. Every method raises AgentMayNot without SEE_REPORTS."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def groups(self, period: Period, selection: Selection, *, asked_by: Agent, now: datetime) -> tuple[Group, ...]:
        """Conversations by language and channel, with how many are over, solved, and with people."""
        rows = self._ask(groups_of(period, selection, now), asked_by)
        return tuple(Group(*row) for row in rows)

    def intents(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Messages the engine read and the assistant answered, by intent."""
        counted = select(turns.c.intent, func.count()).where(
            within(turns.c.finished_at, period), ANSWERED, turns.c.intent.is_not(None)
        )
        if selection != Selection():
            counted = counted.join(conversations, conversations.c.id == turns.c.conversation_id)
        found = self._ask(counted.where(*selected(selection)).group_by(turns.c.intent), asked_by)
        return {row[0]: row[1] for row in found}

    def missed(self, period: Period, selection: Selection, *, asked_by: Agent) -> int:
        """Answers that looked something up of which customers said in the period that they were not what was asked."""
        counted = select(func.count()).select_from(
            misses.join(conversations, conversations.c.id == misses.c.conversation_id)
        )
        looked_up = misses.c.topic.in_(sorted(SOLVING))
        asked = counted.where(within(misses.c.at, period), looked_up, *selected(selection))
        return int(self._ask(asked, asked_by)[0][0])

    def days(self, days: Sequence[Day], selection: Selection, *, asked_by: Agent) -> tuple[DayCount, ...]:
        """Conversations and stretches of each day, in order."""
        listed = _listed(days)
        wrote = and_(_between(turns.c.finished_at, listed), not_(BY_THE_DESK))
        talks = self._per_day(listed, turns, wrote, func.count(turns.c.conversation_id.distinct()), selection, asked_by)
        began = _between(stretches.c.began_at, listed)
        with_people = self._per_day(listed, stretches, began, func.count(), selection, asked_by)
        return tuple(DayCount(day.day, talks.get(n, 0), with_people.get(n, 0)) for n, day in enumerate(days))

    def stretches(self, period: Period, selection: Selection, *, asked_by: Agent) -> tuple[StretchTimes, ...]:
        """The stretches that began in the period, in order."""
        columns = (stretches.c.reason, stretches.c.began_at, stretches.c.accepted_at, stretches.c.answered_at)
        found = (
            select(*columns, stretches.c.ending, customers.c.support_plan, stretches.c.queue)
            .select_from(stretches.join(CONVERSATIONS, conversations.c.id == stretches.c.conversation_id))
            .where(within(stretches.c.began_at, period), *selected(selection))
            .order_by(stretches.c.began_at)
        )
        return tuple(_times(row) for row in self._ask(found, asked_by))

    def tickets(self, period: Period, selection: Selection, *, asked_by: Agent) -> Mapping[str, int]:
        """Tickets opened in the period, by the queue they are in now."""
        counted = select(tickets.c.queue, func.count()).where(within(tickets.c.opened_at, period))
        if selection != Selection():
            counted = counted.join(conversations, conversations.c.id == tickets.c.conversation_id)
        found = self._ask(counted.where(*selected(selection)).group_by(tickets.c.queue), asked_by)
        return {row[0]: row[1] for row in found}

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
        found = self._ask(counted.where(*selected(selection)).group_by(listed.c.n), asked_by)
        return {row[0]: row[1] for row in found}

    def _ask(self, question: Select[Any], asked_by: Agent) -> Sequence[Row[Any]]:
        asked_by.require(Permission.SEE_REPORTS)
        return self._connection.execute(question).all()


def _rated(question: Select[Any], period: Period, selection: Selection) -> Select[Any]:
    joined = question.select_from(
        satisfaction.join(conversations, conversations.c.id == satisfaction.c.conversation_id)
    )
    return joined.where(within(satisfaction.c.asked_at, period), *selected(selection))


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


def _times(row: Row[Any]) -> StretchTimes:
    ending = Ending(row.ending) if row.ending is not None else None
    return StretchTimes(row.reason, row.began_at, row.accepted_at, row.answered_at, ending, row.support_plan, row.queue)
