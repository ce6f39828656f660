"""Support plans in words: price, hours, first answer, and which plan is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from actions.kernel.exchange import Exchange
from actions.support.hours_words import week_short
from bot.domain.support.plans import SupportPlan
from bot.domain.support.targets import Severity, Target
from bot.services.support.plans import PricingFacts


@dataclass(frozen=True, slots=True)
class Meant:
    """The plan a question is about; `named` tells that the customer chose it, now or before."""

    plan: SupportPlan
    named: bool
    own: bool


def meant(exchange: Exchange, facts: PricingFacts) -> Meant | None:
    """The plan named, the dearest or cheapest, the one talked about, else the speaker's own; None where there is none.

    The plan talked about counts only while support plans are talked about.
    """
    asked = exchange.asked
    ranked = {"largest": facts.plans[-1].key, "smallest": facts.plans[0].key}.get(asked.first("rank") or "")
    before = asked.slot("plan") if asked.slot("topic") == asked.intent else None
    named = asked.first("plan") or ranked or before
    plan = next((plan for plan in facts.plans if plan.key == named), None)
    found = plan or facts.own
    if found is None:
        return None
    exchange.remember(plan=found.key)
    return Meant(found, plan is not None, facts.own is not None and found.key == facts.own.key)


def price(exchange: Exchange, plan: SupportPlan) -> str:
    """ "€49.00 a month", or that it is included."""
    voice = exchange.voice
    if not plan.monthly_price:
        return voice.say("plan_included")
    return voice.say("plan_price", price=voice.money(plan.monthly_price))


def first_answer(exchange: Exchange, plan: SupportPlan) -> str:
    """ "first answer within 4 hours, counted in the plan's support hours", and what is promised otherwise."""
    usual = plan.promised_hours(Severity.MODERATE, Target.FIRST_RESPONSE) or plan.first_response_hours
    return ", ".join((exchange.voice.counted("response_hours", usual), *_otherwise(exchange, plan, usual)))


def _otherwise(exchange: Exchange, plan: SupportPlan, usual: int) -> Iterator[str]:
    for severity in (Severity.CRITICAL, Severity.MINIMAL):
        hours = plan.promised_hours(severity, Target.FIRST_RESPONSE)
        if hours is not None and hours != usual and not plan.is_day_and_night(severity):
            yield exchange.voice.counted(f"response_{severity}_too", hours)


def coverage(exchange: Exchange, plan: SupportPlan) -> str:
    """The usual week of a plan in one line, and that public holidays are not in it."""
    hours = week_short(exchange, plan.schedule)
    if plan.schedule.open_on_holidays or not plan.schedule.holidays:
        return hours
    return exchange.voice.say("but_holidays", hours=hours)
