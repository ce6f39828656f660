"""Ending a subscription: until when, what comes back, what it costs, and the wish read back for people."""

from collections.abc import Mapping
from typing import ClassVar

from actions.billing.late.answers import ended_for_non_payment
from actions.billing.late.asked import is_cancelled_by_us
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_steps import offer
from actions.kernel.wishes import ask_which, read_back, said_so_far
from actions.subscriptions.which import chosen, tell_each, tell_not_subscribed
from bot.domain.customers.identity import Level
from bot.domain.support.tickets import Matter
from bot.services.billing.subscriptions import Standing, SubscriptionFacts


def _cancel(exchange: Exchange) -> None:
    """Nothing is cancelled here: people carry it out."""
    exchange.require_partner_customer()
    voice, asked = exchange.voice, exchange.asked
    if exchange.who.level < Level.SIGNED:
        said = said_so_far(exchange) or voice.say("cancel_wish")
        offer(exchange, voice.say(exchange.to_no_contact("cancel")), Matter.COMMERCIAL, said, asked.first("product"))
        return
    found = chosen(exchange)
    if not found:
        exchange.tell("no_subscriptions")
    elif len(found) > 1:
        buttons = [choice.button("cancel_subscription", "cancel", asked) for choice in found]
        ask_which(exchange, voice.say("which_to_cancel"), buttons)
    elif found[0].facts is None:
        tell_not_subscribed(exchange, found[0].standing)
    else:
        facts = found[0].facts
        seats = facts.subscription.seats
        key = "wish_cancel" if seats is None else "wish_cancel_seats"
        line = voice.say(key, product=facts.product, seats=voice.seats(seats or 0))
        before = [f"{_rule(exchange, facts, found[0].standing)} {voice.say('cancel_by_people')}"]
        read_back(exchange, line, before=before, product=facts.product)


def _told(key: str) -> Plan:
    """Tells a visitor the rule, anybody else their own case first; `key` begins the sentences."""

    def sentence(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
        return _case(exchange, key, facts)

    def plan(exchange: Exchange) -> None:
        exchange.require_partner_customer()
        rule = exchange.voice.say("cancel_rule")
        if exchange.who.level < Level.SIGNED:
            exchange.say(rule)
        else:
            tell_each(exchange, sentence, rule)

    return plan


def _case(exchange: Exchange, key: str, facts: SubscriptionFacts) -> str:
    each, voice = facts.subscription, exchange.voice
    if facts.committed_until is None:
        return voice.say("cancel_usage", name=f"**{facts.product}**")
    blanks = {"product": facts.product, "end": voice.day(facts.committed_until)}
    if facts.cancellable_until is not None:
        return voice.say(f"{key}_{facts.refund}", day=voice.day(facts.cancellable_until), **blanks)
    cost = each.cost_of(each.seats or 0)
    if key == "cancelling_cost" and cost is not None:
        return voice.say(f"cancelling_cost_none_{each.frequency}", cost=voice.money(cost), **blanks)
    return voice.say(f"{key}_none", day=voice.day(each.window_closed_on), **blanks)


def _rule(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
    voice, each = exchange.voice, facts.subscription
    seats = f" ({voice.seats(each.seats)})" if each.seats is not None else ""
    name = f"**{each.product}**{seats}"
    if facts.committed_until is None:
        return voice.say("cancel_usage", name=name)
    end = voice.day(facts.committed_until)
    if facts.cancellable_until is None:
        return voice.say("cancel_committed", name=name, end=end)
    return voice.say("cancel_window", name=name, end=end, day=voice.day(facts.cancellable_until))


class CancelSubscription(Planned):
    """The rules for ending a subscription with its dates, and a ticket."""

    action = "action_cancel_subscription"
    plans: ClassVar[Mapping[str, Plan]] = {
        "cancel": _cancel,
        "window": _told("window"),
        "refund": _told("refund"),
        "cost": _told("cancelling_cost"),
    }

    def answer(self, exchange: Exchange) -> None:
        """Who asks when unpaid invoices end the subscription learns that."""
        if is_cancelled_by_us(exchange):
            exchange.remember(topic="collections_policy", aspect="end")
            ended_for_non_payment(exchange)
        else:
            super().answer(exchange)

    def whole(self, exchange: Exchange) -> None:
        """As a wish to cancel: what was unclear is read back."""
        _cancel(exchange)
