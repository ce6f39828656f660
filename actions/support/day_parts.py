"""Whether somebody is there in a part of the day or week: after lunch, in the evening, at night, at the weekend."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan
from actions.support.hours_words import day_text, on_day, openings_text, opens_text, week_short
from actions.support.plan_hours import about, critical_hours, facts_of, owner
from bot.domain.kernel.hours import Schedule
from bot.services.support.plans import DayHours, HoursFacts, PlanHours
from bot.writing.dates import from_to
from bot.writing.voice import opening

EVERY_DAY: Final = frozenset({"evening", "night", "weekend"})
"""Parts that mean those of any day where none is named."""
_WITHIN: Final[Mapping[str, tuple[tuple[time, time], ...]]] = {
    "morning": ((time(5), time(12)),),
    "lunch": ((time(12), time(14)),),
    "afternoon": ((time(12, 30), time(18)),),
    "evening": ((time(18), time(22)),),
    "night": ((time(22), time.max), (time(0), time(5))),
}
_WEEKEND: Final = (6, 7)


def with_parts(plan: Plan) -> Plan:
    """The plan; but where a part of the day is named without a clock time, that is answered."""

    def answered(exchange: Exchange) -> None:
        if not told_part(exchange):
            plan(exchange)

    return answered


def told_part(exchange: Exchange, plan: str | None = None) -> bool:
    """Answers about the part of the day named; False where none is, or where a clock time stands beside it.

    A plan that is given, or named, answers alone.
    """
    part = exchange.asked.first("daypart")
    if part is None or exchange.asked.first("time"):
        return False
    asked = replace(about(exchange, plan), clock=None)
    if part in EVERY_DAY and (part == "weekend" or not asked.names_a_day):
        facts = facts_of(exchange, replace(asked, day=None, holiday=None))
        said = _any_day(exchange, part, facts, alone=asked.plan is not None)
    else:
        said = _one_day(exchange, part, facts_of(exchange, asked), alone=asked.plan is not None)
    exchange.say(said, [exchange.button("contact", "contact_support")])
    return True


def _one_day(exchange: Exchange, part: str, facts: HoursFacts, *, alone: bool) -> str:
    """A plan that answers `alone`, or covers what the desk does not, answers; else the desk's own openings."""
    when = opening(f"{on_day(exchange, facts.day.day)} {exchange.voice.say(f'part_{part}')}")
    opened, plan = _openings(facts.day, part), facts.plan
    if plan is not None and (alone or not (opened or (part == "lunch" and facts.day.breaks))):
        covered = _openings(plan.day, part)
        if alone or covered or plan.plan.critical_24x7:
            desk = exchange.voice.say("desk_hours_then", hours=openings_text(exchange, facts.day))
            said = _by_plan(exchange, when, plan, _listed(exchange, covered))
            return f"{said} {desk}" if facts.day.openings and not alone else said
    if part == "lunch":
        return _lunch(exchange, when, facts.day)
    if opened:
        said = exchange.voice.say("day_open", on=when, hours=_listed(exchange, opened))
        return yes_or_no(exchange, True, said, usual=True)
    return yes_or_no(exchange, False, _closed(exchange, when, facts), usual=True)


def _any_day(exchange: Exchange, part: str, facts: HoursFacts, *, alone: bool) -> str:
    """Of any day: the desk, and what a plan gives then; a plan of the Saturday alone covers no weekend."""
    voice, plan, schedule = exchange.voice, facts.plan, exchange.desk.partner.support.schedule
    when = opening(voice.say(f"part_{part}"))
    if plan is not None and (alone or not _reaches(schedule, part)):
        covers, hours = _reaches(plan.plan.schedule, part), week_short(exchange, plan.plan.schedule)
        if covers and part == "weekend" and not plan.plan.critical_24x7:
            said = voice.say("hours_of_plan", plan=opening(owner(exchange, plan.plan, plan.own)), hours=hours)
            return said if alone else f"{voice.say('day_closed', on=when)} {said}"
        if alone or covers or plan.plan.critical_24x7:
            return _by_plan(exchange, when, plan, hours if covers and not plan.plan.critical_24x7 else "")
    if _reaches(schedule, part):
        said = voice.say("day_open", on=when, hours=week_short(exchange, schedule))
        return yes_or_no(exchange, True, said, usual=True)
    closed = voice.say("closed_part", when=when, hours=week_short(exchange, schedule))
    return yes_or_no(exchange, False, closed, usual=True)


def _by_plan(exchange: Exchange, when: str, plan: PlanHours, covered: str) -> str:
    """Whether the plan covers that part: `covered` are its hours then, empty where there are none."""
    voice, whose = exchange.voice, owner(exchange, plan.plan, plan.own)
    hours = week_short(exchange, plan.plan.schedule)
    if covered:
        said = voice.say("plan_covers", when=when, plan=whose, hours=covered)
    elif plan.plan.critical_24x7:
        said = voice.counted("plan_critical", critical_hours(plan.plan), when=when, plan=whose, hours=hours)
    else:
        said = voice.say("plan_covers_not", when=when, plan=whose, hours=hours)
    return yes_or_no(exchange, bool(covered) or plan.plan.critical_24x7, said, usual=True)


def _lunch(exchange: Exchange, when: str, day: DayHours) -> str:
    """The break around noon; open where there is none."""
    breaks = [from_to(*pause) for pause in day.breaks if _within(pause, "lunch")]
    if not day.openings:
        return yes_or_no(exchange, False, day_text(exchange, day), usual=True)
    if breaks:
        on = opening(on_day(exchange, day.day))
        return yes_or_no(exchange, False, exchange.voice.say("lunch_then", when=on, hours=exchange.voice.list(breaks)))
    said = exchange.voice.say("day_open", on=when, hours=openings_text(exchange, day))
    return yes_or_no(exchange, True, said, usual=True)


def _closed(exchange: Exchange, when: str, facts: HoursFacts) -> str:
    """That nobody is there then: with the hours of that day, or the holiday and the next opening."""
    if facts.day.openings:
        return exchange.voice.say("closed_then_hours", when=when, hours=openings_text(exchange, facts.day))
    opens = exchange.desk.partner.support.schedule.next_opening(facts.at)
    return f"{day_text(exchange, facts.day)} {opens_text(exchange, opens)}".rstrip()


def _openings(day: DayHours, part: str) -> list[tuple[datetime, datetime]]:
    """The openings that reach into a part of the day, whole."""
    return [each for each in day.openings if _within(each, part)]


def _listed(exchange: Exchange, openings: Iterable[tuple[datetime, datetime]]) -> str:
    return exchange.voice.list(from_to(*each) for each in openings)


def _within(span: tuple[datetime, datetime], part: str) -> bool:
    ends = time.max if span[1].date() > span[0].date() else span[1].time()
    return _meet(span[0].time(), ends, part)


def _meet(start: time, end: time, part: str) -> bool:
    return any(start < last and first < end for first, last in _WITHIN[part])


def _reaches(schedule: Schedule, part: str) -> bool:
    """Whether a usual week is open in that part of some day."""
    if part == "weekend":
        return any(schedule.week.get(day) for day in _WEEKEND)
    shifts = (shift for day in schedule.week.values() for shift in day)
    return any(_meet(shift.start, shift.end if shift.end > shift.start else time.max, part) for shift in shifts)
