"""Support itself: when, how, at what price, by whom, and the first step when something does not work."""

from actions.billing.subscriptions import suspended_text
from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.portals import portal_lines
from actions.kernel.ticket_steps import offer
from actions.kernel.voice import bullets, opening
from actions.support.hours_words import critical_text, hours_text, state_text, week_short
from actions.support.more_details import told_of_open_ticket
from bot.domain.customers.identity import Relationship
from bot.domain.support.plans import SupportPlan
from bot.domain.support.tickets import Matter
from bot.services.support.plans import PricingFacts


class SupportHours(Answer):
    """When people are there: now, or on the day and at the time asked about."""

    action = "action_support_hours"

    def answer(self, exchange: Exchange) -> None:
        """One call for the facts; the words depend on what was asked."""
        asked = exchange.asked
        facts = exchange.desk.support.plans.hours(
            asked_by=exchange.who, now=exchange.now, day=asked.first("date"), clock=asked.first("time")
        )
        exchange.say(hours_text(exchange, facts), [exchange.button("contact", "contact_support")])


class ContactSupport(Answer):
    """How to reach people; who supports a product; the portal of those who buy elsewhere."""

    action = "action_contact_support"

    def answer(self, exchange: Exchange) -> None:
        """Direct buyers and questions about a portal get portals, everybody else the contact."""
        asked = exchange.asked
        cloud = asked.first("cloud")
        if asked.first("buys_direct") or exchange.who.relationship is Relationship.DIRECT:
            _portals(exchange, "portals_direct", cloud)
        elif cloud:
            _portals(exchange, "portals_of_cloud", cloud)
        else:
            _contact(exchange)


class SupportPricing(Answer):
    """The support plans with prices, the own one marked."""

    action = "action_support_pricing"

    def answer(self, exchange: Exchange) -> None:
        """The plan asked about first, then the others."""
        facts = exchange.desk.support.plans.pricing(asked_by=exchange.who)
        wanted = exchange.desk.support.plans.plan(exchange.asked.first("plan") or "")
        plans = sorted(facts.plans, key=lambda plan: plan != wanted)
        lines = bullets(_plan_line(exchange, plan, facts) for plan in plans)
        exchange.say(f"{exchange.voice.say('pricing')}\n\n{lines}", card=_plans_card(exchange, facts))


class TechnicalIssue(Answer):
    """A product that does not work: acknowledged, who supports it, and a technical ticket offered."""

    action = "action_technical_issue"

    def answer(self, exchange: Exchange) -> None:
        """The message itself becomes the description when the offer is taken."""
        exchange.require_partner_customer()
        if not exchange.asked.is_choice and told_of_open_ticket(exchange):
            return
        asked, voice = exchange.asked, exchange.voice
        product = asked.first("product")
        said = [voice.say("sorry_product", product=product) if product else voice.say("sorry_issue")]
        if product:
            said.append(_who_supports(exchange, product))
        said += suspended_text(exchange)
        said.append(voice.say("offer_technical_ticket"))
        text = asked.text if asked.has_words else ""
        person = exchange.button("person", "talk_to_human")
        offer(exchange, " ".join(said), Matter.TECHNICAL, text, product, person)


def _contact(exchange: Exchange) -> None:
    facts, voice = exchange.desk.support.plans.contact(now=exchange.now), exchange.voice
    said = [voice.say("contact", email=facts.email, phone=facts.phone)]
    product = exchange.asked.first("product")
    if product:
        said.insert(0, _who_supports(exchange, product))
    said.append(state_text(exchange, facts.state))
    buttons = [exchange.button("open_ticket", "open_ticket"), exchange.button("person", "talk_to_human")]
    exchange.say(" ".join(said), [*buttons, exchange.button("hours", "support_hours")])


def _portals(exchange: Exchange, key: str, cloud: str | None) -> None:
    lines = portal_lines(exchange, cloud, exchange.asked.first("product"))
    exchange.tell(key, portals=bullets(lines), cloud=exchange.voice.say(f"cloud_{cloud or exchange.who.cloud}"))


def _who_supports(exchange: Exchange, product: str) -> str:
    facts, voice = exchange.desk.support.plans.product(product), exchange.voice
    if facts.outsourced_to:
        return voice.say("supported_by_other", product=product, provider=facts.outsourced_to)
    return voice.say("supported_by_us", product=product)


def _plan_line(exchange: Exchange, plan: SupportPlan, facts: PricingFacts) -> str:
    voice = exchange.voice
    said = voice.say(
        "plan",
        name=plan.name,
        price=_price(exchange, plan),
        hours=week_short(exchange, plan.schedule),
        response=voice.counted("response_hours", plan.first_response_hours),
    )
    more = [critical_text(exchange, plan)] if plan.critical_24x7 else []
    more += [voice.say("own_plan")] if facts.own is not None and plan.key == facts.own.key else []
    return " ".join([said, *more])


def _price(exchange: Exchange, plan: SupportPlan) -> str:
    voice = exchange.voice
    if not plan.monthly_price:
        return voice.say("plan_included")
    return voice.say("plan_price", price=voice.money(plan.monthly_price))


def _plans_card(exchange: Exchange, facts: PricingFacts) -> dict[str, object]:
    voice = exchange.voice
    own = facts.own.key if facts.own is not None else None
    rows = [
        {
            "label": f"{plan.name} ✓" if plan.key == own else plan.name,
            "value": opening(_price(exchange, plan)),
            "note": opening(voice.counted("response_hours", plan.first_response_hours)),
        }
        for plan in facts.plans
    ]
    return {"kind": "plans", "title": voice.say("plans_title"), "facts": [], "sections": [{"rows": rows}]}
