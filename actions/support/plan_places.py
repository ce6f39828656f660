"""Support plans named by their place, price or answer time: the cheapest, the one at 49 euros."""

from dataclasses import replace
from typing import Final

from actions.kernel.exchange import Exchange
from actions.support.plan_hours import about, covers, facts_of
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.domain.support.plans import SupportPlan
from bot.domain.support.targets import Severity, Target
from bot.services.billing.invoice_search import amount_of
from bot.services.support.plans import PricingFacts

_OF_NO_PLAN: Final = frozenset({"ours", "plans", "difference", None})
"""Aspects that a plan named by its place makes a question about its price."""


def named_by_place(exchange: Exchange) -> bool:
    """Puts the plan meant by its place or price into the question; False where there is none, and that was said.

    Raises AmountUnclear for an amount that cannot be read.
    """
    asked = exchange.asked
    chosen = is_by_moment(exchange) or is_by_answer(exchange)
    by_place = chosen or any((asked.first("rank"), asked.first("amount"), _step(exchange)))
    if asked.is_choice or not by_place or asked.first("plan"):
        return True
    facts = exchange.desk.support.plans.pricing(asked_by=exchange.who)
    plan = _plan(exchange, facts)
    if plan is None:
        _tell_none(exchange, facts)
        return False
    aspect = "price" if asked.aspect in _OF_NO_PLAN or chosen else asked.aspect
    exchange.asked = replace(asked, entities={**asked.entities, "plan": (plan.key,)}, aspect=aspect)
    return True


def is_by_moment(exchange: Exchange) -> bool:
    """Whether a plan is asked for by a day it covers: "the cheapest that covers a Saturday"."""
    asked = exchange.asked
    chooses = asked.aspect in ("plans", "cover") and asked.form is Form.WHICH
    day = asked.first("date") or asked.first("holiday")
    return bool(day) and not asked.first("plan") and (chooses or bool(asked.first("rank")))


def is_by_answer(exchange: Exchange) -> bool:
    """Whether a plan is asked for by its answer time: "which plan answers within 4 hours?"."""
    asked = exchange.asked
    chooses = asked.form in {Form.WHICH, Form.HOW_MUCH} and not asked.first("plan")
    return chooses and bool(asked.first("answer_within")) and asked.aspect in {"response", "plans", "price"}


def _answering(plans: tuple[SupportPlan, ...], hours: int) -> SupportPlan | None:
    """The cheapest that answers within so many hours, be it critical issues only where none answers all."""
    usual = (plan for plan in plans if (_promised(plan, Severity.MODERATE) or plan.first_response_hours) <= hours)
    critical = (plan for plan in plans if (_promised(plan, Severity.CRITICAL) or plan.first_response_hours) <= hours)
    return next(usual, None) or next(critical, None)


def _promised(plan: SupportPlan, severity: Severity) -> int | None:
    return plan.promised_hours(severity, Target.FIRST_RESPONSE)


def _covering(exchange: Exchange, plans: tuple[SupportPlan, ...]) -> tuple[SupportPlan, ...]:
    """Those that cover the day asked about, where one is."""
    if not is_by_moment(exchange):
        return plans
    return tuple(plan for plan in plans if covers(facts_of(exchange, about(exchange, plan.key))))


def _step(exchange: Exchange) -> int:
    """One place up or down from the plan talked about, or none."""
    asked = exchange.asked
    which = asked.first("which") if asked.slot("topic") == "support_pricing" else None
    up = asked.speaks_of(SpokenOf.ONE_UP) or which == "next"
    down = asked.speaks_of(SpokenOf.ONE_DOWN) or which == "previous"
    return up - down


def _plan(exchange: Exchange, facts: PricingFacts) -> SupportPlan | None:
    asked, plans = exchange.asked, facts.plans
    if is_by_answer(exchange):
        return _answering(plans, int(asked.first("answer_within") or 0))
    if asked.first("rank") or is_by_moment(exchange):
        fitting = _covering(exchange, plans)
        return next(iter(fitting[::-1] if asked.first("rank") == "largest" else fitting), None)
    if asked.first("amount"):
        value, currency = amount_of(asked.first("amount") or "")
        prices = ((plan, plan.monthly_price) for plan in plans)
        fits = (
            plan for plan, price in prices if price and price.amount == value and currency in (None, price.currency)
        )
        return next(fits, None)
    keys = [plan.key for plan in plans]
    here = asked.slot("plan") if asked.slot("plan") in keys else facts.own.key if facts.own else None
    place = keys.index(here) + _step(exchange) if here in keys else -1
    return plans[place] if 0 <= place < len(plans) else None


def _tell_none(exchange: Exchange, facts: PricingFacts) -> None:
    """That no plan stands there, and which there are."""
    names = exchange.voice.list(plan.name for plan in facts.plans)
    exchange.remember(topic=exchange.asked.intent, aspect=exchange.asked.aspect)
    exchange.tell("no_such_plan", plans=names)
