"""Support plans: what they cost, how fast they answer, what they cover, and the wish for another one."""

from collections.abc import Mapping
from typing import ClassVar, Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.forms import tax_answer, within, yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import read_back
from actions.support.deadlines import deadlines_told
from actions.support.plan_coverage import cover, hours, names_a_moment
from actions.support.plan_hours import critical_hours, owner
from actions.support.plan_places import is_by_answer, is_by_moment, named_by_place
from actions.support.plan_words import coverage, first_answer, meant, price
from actions.support.plans_compared import difference
from actions.support.ticket_status.one import readable
from bot.domain.customers.identity import Level
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.domain.support.plans import SupportPlan
from bot.services.support.plans import PricingFacts
from bot.writing.voice import bullets, opening

OF_TICKETS: Final = frozenset({
    "ticket_status", "open_ticket", "technical_issue", "account_request", "change_subscription", "cancel_subscription",
    "dispute_charge", "payment_problem",
})  # fmt: skip
"""Topics after which "within how long?" asks for the answer to a ticket."""


def _plans(exchange: Exchange) -> None:
    """All plans with their prices; the card holds what each gives for it."""
    facts, voice = _facts(exchange), exchange.voice
    priced = [voice.say("plan_with_price", name=plan.name, price=price(exchange, plan)) for plan in facts.plans]
    said = [voice.say("pricing", count=len(priced), plans=voice.list(priced))]
    said += [voice.say("ours", plan=facts.own.name)] if facts.own else []
    exchange.say(" ".join(said), card=_card(exchange, facts))


def _price(exchange: Exchange) -> None:
    """Of one plan; of all where none is meant."""
    facts, voice = _facts(exchange), exchange.voice
    found = meant(exchange, facts)
    if found is None or not (found.named or exchange.asked.form is Form.HOW_MUCH):
        _plans(exchange)
    elif found.plan.monthly_price:
        blanks = {"plan": opening(owner(exchange, found.plan, found.own))}
        said = voice.say("price_of_plan", price=voice.money(found.plan.monthly_price), **blanks)
        exchange.say(f"{tax_answer(exchange, told_net=True)} {said}".strip())
    else:
        exchange.tell("price_included", plan=opening(owner(exchange, found.plan, found.own)))


def _ours(exchange: Exchange) -> None:
    """The speaker's plan and nothing else."""
    facts, named = _facts(exchange), exchange.asked.first("plan")
    if facts.own is None:
        unlinked = exchange.who.confirmed_address is not None
        unknown = "ours_unknown_unlinked" if unlinked else "ours_unknown"
        exchange.tell(unknown if exchange.who.level < Level.SIGNED else "ours_none")
        return
    exchange.remember(plan=facts.own.key)
    said = exchange.voice.say("ours", plan=facts.own.name)
    exchange.say(yes_or_no(exchange, named == facts.own.key, said) if named else said)


def _response(exchange: Exchange) -> None:
    """The first answer of one plan; a visitor who names none is told that of each.

    Asked how plans differ, each is told; asked for a day or a time of day, whether the plan covers it.
    """
    if exchange.asked.form is Form.YES_NO and names_a_moment(exchange):
        hours(exchange)
        return
    if _told_deadline(exchange):
        return
    facts = _facts(exchange)
    compared = exchange.asked.speaks_of(SpokenOf.DIFFERENCE) or len(set(exchange.asked.all("plan"))) > 1
    found = None if compared else meant(exchange, facts)
    if found is None:
        _response_of_each(exchange, facts)
        return
    exchange.tell(
        "response_of_plan",
        plan=owner(exchange, found.plan, found.own),
        response=opening(_promise(exchange, found.plan)),
    )


def _response_of_each(exchange: Exchange, facts: PricingFacts) -> None:
    """Of the plans named where these are several, else of all; first that they answer equally fast, where they do."""
    voice, named = exchange.voice, set(exchange.asked.all("plan"))
    plans = [plan for plan in facts.plans if plan.key in named or len(named) < 2]
    lines = bullets(voice.say("of_each_plan", name=plan.name, text=_promise(exchange, plan)) for plan in plans)
    alike = len({first_answer(exchange, plan) for plan in plans}) == 1
    exchange.say(f"{voice.say('response_alike' if alike else 'response_by_plan')}\n\n{lines}")


