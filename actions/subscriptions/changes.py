"""Wishes to add, remove or move seats: the rules with their dates, and the wish read back for people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from actions.kernel.exchange import Exchange, payload
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_steps import offer
from actions.kernel.wishes import (
    CHANGE,
    ask_seats,
    ask_which,
    asks_price,
    numbers_possible,
    read_back,
    said_so_far,
    seats_in,
    seats_line,
    speaks_of_more,
    target_in,
    wish_of,
)
from actions.subscriptions.facts import cost_of
from actions.subscriptions.which import Choice, chosen, tell_each
from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Level, Role
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.services.billing.subscriptions import Standing, SubscriptionFacts

MOST_NUMBERS: Final = 4
"""Numbers offered as buttons at most."""


def _add(exchange: Exchange) -> None:
    """Also of a product not bought yet."""
    _seats_wish(exchange, "add")


def _remove(exchange: Exchange) -> None:
    _seats_wish(exchange, "remove")


def _seats_wish(exchange: Exchange, aspect: str) -> None:
    choice = _choice(exchange, aspect, seats_only=True)
    if choice is None:
        return
    if choice.facts is not None and choice.facts.subscription.seats is None:
        exchange.tell("no_seats", product=choice.product)
        return
    numbers, seats = numbers_possible(exchange.asked), seats_in(exchange.asked)
    target, now = target_in(exchange.asked), choice.facts.subscription.seats if choice.facts else None
    if target is not None and now is not None:
        aspect, seats, numbers = "add" if target > now else "remove", abs(target - now) or None, ()
    exchange.remember(aspect=aspect)
    if len(numbers) > 1:
        _ask_which_number(exchange, aspect, choice, numbers)
    elif not _told_price(exchange, aspect, choice):
        _read_seats_back(exchange, aspect, choice, seats)


def _read_seats_back(exchange: Exchange, aspect: str, choice: Choice, seats: int | None) -> None:
    """The rule and the wish in one line; without a number it is asked."""
    facts = _seat_facts(exchange, aspect, choice, seats)
    if seats is None:
        ask_seats(exchange, facts, choice.product)
        return
    before = [f"{facts} {exchange.voice.say('change_by_people')}"]
    read_back(exchange, seats_line(exchange, aspect, seats, choice.product), before=before, product=choice.product)


def _ask_which_number(exchange: Exchange, aspect: str, choice: Choice, numbers: tuple[int, ...]) -> None:
    """Several numbers may be the one meant: each stands on a button, and none is guessed."""
    buttons = [
        {
            "title": seats_line(exchange, aspect, number, choice.product),
            "payload": payload(CHANGE, aspect=aspect, product=choice.product, seats=str(number)),
        }
        for number in numbers[:MOST_NUMBERS]
    ]
    ask_which(exchange, exchange.voice.say("which_seats"), buttons)


def _told_price(exchange: Exchange, aspect: str, choice: Choice) -> bool:
    """Whether the wish only asks what more seats cost, and that was told, with a button to wish for them."""
    seats, facts = seats_in(exchange.asked), choice.facts
    priced = facts is not None and facts.subscription.unit_price is not None
    if aspect != "add" or seats is None or facts is None or not priced or not asks_price(exchange.asked):
        return False
    add = exchange.button("add_seats", CHANGE, aspect="add", product=facts.product, seats=str(seats))
    exchange.say(cost_of(exchange, facts, choice.standing), [add])
    return True


def _seat_facts(exchange: Exchange, aspect: str, choice: Choice, seats: int | None) -> str:
    if choice.facts is None:
        return exchange.voice.say("product_not_subscribed")
    each = choice.facts.subscription
    if aspect == "remove":
        return yes_or_no(exchange, choice.facts.cancellable_until is not None, _removal(exchange, choice.facts))
    now = exchange.voice.say("seats_now", product=each.product, seats=exchange.voice.seats(each.seats or 0))
    if exchange.asked.form is Form.YES_NO:
        now = f"{yes_or_no(exchange, True, exchange.voice.say('addable'))} {now}"
    cost = each.cost_of(seats) if seats else None
    return f"{now} {_more(exchange, each, seats, exchange.voice.money(cost))}" if seats and cost else now


def _more(exchange: Exchange, each: Subscription, seats: int, cost: str) -> str:
    return exchange.voice.say(f"more_{each.frequency}", seats=exchange.voice.seats(seats), cost=cost)


def _removal(exchange: Exchange, facts: SubscriptionFacts) -> str:
    voice, each = exchange.voice, facts.subscription
    seats = voice.seats(each.seats or 0)
    if facts.cancellable_until is not None:
        return voice.say("removable_until", product=facts.product, seats=seats, day=voice.day(facts.cancellable_until))
    in_days = voice.in_days((each.term_to - exchange.today).days)
    return voice.say("removable_from", product=facts.product, seats=seats, day=voice.day(each.term_to), in_days=in_days)


def _plan(exchange: Exchange) -> None:
    """Another product or term: people know what may follow what."""
    choice = _choice(exchange, "plan")
    if choice is None:
        return
    others = [product for product in exchange.asked.all("product") if choice.facts is None or not choice.fits(product)]
    title = exchange.voice.say("wish_change", product=choice.product)
    before = [exchange.voice.say("plan_by_people")]
    read_back(exchange, wish_of(exchange, title, others), before=before, product=choice.product)


def _effect(exchange: Exchange) -> None:
    """What more or fewer seats do to the bill; with the number asked about, in figures."""
    if exchange.who.level < Level.SIGNED:
        exchange.tell("effect_in_general")
        return
    tell_each(exchange, _effect_of, exchange.voice.say("effect_in_general"), seats_only=True)


def _effect_of(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
    each, voice = facts.subscription, exchange.voice
    target = target_in(exchange.asked)
    if target is not None and each.seats is not None and target != each.seats:
        return _effect_to(exchange, facts, target, each.seats)
    seats = seats_in(exchange.asked) or 1
    cost = each.cost_of(seats)
    if cost is None:
        key = "effect_unpriced" if each.seats is not None else "no_seats"
        return voice.say(key, product=facts.product)
    return voice.say(
        f"effect_{each.frequency}", product=facts.product, seats=voice.seats(seats), cost=voice.money(cost)
    )


def _effect_to(exchange: Exchange, facts: SubscriptionFacts, target: int, now: int) -> str:
    """What a change to so many seats adds or takes off, the sum then, and from when there can be fewer."""
    each, voice = facts.subscription, exchange.voice
    cost, total = each.cost_of(abs(target - now)), each.cost_of(target)
    if cost is None or total is None:
        return voice.say("effect_unpriced", product=facts.product)
    key = f"effect_{'more' if target > now else 'less'}_{each.frequency}"
    blanks = {"cost": voice.money(cost), "total": voice.money(total), "seats": voice.seats(target)}
    said = voice.say(key, product=facts.product, now=str(now), **blanks)
    return said if target > now else f"{said} {_removal(exchange, facts)}"


def _who(exchange: Exchange) -> None:
    """The roles that order; whoever asks learns whether theirs is one."""
    exchange.require_partner_customer()
    who, voice = exchange.who, exchange.voice
    said = [voice.say("who_may_order")]
    if who.level >= Level.SIGNED:
        said.append(voice.say("you_may_order" if who.roles & {Role.ADMIN, Role.BILLING} else "you_may_ask"))
    exchange.say(" ".join(said), [exchange.button("change_subscription", "change_subscription")])


def _when(exchange: Exchange) -> None:
    """More at any time, fewer in the window or at renewal."""
    if exchange.who.level < Level.SIGNED:
        exchange.tell("change_rule")
        return

    def sentence(exchange: Exchange, facts: SubscriptionFacts, _: Standing) -> str:
        if facts.committed_until is None:
            return exchange.voice.say("no_seats", product=facts.product)
        return _removal(exchange, facts)

    exchange.tell("more_at_any_time")
    tell_each(exchange, sentence, seats_only=True)


class ChangeSubscription(Planned):
    """What is subscribed now, and a ticket with the wish."""

    action = "action_change_subscription"
    plans: ClassVar[Mapping[str, Plan]] = {
        "add": _add,
        "remove": _remove,
        "plan": _plan,
        "effect": _effect,
        "who": _who,
        "when": _when,
    }

    def answer(self, exchange: Exchange) -> None:
        """However the change is understood: a price asked is told, and how many seats there shall be is a wish."""
        asked = exchange.asked
        if target_in(asked) is not None and asked.aspect in (None, "who", "when"):
            exchange.asked = replace(asked, aspect="remove")
        priced = asked.first("seats") and asks_price(asked) and speaks_of_more(asked)
        if priced and asked.aspect in (None, "plan", "effect"):
            exchange.asked = replace(asked, aspect="add")
        super().answer(exchange)

    def whole(self, exchange: Exchange) -> None:
        """A change of no known kind is read back as it was said."""
        choice = _choice(exchange, "plan")
        if choice is not None:
            title = exchange.voice.say("wish_change", product=choice.product)
            before = [f"{_seat_facts(exchange, 'add', choice, None)} {exchange.voice.say('change_by_people')}"]
            read_back(exchange, wish_of(exchange, title, ()), before=before, product=choice.product)


def _choice(exchange: Exchange, aspect: str, *, seats_only: bool = False) -> Choice | None:
    """The subscription the wish is about. None when the answer was given: to visitors, and where it must be asked."""
    exchange.require_partner_customer()
    voice = exchange.voice
    if exchange.who.level < Level.SIGNED:
        said = said_so_far(exchange) or voice.say("change_wish")
        offer(
            exchange,
            voice.say(exchange.to_no_contact("change")),
            Matter.COMMERCIAL,
            said,
            exchange.asked.first("product"),
        )
        return None
    found = chosen(exchange, seats_only=seats_only)
    if not found:
        exchange.tell("no_subscriptions")
    elif len(found) > 1:
        buttons = [choice.button("change_subscription", aspect, exchange.asked) for choice in found]
        ask_which(exchange, voice.say("which_subscription"), buttons)
    return found[0] if len(found) == 1 else None
