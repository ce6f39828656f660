"""What the support page says, worded for one language from the partner's policies and the time now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.kernel.hours import OpenState, Schedule, Shift
from bot.domain.kernel.locales import by_language, locale_for
from bot.domain.support.plans import SupportPlan, SupportPolicy
from bot.domain.support.support_clock import Standing
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Ticket
from bot.web.texts import Texts
from bot.writing import amounts, dates

HOLIDAYS_SHOWN = 4
"""How many closed or short days to come are listed."""

FAMILY_NAMES: Mapping[str, str] = {
    "microsoft_365": "Microsoft 365",
    "azure": "Azure",
    "dynamics_365": "Dynamics 365",
    "power_platform": "Power Platform",
}
"""Product names, the same in every language."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it, both already in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One support plan in words. `hours` are lines; `key` is partner.yml's."""

    key: str
    name: str
    price: str
    period: str
    hours: tuple[str, ...]
    response: str
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateFacts:
    """Open or closed now, and what changes next."""

    is_open: bool
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """One of the customer's tickets in words; `due` are sentences, the next deadline first."""

    number: str
    subject: str
    state: str
    due: tuple[str, ...]


class SupportFacts:
    """The support policy in one language."""

    def __init__(self, policy: SupportPolicy, texts: Texts, language: str) -> None:
        self._policy = policy
        self._texts = texts
        self._language = language
        self._locale = locale_for(language)

    def state(self, now: datetime) -> StateFacts:
        """Whether support is open at an instant (with time zone), and when that changes."""
        found = self._policy.schedule.state_at(now)
        if found.is_open and found.until is not None:
            return StateFacts(True, self._say("open"), self._say("until", time=dates.clock(found.until)))
        return StateFacts(
            False, self._say("closed"), self._reopening(found, now.astimezone(self._policy.schedule.zone))
        )

    def plan_state(self, key: str | None, now: datetime) -> str:
        """What the customer's own plan gives now beside the office; empty where that is the same."""
        plan = self._policy.plan(key) if key else None
        if plan is None or plan.schedule == self._policy.schedule:
            return ""
        state, today = plan.schedule.state_at(now), now.astimezone(plan.schedule.zone).date()
        if state.is_open and state.until is not None:
            return self._say("plan_until", plan=plan.name, time=dates.clock(state.until))
        if state.opens_at is None:
            return ""
        return self._say("plan_opens", plan=plan.name, when=dates.when(state.opens_at, today, self._locale))

    def ticket(self, ticket: Ticket, standings: Iterable[Standing], now: datetime) -> TicketFacts:
        """A ticket of the customer's own, with what is due."""
        zone = self._policy.schedule.zone
        today = now.astimezone(zone).date()
        due = (
            self._say(
                f"due.{one.target}_{'late' if one.overdue else 'by'}",
                when=dates.when(one.by.astimezone(zone), today, self._locale),
            )
            for one in standings
        )
        return TicketFacts(ticket.number, ticket.subject, self._say(f"ticket_state.{ticket.state}"), tuple(due))

    def week(self) -> tuple[Row, ...]:
        """The usual week: neighbouring days with the same hours share a row; closed days are called closed."""
        return tuple(self._week_rows(self._policy.schedule))

    def days_off(self, today: date) -> tuple[Row, ...]:
        """The next public holidays and half days, within a year."""
        ahead = (today + timedelta(days=offset) for offset in range(366))
        rows = (self._day_off(day) for day in ahead)
        return tuple(row for row in rows if row is not None)[:HOLIDAYS_SHOWN]

    def plans(self) -> tuple[PlanFacts, ...]:
        """Every support plan, cheapest first."""
        return tuple(
            self._plan(plan) for plan in sorted(self._policy.plans, key=lambda plan: plan.monthly_price.amount)
        )

    def responsible(self) -> tuple[Row, ...]:
        """Who answers, by area."""
        return tuple(
            Row(self._area(area), self._say(f"structure.{support.structure.value}", provider=support.provider))
            for area, support in self._policy.structure.items()
        )

    def portals(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """Portals of each cloud: its name, then product family and host name."""
        return tuple(
            (self._say(f"cloud.{cloud}"), tuple(Row(self._area(family), host) for family, host in hosts.items()))
            for cloud, hosts in self._policy.portals.items()
        )

    def _say(self, key: str, **blanks: object) -> str:
        return self._texts.say(f"support.{key}", self._language, **blanks)

    def _reopening(self, state: OpenState, local: datetime) -> str:
        if state.opens_at is None:
            return self._say("no_opening")
        opening = self._say("opens", when=dates.when(state.opens_at, local.date(), self._locale))
        holiday = state.holiday
        if not holiday:
            return opening
        return self._say("holiday_then", holiday=by_language(holiday, self._language), opening=opening)

    def _day_off(self, day: date) -> Row | None:
        schedule, written = self._policy.schedule, dates.near_day(day, self._locale)
        if not schedule.week.get(day.isoweekday()):
            return None
        holiday = schedule.holiday_on(day)
        if holiday is not None:
            return Row(by_language(holiday, self._language), written)
        closing = schedule.half_days.get((day.month, day.day))
        return Row(self._say("half_day", time=dates.clock(closing)), written) if closing else None

    def _week_rows(self, schedule: Schedule) -> Iterable[Row]:
        for shifts, days in schedule.days_alike():
            yield Row(self._day_span(days), self._shifts(shifts))

    def _day_span(self, days: tuple[int, ...]) -> str:
        if len(days) == 1:
            return _capital(dates.weekday(days[0], self._locale))
        first, last = (dates.weekday(day, self._locale, short=True) for day in (days[0], days[-1]))
        return _capital(f"{first} – {last}")

    def _shifts(self, shifts: tuple[Shift, ...]) -> str:
        spans = (dates.from_to(shift.start, shift.end) for shift in shifts)
        return " · ".join(spans) or self._say("closed_all_day")

    def _plan(self, plan: SupportPlan) -> PlanFacts:
        free = plan.monthly_price.amount == 0
        open_rows = [row for row in self._week_rows(plan.schedule) if row.value != self._say("closed_all_day")]
        return PlanFacts(
            key=plan.key,
            name=plan.name,
            price=self._say("included") if free else amounts.money(plan.monthly_price, self._locale),
            period="" if free else self._say("a_month"),
            hours=tuple(f"{row.label} {row.value}" for row in open_rows),
            response=self._promised("response", plan, Severity.MODERATE),
            extras=tuple(self._otherwise(plan)),
        )

    def _otherwise(self, plan: SupportPlan) -> Iterator[str]:
        """First answers that the plan promises otherwise than for most tickets."""
        usual = plan.promised_hours(Severity.MODERATE, Target.FIRST_RESPONSE)
        if plan.critical_24x7:
            yield self._promised("critical", plan, Severity.CRITICAL)
        elif plan.promised_hours(Severity.CRITICAL, Target.FIRST_RESPONSE) != usual:
            yield self._promised("critical_too", plan, Severity.CRITICAL)
        if plan.promised_hours(Severity.MINIMAL, Target.FIRST_RESPONSE) != usual:
            yield self._promised("minimal_too", plan, Severity.MINIMAL)

    def _promised(self, key: str, plan: SupportPlan, severity: Severity) -> str:
        hours = plan.promised_hours(severity, Target.FIRST_RESPONSE) or plan.first_response_hours
        return self._say(key, hours=amounts.number(hours, self._locale))

    def _area(self, area: str) -> str:
        return FAMILY_NAMES.get(area) or self._say(f"area.{area}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
