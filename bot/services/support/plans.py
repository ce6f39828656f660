"""What support, when, how to reach it, at what price, and who answers for a product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.domain.customers.identity import Identity
from bot.domain.kernel.hours import OpenState, Schedule, zone_of
from bot.domain.kernel.named_days import holiday_date, holiday_period
from bot.domain.kernel.periods import clock_time_of, day_of
from bot.domain.kernel.products import Family, family_of, portal_family
from bot.domain.partner import Partner
from bot.domain.support.plans import ProductSupport, SupportPlan

COMMERCIAL = "commercial"
"""The cloud of who has named no other."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """The openings of one day as (opening, closing) instants, empty when closed; `holiday` names why, if one."""

    day: date
    openings: tuple[tuple[datetime, datetime], ...]
    holiday: Mapping[str, str] | None

    @property
    def breaks(self) -> tuple[tuple[datetime, datetime], ...]:
        """The times between the openings."""
        pairs = pairwise(self.openings)
        return tuple((closes, opens) for (_, closes), (opens, _) in pairs)

    def break_at(self, instant: datetime) -> tuple[datetime, datetime] | None:
        """The break an instant falls into, or None."""
        return next((each for each in self.breaks if each[0] <= instant < each[1]), None)


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """The day and time asked about, as codes (`W6`, `--12-24`, `18:00`, `christmas`); `zone` is that of the time.

    `plan` is the key of the plan whose hours are wanted beside the partner's, None for the speaker's own.
    """

    day: str | None = None
    clock: str | None = None
    zone: str | None = None
    holiday: str | None = None
    plan: str | None = None

    @property
    def names_a_day(self) -> bool:
        return self.day is not None or self.holiday is not None


NOW: Final = HoursAsked()
"""Asks about this moment."""


@dataclass(frozen=True, slots=True)
class PlanHours:
    """A support plan and its state. `own` tells that it is the speaker's."""

    plan: SupportPlan
    state: OpenState
    day: DayHours
    own: bool


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """Support hours at an instant (in the partner's zone). `asked` tells that the customer named another day or time.

    `day` is that instant's whole day. `whole_day` is true when a day was asked for without a clock time: then
    `day` answers, `state` is of the instant now.
    `plan` is the one asked about, else the speaker's where its hours differ from the partner's, else None. `there` is
    the instant at the place whose time was given, None for the partner's own.
    """

    at: datetime
    asked: bool
    whole_day: bool
    state: OpenState
    day: DayHours
    plan: PlanHours | None
    there: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How to reach people, and whether somebody is there now."""

    email: str
    phone: str
    state: OpenState


@dataclass(frozen=True, slots=True)
class PricingFacts:
    """All support plans in order of price, and the speaker's own (None for who has none)."""

    plans: tuple[SupportPlan, ...]
    own: SupportPlan | None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """Who answers for a product. `outsourced_to` is None when the partner itself does."""

    product: str
    family: Family
    support: ProductSupport
    outsourced_to: str | None


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """Portals for direct buyers and administrators: host names by family, one only when a product was named."""

    cloud: str
    portals: Mapping[str, str]
    family: Family | None


class Support:
    """Answers about support itself. Open to everybody; the speaker only decides which plan and cloud are theirs."""

    def __init__(self, partner: Partner) -> None:
        self._partner = partner
        self._policy = partner.support

    def hours(self, *, asked_by: Identity, now: datetime, about: HoursAsked = NOW) -> HoursFacts:
        """The state now, or on the day and at the clock time asked about; a time without a day is today's.

        Raises PeriodUnclear, also for a zone that is none.
        """
        there = self._instant(now, about)
        schedule = self._policy.schedule
        at = there.astimezone(schedule.zone)
        whole_day = about.names_a_day and about.clock is None
        state_at = now.astimezone(schedule.zone) if whole_day else at
        return HoursFacts(
            at,
            about.names_a_day or about.clock is not None,
            whole_day,
            schedule.state_at(state_at),
            _day_hours(schedule, at.date()),
            self._plan_hours(asked_by, about.plan, state_at, at.date()),
            there if about.clock and there.utcoffset() != at.utcoffset() else None,
        )

    def days(self, holiday: str, *, now: datetime) -> tuple[DayHours, ...]:
        """The days a holiday's name covers. Raises PeriodUnclear."""
        schedule = self._policy.schedule
        today = now.astimezone(schedule.zone).date()
        period = holiday_period(holiday, today, closed=schedule.holidays)
        days = (period.first + timedelta(days=ahead) for ahead in range(period.days))
        return tuple(_day_hours(schedule, day) for day in days)

    def contact(self, *, now: datetime) -> ContactFacts:
        """Addresses, and whether somebody is there now."""
        return ContactFacts(self._policy.email, self._policy.phone, self._policy.schedule.state_at(now))

    def pricing(self, *, asked_by: Identity) -> PricingFacts:
        """Plans with prices; the speaker's own marked."""
        plans = sorted(self._policy.plans, key=lambda plan: plan.monthly_price.amount)
        return PricingFacts(tuple(plans), self._own_plan(asked_by))

    def plan(self, key: str) -> SupportPlan | None:
        """The plan of a key ("plus"), or None."""
        return self._policy.plan(key)

    def product(self, product: str) -> ProductFacts:
        """Who answers for a product."""
        return self._answering(product, family_of(product))

    def products(self) -> tuple[ProductFacts, ...]:
        """Who answers for each product family."""
        return tuple(self._answering(family.value, family) for family in Family)

    def portals(self, *, asked_by: Identity, cloud: str | None = None, product: str | None = None) -> PortalFacts:
        """Portals of a cloud (the speaker's own unless one is named), all or only that of a product."""
        named = (choice for choice in (cloud, asked_by.cloud) if choice in self._policy.portals)
        chosen = next(named, None) or COMMERCIAL
        portals = self._policy.portals[chosen]
        if product is None:
            return PortalFacts(chosen, portals, None)
        family = portal_family(product)
        return PortalFacts(chosen, {family.value: portals[family.value]}, family)

    def _answering(self, product: str, family: Family) -> ProductFacts:
        support = self._policy.answering(family)
        return ProductFacts(product, family, support, None if support.by_partner else support.provider)

    def _instant(self, now: datetime, about: HoursAsked) -> datetime:
        """In the zone the time was given in, else the partner's."""
        schedule = self._policy.schedule
        zone = zone_of(about.zone) if about.zone and about.clock else schedule.zone
        local = now.astimezone(zone)
        on = local.date()
        if about.holiday:
            on = holiday_date(about.holiday, on, closed=schedule.holidays)
        elif about.day:
            on = day_of(about.day, on, ahead=True)
        return datetime.combine(on, clock_time_of(about.clock) if about.clock else local.time(), zone)

    def _own_plan(self, asked_by: Identity) -> SupportPlan | None:
        return self._policy.plan(asked_by.support_plan) if asked_by.support_plan else None

    def _plan_hours(self, asked_by: Identity, key: str | None, instant: datetime, day: date) -> PlanHours | None:
        own, named = self._own_plan(asked_by), self._policy.plan(key) if key else None
        plan = named or own
        if plan is None:
            return None
        if named is None and plan.schedule == self._policy.schedule and not plan.critical_24x7:
            return None
        return PlanHours(plan, plan.schedule.state_at(instant), _day_hours(plan.schedule, day), plan == own)


def _day_hours(schedule: Schedule, day: date) -> DayHours:
    return DayHours(day, schedule.shifts_on(day), schedule.holiday_on(day))
