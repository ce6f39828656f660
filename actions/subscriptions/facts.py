"""What the customer subscribes to: seats, prices, terms and changes."""

from collections.abc import Mapping
from typing import ClassVar

from actions.billing.late.answers import ended_for_non_payment
from actions.billing.late.asked import is_cancelled_by_us
from actions.kernel.exchange import Exchange
from actions.kernel.forms import tax_answer
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import MOST_DIGITS, seats_in, speaks_of_change, speaks_of_more
from actions.subscriptions import suspensions
from actions.subscriptions.which import require_prices, standing, tell_each, tell_not_subscribed, with_seats
from bot.domain.billing.subscriptions import Subscription, SubscriptionState
from bot.domain.kernel.questions import Form
from bot.services.billing.subscriptions import SeatsChanged, Standing, SubscriptionFacts
from bot.writing.voice import bullets

OF_SEATS = frozenset({"seats", "changes"})
"""Aspects after which "since when?" asks about the number of seats."""


def _seats(exchange: Exchange) -> None:
    if speaks_of_change(exchange.asked) and exchange.who.may_see_money:
        _changes(exchange)
        return

    def sentence(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
        seats = facts.subscription.seats
        if seats is None:
            return exchange.voice.say("no_seats", product=facts.product)
        return exchange.voice.say("seats_of", seats=exchange.voice.seats(seats), product=facts.product)

    tell_each(exchange, sentence, seats_only=True)


def _price(exchange: Exchange) -> None:
    """Of one seat; of as many as are spoken of."""
    require_prices(exchange)
    first = tax_answer(exchange, told_net=True)
    tell_each(exchange, cost_of if seats_in(exchange.asked) else _price_of, seats_only=True, first=first)


def _price_of(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
    each, voice = facts.subscription, exchange.voice
    if each.unit_price is None:
        return voice.say("no_price", product=facts.product)
    return voice.say(f"price_of_one_{each.frequency}", product=facts.product, price=voice.money(each.unit_price))


def _cost(exchange: Exchange) -> None:
    require_prices(exchange)
    tell_each(exchange, cost_of, seats_only=True, first=tax_answer(exchange, told_net=True))


def cost_of(exchange: Exchange, facts: SubscriptionFacts, found: Standing) -> str:
    """What the seats spoken of cost, else all; of more seats also what they make with those there are."""
    each, voice = facts.subscription, exchange.voice
    seats = seats_in(exchange.asked) or each.seats or 0
    cost, yearly = each.cost_of(seats), each.yearly_cost_of(seats)
    if cost is None or yearly is None or each.unit_price is None:
        return _price_of(exchange, facts, found)
    blanks = {"seats": voice.seats(seats), "product": facts.product, "price": voice.money(each.unit_price)}
    said = voice.say(
        f"cost_{each.frequency}", count=seats, cost=voice.money(cost), yearly=voice.money(yearly), **blanks
    )
    return f"{said} {_with_those(exchange, each, seats)}" if speaks_of_more(exchange.asked) else said


def _with_those(exchange: Exchange, each: Subscription, seats: int) -> str:
    now = each.seats or 0
    cost = each.cost_of(now + seats)
    if cost is None or not seats_in(exchange.asked):
        return ""
    blanks = {"now": now, "total": exchange.voice.seats(now + seats), "cost": exchange.voice.money(cost)}
    return exchange.voice.say(f"with_those_{each.frequency}", **blanks)


def _renewal(exchange: Exchange) -> None:
    if is_cancelled_by_us(exchange):
        ended_for_non_payment(exchange)
        return
    tell_each(exchange, _renewal_of)


def _renewal_of(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
    each, voice = facts.subscription, exchange.voice
    if facts.committed_until is None:
        return voice.say("no_term", product=facts.product)
    key = "renews_on" if each.auto_renew else "ends_on"
    in_days = voice.in_days((each.term_to - exchange.today).days)
    return voice.say(key, product=facts.product, day=voice.day(each.term_to), in_days=in_days)


def _since(exchange: Exchange) -> None:
    """Of a number of seats when that is what was talked about or named, else of a suspension."""
    if _speaks_of_seats(exchange):
        _changes(exchange)
    else:
        suspensions.since(exchange)


def _speaks_of_seats(exchange: Exchange) -> bool:
    asked = exchange.asked
    found = standing(exchange)
    if any(facts.suspended_for_payment for facts in found.found) or not exchange.who.may_see_money:
        return False
    numbers = {facts.subscription.seats for facts in found.found}
    said = [word.strip(".,;:!?") for word in asked.text.split()]
    named = any(int(word) in numbers for word in said if word.isdecimal() and len(word) <= MOST_DIGITS)
    talked_about = asked.slot("topic") == asked.intent and asked.slot("aspect") in OF_SEATS
    return named or talked_about or bool(asked.first("seats"))


def _changes(exchange: Exchange) -> None:
    """When and by how many, from the invoices; who ordered it is not recorded."""
    asked, voice = exchange.asked, exchange.voice
    changes = exchange.desk.billing.subscriptions.seat_changes(
        asked.first("product"), asked.slot("product"), asked_by=exchange.who
    )
    person = exchange.button("person", "talk_to_human")
    who = voice.say("who_changed_unknown")
    if not changes:
        exchange.say(f"{voice.say('no_seat_changes')} {who}", [person])
        return
    told = [_changed(exchange, changed) for changed in changes]
    facts = told[0] if len(told) == 1 else bullets(told)
    exchange.say("\n\n".join((who, facts) if asked.form is Form.WHO else (facts, who)), [person])


def _changed(exchange: Exchange, changed: SeatsChanged) -> str:
    change, voice = changed.change, exchange.voice
    key = "seats_went_up" if change.added > 0 else "seats_went_down"
    return voice.say(
        key,
        day=voice.day(change.served.first),
        product=change.product,
        old=voice.number(change.old_seats),
        new=voice.seats(change.new_seats),
        count=voice.number(abs(change.added)),
        number=changed.invoice,
    )


def _unused(exchange: Exchange) -> None:
    """Billed by seat: what could be saved, and when."""

    def sentence(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
        each, voice = facts.subscription, exchange.voice
        if each.seats is None or facts.committed_until is None:
            return voice.say("no_seats", product=facts.product)
        end = facts.cancellable_until or facts.committed_until
        key = "seats_removable" if facts.cancellable_until else "seats_kept"
        return voice.say(key, seats=voice.seats(each.seats), product=facts.product, day=voice.day(end))

    found = standing(exchange)
    said = [sentence(exchange, facts, found) for facts in with_seats(found)]
    remove = exchange.button("remove_seats", "change_subscription", aspect="remove")
    exchange.say("\n\n".join((exchange.voice.say("unused_are_billed"), *said)), [remove])


class SubscriptionInfo(Planned):
    """What the customer subscribes to."""

    action = "action_subscription_info"
    plans: ClassVar[Mapping[str, Plan]] = {
        "which": lambda exchange: _which(exchange),
        "seats": _seats,
        "price": _price,
        "cost": _cost,
        "state": suspensions.state,
        "why": suspensions.why,
        "since": _since,
        "restore": suspensions.restore,
        "data": suspensions.data,
        "renewal": _renewal,
        "changes": _changes,
        "unused": _unused,
    }

    def whole(self, exchange: Exchange) -> None:
        """All subscriptions, or those of the product named."""
        _which(exchange)


def _which(exchange: Exchange) -> None:
    found = standing(exchange, any_of_them=True)
    if not found.found:
        exchange.tell("no_subscriptions")
        return
    if not found.is_named:
        tell_not_subscribed(exchange, found)
        return
    lines = bullets(_line(exchange, facts) for facts in found.found)
    text = f"{exchange.voice.counted('subscriptions', len(found.found))}\n\n{lines}"
    change = exchange.button("change_subscription", "change_subscription")
    exchange.say(text, [change, exchange.button("cancel_subscription", "cancel_subscription")])


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
