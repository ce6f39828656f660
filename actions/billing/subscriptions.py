"""Subscriptions: the facts, and tickets for wishes that people carry out."""

from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.ticket_steps import offer
from actions.kernel.voice import bullets
from bot.domain.billing.subscriptions import SubscriptionState
from bot.domain.customers.audience import may_ask
from bot.domain.customers.identity import Level
from bot.domain.support.tickets import Matter
from bot.services.billing.subscriptions import SubscriptionFacts


class SubscriptionInfo(Answer):
    """What the customer subscribes to."""

    action = "action_subscription_info"

    def answer(self, exchange: Exchange) -> None:
        """All subscriptions, or those of the product named."""
        found, named = _own(exchange)
        if not found:
            exchange.tell("no_subscriptions")
            return
        intro = "" if named else exchange.voice.say("product_not_subscribed") + " "
        lines = bullets(_line(exchange, facts) for facts in found)
        text = f"{intro}{exchange.voice.counted('subscriptions', len(found))}\n\n{lines}"
        change = exchange.button("change_subscription", "change_subscription")
        exchange.say(text, [change, exchange.button("cancel_subscription", "cancel_subscription")])


class CancelSubscription(Answer):
    """The rules for ending a subscription with its dates, and a ticket."""

    action = "action_cancel_subscription"

    def answer(self, exchange: Exchange) -> None:
        """Nothing is cancelled here: people carry it out."""
        _offer_for(exchange, "cancel")


class ChangeSubscription(Answer):
    """What is subscribed now, and a ticket with the wish."""

    action = "action_change_subscription"

    def answer(self, exchange: Exchange) -> None:
        """Nothing is changed here: people carry it out."""
        _offer_for(exchange, "change")


def suspended_text(exchange: Exchange) -> list[str]:
    """That users cannot sign in, for each subscription of the speaker's company suspended for non-payment."""
    if not may_ask(exchange.who, "subscription_info"):
        return []
    voice = exchange.voice
    own = exchange.desk.billing.subscriptions.own(None, asked_by=exchange.who, today=exchange.today)
    return [
        voice.say("suspended_users", product=each.subscription.product, day=voice.day(each.subscription.state_since))
        for each in own
        if each.suspended_for_payment
    ]


def _offer_for(exchange: Exchange, wish: str) -> None:
    """Facts about the subscriptions concerned, the rules of the wish, and a commercial ticket offered with it."""
    exchange.require_partner_customer()
    voice = exchange.voice
    product = exchange.asked.first("product")
    said = exchange.asked.text if exchange.asked.has_words else voice.say(f"{wish}_wish")
    if exchange.who.level < Level.SIGNED:
        offer(exchange, voice.say(f"{wish}_visitor"), Matter.COMMERCIAL, said, product)
        return
    found, _ = _own(exchange)
    if not found:
        exchange.tell("no_subscriptions")
        return
    lines = bullets(_rule(exchange, facts) if wish == "cancel" else _line(exchange, facts) for facts in found)
    text = f"{voice.say(f'{wish}_intro')}\n\n{lines}\n\n{voice.say(f'{wish}_rule')} {voice.say(f'{wish}_offer')}"
    offer(exchange, text, Matter.COMMERCIAL, said, product)


def _own(exchange: Exchange) -> tuple[tuple[SubscriptionFacts, ...], bool]:
    """The subscriptions of the product named, else all; and whether the product named is among them."""
    product, own = exchange.asked.first("product"), exchange.desk.billing.subscriptions.own
    found = own(product, asked_by=exchange.who, today=exchange.today)
    if found or product is None:
        return found, True
    return own(None, asked_by=exchange.who, today=exchange.today), False


def _line(exchange: Exchange, facts: SubscriptionFacts) -> str:
    voice, each = exchange.voice, facts.subscription
    parts = [f"**{each.product}**"]
    parts += [voice.seats(each.seats)] if each.seats is not None else []
    parts.append(voice.say(f"billed_{each.frequency}"))
    if each.unit_price is not None:
        parts.append(voice.say(f"price_{each.frequency}", price=voice.money(each.unit_price)))
    parts.append(_state(exchange, facts))
    parts += [_term(exchange, facts)] if facts.committed_until is not None else []
    return ", ".join(parts)


def _state(exchange: Exchange, facts: SubscriptionFacts) -> str:
    each = facts.subscription
    if facts.suspended_for_payment:
        return exchange.voice.say("state_suspended_for_payment", day=exchange.voice.day(each.state_since))
    if each.state is SubscriptionState.SUSPENDED:
        return exchange.voice.say("state_suspended_since", day=exchange.voice.day(each.state_since))
    return exchange.voice.say(f"state_{each.state}")


def _term(exchange: Exchange, facts: SubscriptionFacts) -> str:
    each = facts.subscription
    key = "term_renews" if each.auto_renew else "term_ends"
    return exchange.voice.say(key, day=exchange.voice.day(each.term_to))


def _rule(exchange: Exchange, facts: SubscriptionFacts) -> str:
    voice, each = exchange.voice, facts.subscription
    seats = f" ({voice.seats(each.seats)})" if each.seats is not None else ""
    name = f"**{each.product}**{seats}"
    if facts.committed_until is None:
        return voice.say("cancel_usage", name=name)
    end = voice.day(facts.committed_until)
    if facts.cancellable_until is None:
        return voice.say("cancel_committed", name=name, end=end)
    return voice.say("cancel_window", name=name, end=end, day=voice.day(facts.cancellable_until))
