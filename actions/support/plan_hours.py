"""Whether a support plan covers a day or moment, in words: beside the desk's own hours, and alone."""

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.question import Question
from actions.support.hours_words import is_afternoon_meant, moment, on_day, openings_text, week_short
from bot.domain.support.plans import SupportPlan
from bot.domain.support.targets import Severity, Target
from bot.services.support.plans import HoursAsked, HoursFacts, PlanHours
from bot.writing.voice import opening


def about(exchange: Exchange, plan: str | None = None) -> HoursAsked:
    """The day and time of the message; the plan named, unless one is given.

    A time or a part of a day without a day belongs to the day asked about just before. An hour from 1 to 6 of which
    nobody said that it is at night is one of the afternoon.
    """
    asked = exchange.asked
    first, day = asked.first, asked.first("date")
    if day is None and not first("holiday") and (first("time") or first("daypart") or asked.aspect == "until"):
        day = asked.slot("day") if asked.slot("topic") == "support_hours" else None
    return HoursAsked(day, _clock(asked), first("zone"), first("holiday"), plan or first("plan"))


def _clock(asked: Question) -> str | None:
    time = asked.first("time")
    if time is None or not is_afternoon_meant(asked):
        return time
    hour, _, minutes = time.partition(":")
    return f"{int(hour) + 12}:{minutes}"


def facts_of(exchange: Exchange, asked: HoursAsked) -> HoursFacts:
    """The hours at the day and time asked about, which is kept for one turn. Raises PeriodUnclear."""
    facts = exchange.desk.support.plans.hours(asked_by=exchange.who, now=exchange.now, about=asked)
    if asked.names_a_day:
        exchange.remember(day=facts.day.day.isoformat())
    return facts


def plan_then(exchange: Exchange, key: str) -> str:
    """Whether the plan of that key covers the day or moment asked about, and nothing of the desk's own hours."""
    facts = facts_of(exchange, about(exchange, key))
    if facts.plan is None:
        return ""
    return yes_or_no(exchange, covers(facts), told(exchange, facts, facts.plan), usual=True)


def covers(facts: HoursFacts) -> bool:
    """Whether the plan covers the day or moment, be it for critical issues only."""
    plan = facts.plan
    if plan is None:
        return False
    return plan.plan.critical_24x7 or bool(plan.day.openings if facts.whole_day else plan.state.is_open)


def told(exchange: Exchange, facts: HoursFacts, plan: PlanHours) -> str:
    """In full: the day or moment, the plan, and its hours."""
    when = opening(on_day(exchange, plan.day.day) if facts.whole_day else moment(exchange, facts))
    whose = owner(exchange, plan.plan, plan.own)
    if plan.day.openings if facts.whole_day else plan.state.is_open:
        hours = openings_text(exchange, plan.day) if facts.whole_day else week_short(exchange, plan.plan.schedule)
        return exchange.voice.say("plan_covers", when=when, plan=whose, hours=hours)
    hours = week_short(exchange, plan.plan.schedule)
    if plan.plan.critical_24x7:
        return exchange.voice.counted("plan_critical", critical_hours(plan.plan), when=when, plan=whose, hours=hours)
    return exchange.voice.say("plan_covers_not", when=when, plan=whose, hours=hours)


def beside(exchange: Exchange, facts: HoursFacts) -> str:
    """What the plan gives where the desk is closed, as a sentence after that; empty where it gives nothing."""
    plan = facts.plan
    if plan is None or not covers(facts):
        return ""
    whose, voice = opening(owner(exchange, plan.plan, plan.own)), exchange.voice
    if plan.state.is_open:
        return voice.say("plan_covers_then", plan=whose, hours=week_short(exchange, plan.plan.schedule))
    return voice.counted("plan_critical_then", critical_hours(plan.plan), plan=whose)


def owner(exchange: Exchange, plan: SupportPlan, own: bool) -> str:
    """ "your plan Plus", or "the plan Plus" where it is another's."""
    return exchange.voice.say("plan_of_yours" if own else "plan_called", plan=plan.name)


def critical_hours(plan: SupportPlan) -> int:
    """Hours until the first answer to a critical issue, at any time."""
    return plan.promised_hours(Severity.CRITICAL, Target.FIRST_RESPONSE) or plan.first_response_hours
