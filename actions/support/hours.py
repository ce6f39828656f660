"""When people are there: now, at a day or time, in a usual week, on holidays, in which time zone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.support import plan_hours
from actions.support.day_parts import told_part, with_parts
from actions.support.days_each import each_day
from actions.support.hours_words import (
    back_soon,
    day_text,
    holidays_text,
    moment_text,
    now_text,
    on_day,
    openings_text,
    opens_text,
    state_text,
    week_short,
    week_text,
    zone_city,
)  # fmt: skip
from actions.support.plan_hours import about, facts_of
from bot.domain.kernel.hours import Schedule, zone_of
from bot.domain.kernel.named_days import ABROAD
from bot.domain.kernel.questions import Form
from bot.services.support.plans import NOW, DayHours, HoursFacts
from bot.writing.dates import clock, from_to
from bot.writing.voice import bullets, opening

YEAR_END = "year_end"


def _now(exchange: Exchange) -> None:
    """Where the desk is closed for the day but the speaker's plan covers, the plan answers."""
    if about(exchange) != NOW:
        _at(exchange)
        return
    facts = facts_of(exchange, NOW)
    if _plan_answers(facts):
        _plan_first(exchange, facts)
    else:
        said = yes_or_no(exchange, facts.state.is_open, now_text(exchange, facts), usual=True)
        _say(exchange, said, _plan_beside(exchange, facts))


def _plan_beside(exchange: Exchange, facts: HoursFacts) -> str:
    """What the speaker's plan gives beside the office: longer hours while it is open, else what it covers."""
    if not facts.state.is_open or facts.state.until is None:
        return plan_hours.beside(exchange, facts)
    return _plan_until(exchange, facts, facts.day.openings[-1][1])


def _at(exchange: Exchange) -> None:
    """A day, a moment, or both by name; a plan that is named answers alone."""
    asked = about(exchange)
    if asked.holiday == YEAR_END and asked.plan is None:
        _say(exchange, _between_the_years(exchange))
        return
    facts = facts_of(exchange, asked)
    if asked.plan is not None:
        _say(exchange, plan_hours.plan_then(exchange, asked.plan))
    elif not facts.asked:
        _now(exchange)
    elif _plan_answers(facts):
        _plan_first(exchange, facts)
    elif facts.whole_day:
        elsewhere = exchange.voice.say("no_holiday_here") if asked.holiday in ABROAD and not facts.day.holiday else ""
        told = yes_or_no(exchange, bool(facts.day.openings), day_text(exchange, facts.day), usual=True)
        _say(exchange, told, elsewhere, back_soon(exchange, facts))
    else:
        said = yes_or_no(exchange, facts.state.is_open, moment_text(exchange, facts), usual=True)
        _say(exchange, said, "" if facts.state.is_open else plan_hours.beside(exchange, facts))


def _plan_answers(facts: HoursFacts) -> bool:
    """Whether the desk is closed and the plan is not; a break of the desk is told before the plan."""
    if facts.plan is None or not plan_hours.covers(facts):
        return False
    if facts.whole_day:
        return not facts.day.openings
    return not facts.state.is_open and facts.day.break_at(facts.at) is None


def _plan_first(exchange: Exchange, facts: HoursFacts) -> None:
    assert facts.plan is not None  # noqa: S101 - asked before
    said = yes_or_no(exchange, True, plan_hours.told(exchange, facts, facts.plan), usual=True)
    if not facts.asked:
        desk = state_text(exchange, facts.state)
    elif facts.day.openings and not facts.whole_day:
        desk = exchange.voice.say("desk_hours_then", hours=openings_text(exchange, facts.day))
    else:
        desk = exchange.voice.say("desk_closed_then")
    _say(exchange, said, desk)


def _week(exchange: Exchange) -> None:
    """The usual week; the hours of the speaker's plan, or of the plan named, in one line."""
    facts = facts_of(exchange, replace(NOW, plan=exchange.asked.first("plan")))
    _say(exchange, "\n\n".join(filter(None, (week_text(exchange, _schedule(exchange)), _plan_line(exchange, facts)))))


def _plan_line(exchange: Exchange, facts: HoursFacts) -> str:
    if facts.plan is None:
        return ""
    plan, hours = facts.plan.plan, week_short(exchange, facts.plan.plan.schedule)
    whose = opening(plan_hours.owner(exchange, plan, facts.plan.own))
    if not plan.critical_24x7:
        return exchange.voice.say("hours_of_plan", plan=whose, hours=hours)
    return exchange.voice.counted("plan_line_critical", plan_hours.critical_hours(plan), plan=whose, hours=hours)


def _holiday(exchange: Exchange) -> None:
    """A day by name or date; the days between the years one by one; without any, the next public holidays."""
    asked = about(exchange)
    if asked.holiday == YEAR_END:
        _say(exchange, _between_the_years(exchange))
    elif asked.names_a_day or asked.clock is not None:
        _at(exchange)
    else:
        schedule, voice = _schedule(exchange), exchange.voice
        said = yes_or_no(exchange, False, voice.say("holidays"))
        _say(exchange, f"{said} {voice.say('holidays_next')}\n{holidays_text(exchange, schedule)}")


