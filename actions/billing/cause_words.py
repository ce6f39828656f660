"""The causes of a difference between two invoices, each in a sentence with its amount in front."""

from collections.abc import Callable
from decimal import Decimal

from actions.billing.item_words import days_of_cycle
from actions.kernel.exchange import Exchange
from bot.domain.billing.comparison import Cause, CauseKind
from bot.domain.kernel.money import Money


def cause_text(exchange: Exchange, cause: Cause) -> str:
    """One cause, in words that fit its direction."""
    why = _WORDS.get(cause.kind, _plain)(exchange, cause)
    return exchange.voice.say("cause", amount=exchange.voice.signed(cause.amount), why=why)


def _plain(exchange: Exchange, cause: Cause) -> str:
    key = {
        CauseKind.PART_OF_CYCLE: "cause_part_of_cycle",
        CauseKind.MORE_PRICES: "cause_more_prices",
        CauseKind.PRODUCT_ADDED: "cause_product_added",
        CauseKind.PRODUCT_GONE: "cause_product_gone",
        CauseKind.ONE_OFF: "cause_one_off",
        CauseKind.EARLIER_ONE_OFF: "cause_earlier_one_off",
    }[cause.kind]
    return exchange.voice.say(key, product=cause.product or "")


def _tax(exchange: Exchange, cause: Cause) -> str:
    voice = exchange.voice
    if cause.before == cause.after or cause.before is None or cause.after is None:
        return voice.say("cause_tax")
    return voice.say("cause_tax_rate", before=voice.percent(cause.before), after=voice.percent(cause.after))


def _seat_change(exchange: Exchange, cause: Cause) -> str:
    voice, change = exchange.voice, cause.change
    if change is None:
        return voice.say("cause_part_of_cycle", product=cause.product or "")
    key = "cause_seats_added" if change.added > 0 else "cause_seats_removed"
    seats = voice.seats(abs(change.added))
    days, day = days_of_cycle(exchange, change), voice.day(change.served.first)
    return voice.say(key, seats=seats, product=change.product, days=days, day=day)


def _earlier_seat_change(exchange: Exchange, cause: Cause) -> str:
    return exchange.voice.say("cause_earlier_seat_change", product=cause.product or "")


def _seats(exchange: Exchange, cause: Cause) -> str:
    voice = exchange.voice
    before, after = cause.before or Decimal(0), cause.after or Decimal(0)
    price = voice.money(cause.unit_price) if cause.unit_price else ""
    blanks = {"before": voice.number(before), "after": voice.number(after), "price": price}
    return voice.say("cause_seats", product=cause.product or "", **blanks)


def _price(exchange: Exchange, cause: Cause) -> str:
    before, after = _amounts(exchange, cause)
    return exchange.voice.say("cause_price", product=cause.product or "", before=before, after=after)


def _usage(exchange: Exchange, cause: Cause) -> str:
    before, after = _amounts(exchange, cause)
    key = "cause_more_usage" if cause.amount.amount > 0 else "cause_less_usage"
    return exchange.voice.say(key, product=cause.product or "", before=before, after=after)


def _amounts(exchange: Exchange, cause: Cause) -> tuple[str, str]:
    voice, currency = exchange.voice, cause.amount.currency
    before, after = (Money(value or Decimal(0), currency) for value in (cause.before, cause.after))
    return voice.money(before), voice.money(after)


_WORDS: dict[CauseKind, Callable[[Exchange, Cause], str]] = {
    CauseKind.TAX: _tax,
    CauseKind.SEAT_CHANGE: _seat_change,
    CauseKind.EARLIER_SEAT_CHANGE: _earlier_seat_change,
    CauseKind.SEATS: _seats,
    CauseKind.PRICE: _price,
    CauseKind.USAGE: _usage,
}
