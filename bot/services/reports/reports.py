"""The figures of the reports page: counted over some days, beside as many days before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.conversations.satisfaction import SOLVING
from bot.domain.conversations.summary import NOT_UNDERSTOOD
from bot.domain.partner import Partner
from bot.domain.reports import figures
from bot.domain.reports.counts import Comment, DayCount, Days, Group, Period, Ratings, Selection, StretchTimes
from bot.domain.reports.figures import Rising, Timing
from bot.domain.staff.agents import Agent
from bot.domain.support.plans import SupportPlan
from bot.services.ports import Database, Work


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of one period. Times are of stretches with people that began in it."""

    groups: tuple[Group, ...]
    intents: Mapping[str, int]
    missed: int
    stretches: tuple[StretchTimes, ...]
    ratings: tuple[Ratings, ...]
    waiting: Timing
    response: Timing

    @property
    def conversations(self) -> int:
        return sum(group.conversations for group in self.groups)

    @property
    def over(self) -> int:
        return sum(group.over for group in self.groups)

    @property
    def solved(self) -> int:
        return sum(group.solved for group in self.groups)

    @property
    def with_people(self) -> int:
        return sum(group.with_people for group in self.groups)

    @property
    def understood(self) -> int:
        """Messages the engine read and the assistant answered."""
        return sum(self.intents.values())

    @property
    def looked_up(self) -> int:
        """Those of them whose answer looked something up or solved something."""
        return sum(count for intent, count in self.intents.items() if intent in SOLVING)

    @property
    def doubtful(self) -> int:
        """Those of them the assistant asked back about."""
        return self.intents.get(NOT_UNDERSTOOD, 0)

    @property
    def asked(self) -> int:
        return sum(rating.asked for rating in self.ratings)

    @property
    def answered(self) -> int:
        return sum(rating.answered for rating in self.ratings)

    @property
    def good(self) -> int:
        return sum(rating.good for rating in self.ratings)


@dataclass(frozen=True, slots=True)
class QueueTotals:
    """What one queue had: stretches that were in it last, how long they took, and tickets that are in it now."""

    queue: str
    stretches: int
    waiting: Timing
    response: Timing
    tickets: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page shows. `earlier` are the totals of as many days before, up to the same time of day."""

    days: Days
    selection: Selection
    present: Totals
    earlier: Totals
    queues: tuple[QueueTotals, ...]
    daily: tuple[DayCount, ...]
    comments: tuple[Comment, ...]
    channels: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.present.conversations or self.present.stretches or self.present.asked)

    @property
    def matters(self) -> Mapping[str, int]:
        """What was asked, the most frequent first."""
        return figures.matters(self.present.intents)

    @property
    def rising(self) -> tuple[Rising, ...]:
        """What is asked clearly more often than before."""
        return figures.rising(figures.matters(self.present.intents), figures.matters(self.earlier.intents))

    @property
    def reasons(self) -> Mapping[str, int]:
        """What brought people in."""
        return figures.reasons(self.present.stretches)

    @property
    def reasons_before(self) -> Mapping[str, int]:
        return figures.reasons(self.earlier.stretches)


class Reports:
    """Counts what happened; reads only."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def report(self, days: Days, selection: Selection, *, asked_by: Agent, now: datetime) -> Report:
        """All figures, of one moment. Raises AgentMayNot without SEE_REPORTS."""
        with self._database.reading() as work:
            present = self._totals(work, days.period, selection, asked_by, now)
            opened = work.reports.counts.tickets(days.period, selection, asked_by=asked_by)
            return Report(
                days=days,
                selection=selection,
                present=present,
                earlier=self._totals(work, days.before(now), selection, asked_by, now),
                queues=self._queues(present.stretches, opened),
                daily=work.reports.counts.days(days.each, selection, asked_by=asked_by),
                comments=work.reports.counts.comments(days.period, selection, asked_by=asked_by),
                channels=work.reports.counts.channels(asked_by=asked_by),
            )

    def _totals(self, work: Work, period: Period, selection: Selection, agent: Agent, now: datetime) -> Totals:
        stretches = work.reports.counts.stretches(period, selection, asked_by=agent)
        return Totals(
            groups=work.reports.counts.groups(period, selection, asked_by=agent, now=now),
            intents=work.reports.counts.intents(period, selection, asked_by=agent),
            missed=work.reports.counts.missed(period, selection, asked_by=agent),
            stretches=stretches,
            ratings=work.reports.counts.ratings(period, selection, asked_by=agent),
            waiting=figures.waiting(stretches, self.waiting_limit),
            response=figures.response(stretches, plans_of(self._partner.support.plans)),
        )

    def _queues(self, stretches: Sequence[StretchTimes], opened: Mapping[str, int]) -> tuple[QueueTotals, ...]:
        """The partner's queues in the order of partner.yml, then others that something was in."""
        named = [queue.key for queue in self._partner.routing.queues]
        others = {stretch.queue for stretch in stretches}.union(opened).difference(named)
        plans = plans_of(self._partner.support.plans)

        def totals(queue: str) -> QueueTotals:
            own = [stretch for stretch in stretches if stretch.queue == queue]
            waiting, response = figures.waiting(own, self.waiting_limit), figures.response(own, plans)
            return QueueTotals(queue, len(own), waiting, response, opened.get(queue, 0))

        return tuple(totals(queue) for queue in (*named, *sorted(others)))

    @property
    def waiting_limit(self) -> timedelta:
        """The longest wait for a person the partner promises."""
        return timedelta(minutes=self._partner.handoff.waiting_limit_minutes)


def plans_of(plans: Sequence[SupportPlan]) -> Mapping[str | None, SupportPlan]:
    """By key; customers without a plan, and visitors, are promised what the first plan promises."""
    return {None: plans[0], **{plan.key: plan for plan in plans}}
