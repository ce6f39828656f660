"""What sets two support plans apart: price, hours, first answer, critical issues."""

from collections.abc import Callable
from typing import Final

from actions.kernel.exchange import Exchange
from actions.support.plan_hours import critical_hours
from actions.support.plan_words import coverage, first_answer, price
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.domain.support.plans import SupportPlan
from bot.services.support.plans import PricingFacts
from bot.writing.voice import bullets, opening

_AMOUNTS: Final = frozenset({Form.HOW_MUCH, Form.HOW_MANY})
Side = Callable[[Exchange, SupportPlan], str]


def difference(exchange: Exchange) -> None:
    """Only what differs is told; the rest is said to be the same. Asked how much more one costs, that alone."""
    facts, voice = exchange.desk.support.plans.pricing(asked_by=exchange.who), exchange.voice
    two = _two(exchange, facts)
    if two is None:
        exchange.tell("difference_one_plan")
        return
    first, second = two
    if len(set(exchange.asked.all("plan"))) == 1:  # "and with Plus?", then "what would it cost?"
        exchange.remember(plan=exchange.asked.first("plan"))
    if gap := _price_gap(exchange, first, second):
        exchange.say(gap)
        return
    apart = [side for side, told in _SIDES.items() if told(exchange, first) != told(exchange, second)]
    lines = bullets(_line(exchange, side, first, second) for side in apart)
    named = voice.list(voice.say(f"side_{side}") for side in apart)
    said = voice.say("difference", first=first.name, second=second.name, sides=named)
    same = [voice.say(f"side_{side}") for side in _SIDES if side not in apart]
    more = f"\n\n{voice.say('difference_same', sides=voice.list(same))}" if same else ""
    exchange.say(f"{said}\n\n{lines}{more}")


def _price_gap(exchange: Exchange, first: SupportPlan, second: SupportPlan) -> str:
    """What the second plan costs more a month than the first, where that is asked and they differ; else empty."""
    asked, voice = exchange.asked, exchange.voice
    of_price = asked.speaks_of(SpokenOf.MORE) or asked.speaks_of(SpokenOf.PRICE)
    gap = second.monthly_price - first.monthly_price
    if asked.form not in _AMOUNTS or not of_price or not gap:
        return ""
    blanks = {"first": first.name, "second": second.name, "gap": voice.money(gap)}
    return voice.say("price_gap", of_first=price(exchange, first), of_second=price(exchange, second), **blanks)


def _line(exchange: Exchange, side: str, first: SupportPlan, second: SupportPlan) -> str:
    told = _SIDES[side]
    return exchange.voice.say(
        "difference_line",
        side=opening(exchange.voice.say(f"side_{side}")),
        first=first.name,
        of_first=told(exchange, first),
        second=second.name,
        of_second=told(exchange, second),
    )


def _critical(exchange: Exchange, plan: SupportPlan) -> str:
    if plan.critical_24x7:
        return exchange.voice.counted("critical_apart", critical_hours(plan))
    return exchange.voice.say("critical_not_apart")


_SIDES: Final[dict[str, Side]] = {
    "price": price,
    "hours": coverage,
    "first_answer": first_answer,
    "critical": _critical,
}


def _two(exchange: Exchange, facts: PricingFacts) -> tuple[SupportPlan, SupportPlan] | None:
    """The plans named, cheapest first; one named stands beside the own or next one. None where there is only one."""
    asked, named = exchange.asked, []
    for key in (*asked.all("plan"), asked.slot("plan"), facts.own.key if facts.own else None):
        plan = next((plan for plan in facts.plans if plan.key == key), None)
        if plan is not None and plan not in named:
            named.append(plan)
    named += [plan for plan in facts.plans[::-1] if plan not in named]
    if len(named) < 2:
        return None
    first, second = sorted(named[:2], key=facts.plans.index)
    return first, second
