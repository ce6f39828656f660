"""What the support page says, worded for one language from the partner's policies and the time now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from babel.dates import format_date, format_time, get_day_names
from babel.numbers import format_currency, format_decimal

from bot.domain.kernel.hours import OpenState, Schedule, Shift
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.money import Money
from bot.domain.support.plans import SupportPlan, SupportPolicy
from bot.web.texts import Texts

HOLIDAYS_SHOWN = 4
"""How many closed or short days ahead are listed: about a season's."""

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
    extra: str


@dataclass(frozen=True, slots=True)
class StateFacts:
    """Open or closed now, and what changes next."""

    is_open: bool
    headline: str
    detail: str


class SupportFacts:
    """The support policy in one language."""

    def __init__(self, policy: SupportPolicy, texts: Texts, language: str) -> None:
        self._policy = policy
        self._texts = texts
        self._language = language
        self._locale = locale_for(language)

    def state(self, now: datetime) -> StateFacts:
        """The hours' state at an aware instant."""
        found = self._policy.schedule.state_at(now)
        if found.is_open and found.until is not None:
            return StateFacts(True, self._say("open"), self._say("until", time=self._clock(found.until.time())))
        return StateFacts(
            False, self._say("closed"), self._reopening(found, now.astimezone(self._policy.schedule.zone))
        )

    def week(self) -> tuple[Row, ...]:
        """Opening hours, days of equal hours together, closed days as such."""
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

    def _clock(self, value: time) -> str:
        return format_time(value, "HH:mm", locale=self._locale)

    def _reopening(self, state: OpenState, local: datetime) -> str:
        if state.opens_at is None:
            return self._say("no_opening")
        days = (state.opens_at.date() - local.date()).days
        key = {0: "opens_today", 1: "opens_tomorrow"}.get(days, "opens_later")
        opening = self._say(key, day=self._date(state.opens_at.date()), time=self._clock(state.opens_at.time()))
        holiday = state.holiday
        return self._say("holiday_then", holiday=holiday[self._language], opening=opening) if holiday else opening

    def _date(self, day: date) -> str:
        written = format_date(day, "EEEE d MMMM", locale=self._locale)
        return written.replace(" 1 ", " 1er ") if self._language == "fr" else written

    def _day_off(self, day: date) -> Row | None:
        schedule = self._policy.schedule
        if not schedule.week.get(day.isoweekday()):
            return None
        holiday = schedule.holiday_on(day)
        if holiday is not None:
            return Row(holiday[self._language], self._date(day))
        closing = schedule.half_days.get((day.month, day.day))
        return Row(self._say("half_day", time=self._clock(closing)), self._date(day)) if closing else None

    def _week_rows(self, schedule: Schedule) -> Iterable[Row]:
        by_hours = groupby(range(1, 8), key=lambda weekday: schedule.week.get(weekday, ()))
        for shifts, days in by_hours:
            yield Row(self._day_span(list(days)), self._shifts(shifts))

    def _day_span(self, days: list[int]) -> str:
        names = get_day_names("wide" if len(days) == 1 else "abbreviated", locale=self._locale)
        first, last = names[days[0] - 1], names[days[-1] - 1]
        return _capital(first if len(days) == 1 else f"{first} – {last}")

    def _shifts(self, shifts: tuple[Shift, ...]) -> str:
        spans = (f"{self._clock(shift.start)}–{self._clock(shift.end)}" for shift in shifts)
        return " · ".join(spans) or self._say("closed_all_day")

    def _plan(self, plan: SupportPlan) -> PlanFacts:
        free = plan.monthly_price.amount == 0
        open_rows = [row for row in self._week_rows(plan.schedule) if row.value != self._say("closed_all_day")]
        return PlanFacts(
            key=plan.key,
            name=plan.name,
            price=self._say("included") if free else self._money(plan.monthly_price),
            period="" if free else self._say("a_month"),
            hours=tuple(f"{row.label} {row.value}" for row in open_rows),
            response=self._say("response", hours=format_decimal(plan.first_response_hours, locale=self._locale)),
            extra=self._say("critical", hours=plan.critical_first_response_hours) if plan.critical_24x7 else "",
        )

    def _money(self, money: Money) -> str:
        return format_currency(money.amount, money.currency, locale=self._locale)

    def _area(self, area: str) -> str:
        return FAMILY_NAMES.get(area) or self._say(f"area.{area}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