def _told_deadline(exchange: Exchange) -> bool:
    """Whether the answer that is due on the ticket talked about was told: it says more than the plan does."""
    asked = exchange.asked
    number = asked.slot("ticket_number") or asked.slot("opened_ticket")
    if asked.slot("topic") not in OF_TICKETS or asked.first("plan") or number is None:
        return False
    found = readable(exchange, number)
    due = [said for ticket in found for said in deadlines_told(exchange, ticket, to_come=True)]
    if due:
        exchange.remember(topic="ticket_status", aspect=None)
        exchange.say(f"{exchange.voice.say('ticket_named', number=number)} {within(' '.join(due))}")
    return bool(due)


def _promise(exchange: Exchange, plan: SupportPlan) -> str:
    said = first_answer(exchange, plan)
    if not plan.critical_24x7:
        return said
    return f"{said}, {exchange.voice.counted('response_critical', critical_hours(plan))}"


def _severity(exchange: Exchange) -> None:
    """The levels and who decides; which plans take critical issues at any hour."""
    said = [exchange.voice.say("severity_levels")]
    said += [
        exchange.voice.counted("severity_apart", critical_hours(plan), plan=plan.name)
        for plan in _facts(exchange).plans
        if plan.critical_24x7
    ]
    exchange.say(" ".join(said), [exchange.button("person", "talk_to_human")])


def _free(exchange: Exchange) -> None:
    """What a ticket costs under one's plan: nothing beyond the plan."""
    facts = _facts(exchange)
    found = meant(exchange, facts)
    plan = found.plan if found else next((one for one in facts.plans if not one.monthly_price), facts.plans[0])
    own = found.own if found else False
    key = "free_priced" if plan.monthly_price else "free_included"
    exchange.tell(key, plan=owner(exchange, plan, own), price=price(exchange, plan))


def _change(exchange: Exchange) -> None:
    """The wish as a commercial ticket, read back in one line; without a plan named it is asked which."""
    exchange.require_partner_customer()
    facts, voice = _facts(exchange), exchange.voice
    wanted = exchange.desk.support.plans.plan(exchange.asked.first("plan") or "")
    if wanted is None:
        exchange.tell("change_to_which", _choices(exchange, facts))
    elif facts.own is not None and wanted.key == facts.own.key:
        exchange.tell("change_have_already", plan=wanted.name)
    else:
        exchange.remember(plan=wanted.key)
        own = facts.own.name if facts.own else None
        wish = voice.say(
            "change_plan_wish_from" if own else "change_plan_wish",
            plan=wanted.name,
            price=price(exchange, wanted),
            own=own,
        )
        read_back(exchange, wish, before=(voice.say("change_plan_offer"),))


def _choices(exchange: Exchange, facts: PricingFacts) -> list[Button]:
    """A button a plan that is not the speaker's."""
    return [
        {
            "title": plan.name,
            "payload": exchange.button("no", "support_pricing", aspect="change", plan=plan.key)["payload"],
        }
        for plan in facts.plans
        if facts.own is None or plan.key != facts.own.key
    ]


class SupportPricing(Planned):
    """The support plans: one, all, or two beside each other."""

    action = "action_support_pricing"
    plans: ClassVar[Mapping[str, Plan]] = {
        "plans": _plans,
        "price": _price,
        "ours": _ours,
        "response": _response,
        "hours": hours,
        "cover": cover,
        "difference": difference,
        "severity": _severity,
        "free": _free,
        "change": _change,
    }

    def answer(self, exchange: Exchange) -> None:
        """A plan named by its place, price or answer time is the one asked about; that there is none is said first."""
        first, by_moment, by_answer = exchange.asked, is_by_moment(exchange), is_by_answer(exchange)
        if named_by_place(exchange):
            try:
                if by_moment:
                    hours(exchange)
                if by_answer:
                    _response(exchange)
                super().answer(exchange)
            finally:
                exchange.asked = first

    def whole(self, exchange: Exchange) -> None:
        """The price of a plan that is named, else all plans."""
        if exchange.asked.first("plan"):
            _price(exchange)
        else:
            _plans(exchange)


def _facts(exchange: Exchange) -> PricingFacts:
    return exchange.desk.support.plans.pricing(asked_by=exchange.who)


def _card(exchange: Exchange, facts: PricingFacts) -> dict[str, object]:
    """What each plan gives; the prices stand in the sentence."""
    rows = [
        {"label": plan.name, "value": opening(_promise(exchange, plan)), "note": opening(coverage(exchange, plan))}
        for plan in facts.plans
    ]
    return {"kind": "plans", "title": exchange.voice.say("plans_title"), "facts": [], "sections": [{"rows": rows}]}
