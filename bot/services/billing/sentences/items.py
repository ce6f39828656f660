"""The lines of an invoice in plain words; a change of seats told as one change."""

from bot.domain.billing.explanation import Item, OtherCharge, RecurringCharge, SeatChange, UsageCharge
from bot.writing.voice import Voice


def item_text(voice: Voice, item: Item) -> str:
    """One item in a sentence, with its amount before tax."""
    if isinstance(item, SeatChange):
        return _seat_change(voice, item)
    if isinstance(item, RecurringCharge):
        return _recurring(voice, item)
    if isinstance(item, UsageCharge):
        return voice.say("item_usage", product=item.product, amount=voice.money(item.amount))
    return _other(voice, item)


def days_of_cycle(voice: Voice, change: SeatChange) -> str:
    """For how long a change was billed: 12 of 30 days, or its dates where the rule does not reproduce the amounts."""
    if change.cycle_days is None:
        return voice.say("for_period", period=voice.span(change.served))
    return voice.say("for_days_of_cycle", days=change.served.days, cycle=change.cycle_days)


def other_charge(voice: Voice, item: OtherCharge) -> str:
    """What a line is called that is neither seats for a cycle nor usage."""
    key = f"charge_{item.charge_type.name.lower()}"
    return voice.say(key if voice.knows(key) else "charge_other")


def _recurring(voice: Voice, item: RecurringCharge) -> str:
    return voice.say(
        "item_recurring",
        product=item.product,
        seats=voice.seats(item.quantity),
        price=voice.money(item.unit_price),
        amount=voice.money(item.amount),
        period=voice.span(item.served),
    )


def _seat_change(voice: Voice, item: SeatChange) -> str:
    return voice.say(
        "item_seat_change",
        day=voice.day(item.served.first),
        product=item.product,
        old=voice.number(item.old_seats),
        new=voice.number(item.new_seats),
        net=voice.signed(item.net),
        days=days_of_cycle(voice, item),
        refunded=voice.money(abs(item.refunded)),
        charged=voice.money(item.charged),
    )


def _other(voice: Voice, item: OtherCharge) -> str:
    what = other_charge(voice, item)
    return voice.say(
        "item_other", what=what, product=item.product, amount=voice.money(item.amount), period=voice.span(item.served)
    )
