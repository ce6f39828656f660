"""What support, when, how to reach it, at what price, and who answers for a product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.customers.identity import Identity
from bot.domain.kernel.hours import OpenState, Schedule
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


@dataclass(frozen=True, slots=True)
class PlanHours:
    """A support plan and its state. `critical_now` tells whether critical issues are taken at that instant."""

    plan: SupportPlan
    state: OpenState
    day: DayHours
    critical_now: bool


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """Support hours at an instant (in the partner's zone). `asked` tells that the customer named another day or time.

    `day` is that instant's whole day. `whole_day` is true when a day was asked for without a clock time: then
    `day` answers, `state` is of the instant now.
    `own_plan` is the speaker's plan where its hours differ from the partner's, else None.
    """

    at: datetime
    asked: bool
    whole_day: bool
    state: OpenState
    day: DayHours
    own_plan: PlanHours | None


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

    def hours(
        self, *, asked_by: Identity, now: datetime, day: str | None = None, clock: str | None = None
    ) -> HoursFacts:
        """The state now, or on the day and at the clock time asked about (codes `W6`, `--12-24`, `18:00` ...).

        A clock time without a day is today's. Raises PeriodUnclear.
        """
        at = self._instant(now, day, clock)
        schedule = self._policy.schedule
        whole_day = day is not None and clock is None
        state_at = now.astimezone(schedule.zone) if whole_day else at
        return HoursFacts(
            at,
            day is not None or clock is not None,
            whole_day,
            schedule.state_at(state_at),
            _day_hours(schedule, at.date()),
            self._own_hours(asked_by, state_at, at.date()),
        )

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
        family = family_of(product)
        support = self._policy.answering(family)
        return ProductFacts(product, family, support, None if support.by_partner else support.provider)

    def portals(self, *, asked_by: Identity, cloud: str | None = None, product: str | None = None) -> PortalFacts:
        """Portals of a cloud (the speaker's own unless one is named), all or only that of a product."""
        named = (choice for choice in (cloud, asked_by.cloud) if choice in self._policy.portals)
        chosen = next(named, None) or COMMERCIAL
        portals = self._policy.portals[chosen]
        if product is None:
            return PortalFacts(chosen, portals, None)
        family = portal_family(product)
        return PortalFacts(chosen, {family.value: portals[family.value]}, family)

    def _instant(self, now: datetime, day: str | None, clock: str | None) -> datetime:
        zone = self._policy.schedule.zone
        local = now.astimezone(zone)
        on = day_of(day, local.date(), ahead=True) if day else local.date()
        at = clock_time_of(clock) if clock else local.time()
        return datetime.combine(on, at, zone)

    def _own_plan(self, asked_by: Identity) -> SupportPlan | None:
        return self._policy.plan(asked_by.support_plan) if asked_by.support_plan else None

    def _own_hours(self, asked_by: Identity, instant: datetime, day: date) -> PlanHours | None:
        plan = self._own_plan(asked_by)
        if plan is None or (plan.schedule == self._policy.schedule and not plan.critical_24x7):
            return None
        state = plan.schedule.state_at(instant)
        return PlanHours(plan, state, _day_hours(plan.schedule, day), plan.critical_24x7 or state.is_open)


def _day_hours(schedule: Schedule, day: date) -> DayHours:
    return DayHours(day, schedule.shifts_on(day), schedule.holiday_on(day))
