"""The causes of a difference between two invoices, each in a sentence with its amount in front."""

from collections.abc import Callable
from decimal import Decimal

from bot.domain.billing.comparison import Cause, CauseKind
from bot.domain.kernel.money import Money
from bot.services.billing.sentences.items import days_of_cycle
from bot.writing.voice import Voice


def cause_text(voice: Voice, cause: Cause) -> str:
    """One cause, in words that fit its direction."""
    why = _WORDS.get(cause.kind, _plain)(voice, cause)
    return voice.say("cause", amount=voice.signed(cause.amount), why=why)


def _plain(voice: Voice, cause: Cause) -> str:
    key = {
        CauseKind.PART_OF_CYCLE: "cause_part_of_cycle",
        CauseKind.MORE_PRICES: "cause_more_prices",
        CauseKind.PRODUCT_ADDED: "cause_product_added",
        CauseKind.PRODUCT_GONE: "cause_product_gone",
        CauseKind.ONE_OFF: "cause_one_off",
        CauseKind.EARLIER_ONE_OFF: "cause_earlier_one_off",
    }[cause.kind]
    return voice.say(key, product=cause.product or "")


def _tax(voice: Voice, cause: Cause) -> str:
    if cause.before == cause.after or cause.before is None or cause.after is None:
        return voice.say("cause_tax")
    return voice.say("cause_tax_rate", before=voice.percent(cause.before), after=voice.percent(cause.after))


def _seat_change(voice: Voice, cause: Cause) -> str:
    change = cause.change
    if change is None:
        return voice.say("cause_part_of_cycle", product=cause.product or "")
    key = "cause_seats_added" if change.added > 0 else "cause_seats_removed"
    seats = voice.seats(abs(change.added))
    days, day = days_of_cycle(voice, change), voice.day(change.served.first)
    return voice.say(key, seats=seats, product=change.product, days=days, day=day)


def _earlier_seat_change(voice: Voice, cause: Cause) -> str:
    return voice.say("cause_earlier_seat_change", product=cause.product or "")


def _seats(voice: Voice, cause: Cause) -> str:
    before, after = cause.before or Decimal(0), cause.after or Decimal(0)
    price = voice.money(cause.unit_price) if cause.unit_price else ""
    blanks = {"before": voice.number(before), "after": voice.number(after), "price": price}
    return voice.say("cause_seats", product=cause.product or "", **blanks)


def _price(voice: Voice, cause: Cause) -> str:
    before, after = _amounts(voice, cause)
    return voice.say("cause_price", product=cause.product or "", before=before, after=after)


def _usage(voice: Voice, cause: Cause) -> str:
    before, after = _amounts(voice, cause)
    key = "cause_more_usage" if cause.amount.amount > 0 else "cause_less_usage"
    return voice.say(key, product=cause.product or "", before=before, after=after)


def _amounts(voice: Voice, cause: Cause) -> tuple[str, str]:
    currency = cause.amount.currency
    before, after = (Money(value or Decimal(0), currency) for value in (cause.before, cause.after))
    return voice.money(before), voice.money(after)


_WORDS: dict[CauseKind, Callable[[Voice, Cause], str]] = {
    CauseKind.TAX: _tax,
    CauseKind.SEAT_CHANGE: _seat_change,
    CauseKind.EARLIER_SEAT_CHANGE: _earlier_seat_change,
    CauseKind.SEATS: _seats,
    CauseKind.PRICE: _price,
    CauseKind.USAGE: _usage,
}