def _between_the_years(exchange: Exchange) -> str:
    days, voice = exchange.desk.support.plans.days(YEAR_END, now=exchange.now), exchange.voice
    first, last = voice.near_day(days[0].day), voice.near_day(days[-1].day)
    opened = [day for day in days if day.openings]
    told = voice.say("days_open" if opened else "days_closed", first=first, last=last)
    said = yes_or_no(exchange, bool(opened), told, usual=True)
    return f"{said}\n{bullets(_day_line(exchange, day) for day in opened)}" if opened else said


def _day_line(exchange: Exchange, day: DayHours) -> str:
    blanks = {"day": exchange.voice.near_day(day.day), "hours": openings_text(exchange, day)}
    return opening(exchange.voice.say("day_line", **blanks))


def _next(exchange: Exchange) -> None:
    """The next opening; of a day named, when it begins."""
    facts = facts_of(exchange, about(exchange))
    if facts.asked and facts.day.openings:
        first = facts.day.openings[0][0]
        _say(exchange, exchange.voice.say("opens_next", when=exchange.voice.when(first, exchange.today)))
    elif facts.asked:
        _say(exchange, day_text(exchange, facts.day), opens_text(exchange, _opening_after(exchange, facts.at)))
    else:
        opens = _opening_after(exchange, facts.at)
        said = exchange.voice.say("opens_next", when=exchange.voice.when(opens, exchange.today)) if opens else ""
        _say(exchange, said or state_text(exchange, facts.state), _open_meanwhile(exchange, facts))


def _open_meanwhile(exchange: Exchange, facts: HoursFacts) -> str:
    return state_text(exchange, facts.state) if facts.state.is_open else ""


def _until(exchange: Exchange) -> None:
    """The last closing time of a day, and its breaks; of today where none is named; a plan's where closed."""
    facts, voice = facts_of(exchange, replace(about(exchange), clock=None)), exchange.voice
    if not facts.day.openings:
        if facts.plan is not None and facts.plan.day.openings:
            _plan_first(exchange, replace(facts, asked=True, whole_day=True))
        else:
            _say(exchange, day_text(exchange, facts.day), opens_text(exchange, _opening_after(exchange, facts.at)))
        return
    closes, on = facts.day.openings[-1][1], opening(on_day(exchange, facts.day.day))
    ahead = [from_to(*pause) for pause in facts.day.breaks if pause[1] > exchange.now]
    if closes <= exchange.now:
        opens = opens_text(exchange, _opening_after(exchange, facts.at))
        said = f"{voice.say('closed_since', on=on, time=clock(closes))} {opens}"
    elif ahead:
        said = voice.say("open_until_break", on=on, time=clock(closes), hours=voice.list(ahead))
    else:
        said = voice.say("open_until", on=on, time=clock(closes))
    _say(exchange, said, _plan_until(exchange, facts, closes))


def _plan_until(exchange: Exchange, facts: HoursFacts, closes: datetime) -> str:
    """Where the plan goes on longer that day."""
    if facts.plan is None or not facts.plan.day.openings or facts.plan.day.openings[-1][1] <= closes:
        return ""
    whose = opening(plan_hours.owner(exchange, facts.plan.plan, facts.plan.own))
    return exchange.voice.say("plan_until", plan=whose, time=clock(facts.plan.day.openings[-1][1]))


def _zone(exchange: Exchange) -> None:
    """The partner's zone with the time there, and beside it the time of a zone named."""
    if exchange.asked.first("time"):
        _at(exchange)
        return
    here = exchange.now.astimezone(_schedule(exchange).zone)
    said = [exchange.voice.say("zone", city=zone_city(exchange, here), time=clock(here))]
    if named := exchange.asked.first("zone"):
        there = exchange.now.astimezone(zone_of(named))
        said.append(exchange.voice.say("zone_there", city=zone_city(exchange, there), time=clock(there)))
    _say(exchange, " ".join(said))


class SupportHours(Planned):
    """When people are there: now, or on the day and at the time asked about."""

    action = "action_support_hours"
    plans: ClassVar[Mapping[str, Plan]] = {
        "now": with_parts(_now),
        "at": with_parts(_at),
        "week": with_parts(_week),
        "holiday": with_parts(_holiday),
        "next": with_parts(_next),
        "until": with_parts(_until),
        "zone": _zone,
    }

    def answer(self, exchange: Exchange) -> None:
        """Each day that is named; one nobody here knows is told as not understood, and nothing is said of it."""
        each_day(exchange, super().answer)

    def whole(self, exchange: Exchange) -> None:
        """The day or time named, else now and the usual week."""
        asked = about(exchange)
        if told_part(exchange):
            return
        if asked.holiday == YEAR_END:
            _holiday(exchange)
        elif asked.names_a_day or asked.clock is not None:
            _at(exchange)
        elif exchange.asked.form in {Form.WHICH, Form.WHEN} or asked.plan:
            _week(exchange)
        else:
            facts = facts_of(exchange, NOW)
            said = yes_or_no(exchange, facts.state.is_open, now_text(exchange, facts))
            parts = (said, week_text(exchange, _schedule(exchange)), _plan_line(exchange, facts))
            _say(exchange, "\n\n".join(filter(None, parts)))


def _opening_after(exchange: Exchange, at: datetime) -> datetime | None:
    return _schedule(exchange).next_opening(at)


def _schedule(exchange: Exchange) -> Schedule:
    return exchange.desk.partner.support.schedule


def _say(exchange: Exchange, *said: str) -> None:
    exchange.say(" ".join(filter(None, said)), [exchange.button("contact", "contact_support")])
