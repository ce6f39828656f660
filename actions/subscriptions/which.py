"""Which of the speaker's subscriptions a question is about, and one sentence for each of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.kernel.exchange import Button, Exchange, payload
from actions.kernel.question import Question
from actions.kernel.wishes import asks_price, numbers_possible
from bot.domain.kernel.errors import RoleMayNotSeeMoney
from bot.services.billing.subscriptions import Standing, SubscriptionFacts
from bot.writing.voice import bullets

PRICED = frozenset({"price", "cost"})
"""Aspects in which an application named stands for the suite it is a part of."""
Sentence = Callable[[Exchange, SubscriptionFacts, Standing], str]
"""What is said of one subscription."""


def standing(exchange: Exchange, *, any_of_them: bool = False) -> Standing:
    """Those of the product named, else those talked about (unless `any_of_them`), else all.

    One is talked about from now on.
    """
    asked = exchange.asked
    talked_about = None if any_of_them else asked.slot("product")
    found = exchange.desk.billing.subscriptions.standing(
        asked.first("product"),
        talked_about,
        asked_by=exchange.who,
        today=exchange.today,
        words=words_of(asked),
        suites=asked.aspect in PRICED or (asked.aspect == "add" and asks_price(asked)),
    )
    if _wants_other(asked):
        found = _others(exchange, asked.slot("product") or "")
    if len(found.found) == 1 and found.is_named:
        exchange.remember(product=found.found[0].product)
    return found


def _wants_other(asked: Question) -> bool:
    """Whether the other one than the one talked about is meant."""
    return asked.first("which") == "other" and bool(asked.slot("product")) and not asked.first("product")


def _others(exchange: Exchange, product: str) -> Standing:
    """All but the one talked about; all where there is no other."""
    found = exchange.desk.billing.subscriptions.standing(None, asked_by=exchange.who, today=exchange.today)
    others = tuple(facts for facts in found.found if facts.product != product)
    return replace(found, found=others) if others else found


def words_of(asked: Question) -> str:
    """The words that may tell one of the subscriptions from the others; a pressed button has none."""
    return asked.text if asked.has_words else ""


def tell_each(exchange: Exchange, sentence: Sentence, *more: str, seats_only: bool = False, first: str = "") -> None:
    """Answers for each subscription meant; `first` is said before them, `more` once after them.

    A product nobody bought is said so.
    """
    found = standing(exchange)
    if not found.found:
        exchange.tell("no_subscriptions")
    elif not found.is_named:
        tell_not_subscribed(exchange, found)
    elif _wants_other(exchange.asked) and found.found[0].product == exchange.asked.slot("product"):
        exchange.tell("no_other_subscription", product=found.found[0].product)
    else:
        meant = with_seats(found) if seats_only else found.found
        said = [sentence(exchange, facts, found) for facts in meant]
        told = [" ".join(filter(None, (first, *said)))] if len(said) == 1 else [first, bullets(said)]
        exchange.say("\n\n".join(filter(None, (*told, *more))))


def with_seats(found: Standing) -> tuple[SubscriptionFacts, ...]:
    """Those with seats, where there are any."""
    return tuple(facts for facts in found.found if facts.subscription.seats is not None) or found.found


def tell_not_subscribed(exchange: Exchange, found: Standing) -> None:
    """The product named is none of theirs: what they have instead, and a quote; its price is not known here."""
    voice, product = exchange.voice, exchange.asked.first("product") or ""
    names = voice.list(f"**{facts.product}**" for facts in found.found)
    quote = exchange.button("quote", "account_request", aspect="quote", product=product)
    said = [voice.say("price_not_here", product=product)] if exchange.asked.aspect in PRICED else []
    said += [voice.say("product_not_subscribed"), voice.say("subscribed_instead", products=names)]
    exchange.say(" ".join(said), [quote])


def require_prices(exchange: Exchange) -> None:
    """Raises RoleMayNotSeeMoney for contacts who may see subscriptions without their prices."""
    if exchange.who.may_see_subscriptions and not exchange.who.may_see_money:
        raise RoleMayNotSeeMoney()


@dataclass(frozen=True, slots=True)
class Choice:
    """A subscription a wish may be about; `facts` is None for a product not bought yet."""

    product: str
    facts: SubscriptionFacts | None
    standing: Standing

    def fits(self, product: str) -> bool:
        """Whether a product named is this one."""
        return product.casefold() in self.product.casefold()

    def button(self, intent: str, aspect: str, asked: Question) -> Button:
        """Chooses it, with the number of seats spoken of, where there is one."""
        numbers, target = numbers_possible(asked), asked.first("seats_to")
        seats = {"seats": str(numbers[0])} if len(numbers) == 1 else {}
        kept = {"seats_to": target} if target else seats
        return {"title": self.product, "payload": payload(intent, aspect=aspect, product=self.product, **kept)}


def chosen(exchange: Exchange, *, seats_only: bool = False) -> tuple[Choice, ...]:
    """The subscriptions a wish may be about: those of the products named, else those talked about, else all.

    A product nobody bought is a choice as well. With `seats_only` subscriptions without seats are none unless named.
    """
    found = standing(exchange)
    named = next((facts for facts in found.found if found.is_named), None)
    product = exchange.asked.first("product")
    if product and not found.is_named:
        return (Choice(product, None, found),)
    if product and named:
        return (Choice(named.product, named, found),)
    fitting = with_seats(found) if seats_only else found.found
    return tuple(Choice(facts.product, facts, found) for facts in fitting)
