"""When and for what a support plan covers its customer."""

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.support.day_parts import told_part
from actions.support.plan_hours import critical_hours, owner, plan_then
from actions.support.plan_words import Meant, coverage, first_answer, meant
from bot.domain.kernel.questions import Form
from bot.domain.support.plans import SupportPlan
from bot.writing.voice import bullets, opening


def hours(exchange: Exchange) -> None:
    """When a plan covers: at the moment asked about, else in a usual week; without a plan, that of each."""
    facts = exchange.desk.support.plans.pricing(asked_by=exchange.who)
    found = meant(exchange, facts)
    if found is None:
        lines = bullets(
            exchange.voice.say("of_each_plan", name=plan.name, text=_week(exchange, plan)) for plan in facts.plans
        )
        exchange.say(f"{exchange.voice.say('hours_by_plan')}\n\n{lines}")
    elif told_part(exchange, found.plan.key):
        return
    elif names_a_moment(exchange):
        exchange.say(plan_then(exchange, found.plan.key))
    else:
        exchange.say(_usual(exchange, found))


def cover(exchange: Exchange) -> None:
    """What partner.yml settles about a plan, and that the rest is not known here."""
    facts = exchange.desk.support.plans.pricing(asked_by=exchange.who)
    found = meant(exchange, facts)
    if found is None or exchange.asked.form is Form.YES_NO or exchange.asked.first("date"):
        hours(exchange)
        return
    said = exchange.voice.say(
        "cover_of_plan",
        plan=opening(owner(exchange, found.plan, found.own)),
        hours=_week(exchange, found.plan),
        response=first_answer(exchange, found.plan),
    )
    exchange.say(f"{said} {exchange.voice.say('cover_unknown')}", [exchange.button("person", "talk_to_human")])


def _usual(exchange: Exchange, found: Meant) -> str:
    """Of a plan with critical issues apart: that not everything is covered around the clock."""
    voice, plan = exchange.voice, found.plan
    whose = owner(exchange, plan, found.own)
    if not plan.critical_24x7:
        return voice.say("hours_of_plan", plan=opening(whose), hours=coverage(exchange, plan))
    blanks = {"plan": whose, "hours": coverage(exchange, plan)}
    if exchange.asked.form is not Form.YES_NO:
        return voice.counted("plan_line_critical", critical_hours(plan), **blanks | {"plan": opening(whose)})
    return yes_or_no(exchange, False, voice.counted("hours_critical", critical_hours(plan), **blanks))


def _week(exchange: Exchange, plan: SupportPlan) -> str:
    hours = coverage(exchange, plan)
    if not plan.critical_24x7:
        return hours
    return exchange.voice.counted("hours_and_critical", critical_hours(plan), hours=hours)


def names_a_moment(exchange: Exchange) -> bool:
    """Whether a day, a part of it or a time is named."""
    return any(exchange.asked.first(name) for name in ("date", "time", "holiday", "daypart"))
