"""The lines of an invoice in plain words; a change of seats told as one change."""

from actions.kernel.exchange import Exchange
from bot.domain.billing.explanation import Item, OtherCharge, RecurringCharge, SeatChange, UsageCharge


def item_text(exchange: Exchange, item: Item) -> str:
    """One item in a sentence, with its amount before tax."""
    if isinstance(item, SeatChange):
        return _seat_change(exchange, item)
    if isinstance(item, RecurringCharge):
        return _recurring(exchange, item)
    if isinstance(item, UsageCharge):
        voice = exchange.voice
        return voice.say("item_usage", product=item.product, amount=voice.money(item.amount))
    return _other(exchange, item)


def days_of_cycle(exchange: Exchange, change: SeatChange) -> str:
    """For how long a change was billed: 12 of 30 days, or its dates where the rule does not reproduce the amounts."""
    if change.cycle_days is None:
        return exchange.voice.say("for_period", period=exchange.voice.span(change.served))
    return exchange.voice.say("for_days_of_cycle", days=change.served.days, cycle=change.cycle_days)


def other_charge(exchange: Exchange, item: OtherCharge) -> str:
    """What a line is called that is neither seats for a cycle nor usage."""
    key = f"charge_{item.charge_type.name.lower()}"
    return exchange.voice.say(key if exchange.voice.knows(key) else "charge_other")


def _recurring(exchange: Exchange, item: RecurringCharge) -> str:
    voice = exchange.voice
    return voice.say(
        "item_recurring",
        product=item.product,
        seats=voice.seats(item.quantity),
        price=voice.money(item.unit_price),
        amount=voice.money(item.amount),
        period=voice.span(item.served),
    )


def _seat_change(exchange: Exchange, item: SeatChange) -> str:
    voice = exchange.voice
    return voice.say(
        "item_seat_change",
        day=voice.day(item.served.first),
        product=item.product,
        old=voice.number(item.old_seats),
        new=voice.number(item.new_seats),
        net=voice.signed(item.net),
        days=days_of_cycle(exchange, item),
        refunded=voice.money(abs(item.refunded)),
        charged=voice.money(item.charged),
    )


def _other(exchange: Exchange, item: OtherCharge) -> str:
    voice, what = exchange.voice, other_charge(exchange, item)
    return voice.say(
        "item_other", what=what, product=item.product, amount=voice.money(item.amount), period=voice.span(item.served)
    )
