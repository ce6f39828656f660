"""Numbers on an invoice: seats billed, the price of one, the share of a product, and for how many days."""

from collections.abc import Iterator

from actions.billing.charges.asked import TOPIC, product_meant
from actions.billing.charges.lines import change_blanks
from actions.kernel.exchange import Exchange
from actions.kernel.wishes import seats_in
from bot.domain.billing.explanation import Item, RecurringCharge, SeatChange, UsageCharge, items_of
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.shares import items_named, products_of, share_of, with_tax
from bot.domain.kernel.money import Money
from bot.domain.kernel.periods import Period
from bot.writing.voice import bullets


def seats(exchange: Exchange, invoice: Invoice) -> str:
    """How many seats were billed, and where that changed within the period."""
    items = _asked_about(exchange, invoice)
    told = [_seats_of(exchange, invoice, item) for item in items if isinstance(item, RecurringCharge)]
    changes = [item for item in items if isinstance(item, SeatChange)]
    changed = [_seats_changed(exchange, change) for change in changes]
    asked = exchange.asked
    compared = asked.slot("topic") == TOPIC and asked.slot("aspect") in ("change", "difference")
    told = [*changed, *told] if compared or asked.first("part") == "seats" else [*told, *changed]
    return " ".join(told) or _without_seats(exchange, invoice, items)


def unit_price(exchange: Exchange, invoice: Invoice) -> str:
    """The price of one seat of each product billed by seats."""
    items, voice = _asked_about(exchange, invoice), exchange.voice
    charges = {item.product: item for item in items if isinstance(item, RecurringCharge | SeatChange)}
    told = [
        voice.say("billed_unit_price", price=voice.money(item.unit_price), **_where(exchange, invoice, product))
        for product, item in charges.items()
    ]
    count = seats_in(exchange.asked)
    if count and len(charges) == 1:
        price = next(iter(charges.values())).unit_price
        cost = voice.money(Money(price.amount * count, price.currency))
        told.insert(0, voice.say("seats_at_price", cost=cost, seats=voice.seats(count)))
    return " ".join(told) or _without_seats(exchange, invoice, items)


def share(exchange: Exchange, invoice: Invoice) -> str:
    """What a product comes to before and with tax; where none is named, each of them."""
    product, voice = product_meant(exchange), exchange.voice
    if product is None:
        shares = [f"{name}: {voice.money(share_of(invoice, name))}" for name in products_of(invoice)]
        intro = voice.say("charge_shares", number=invoice.number, net=voice.money(invoice.net))
        return f"{intro}\n\n{bullets(shares)}"
    names = list(dict.fromkeys(item.product for item in items_named(invoice, product)))
    if not names:
        return voice.say("product_not_billed", number=invoice.number, product=product)
    net = share_of(invoice, product)
    blanks = {"number": invoice.number, "product": voice.list(names), "amount": voice.money(net)}
    if not invoice.tax:
        return voice.say("charge_share_no_tax", **blanks)
    return voice.say("charge_share", gross=voice.money(with_tax(invoice, net)), **blanks)


def days(exchange: Exchange, invoice: Invoice) -> str:
    """For how many days: of a change of seats where there is one, else of each product."""
    items = _asked_about(exchange, invoice)
    if not items:
        return _without_seats(exchange, invoice, items)
    changes = [item for item in items if isinstance(item, SeatChange)]
    return " ".join(_days_of_change(exchange, invoice, change) for change in changes) or " ".join(
        _days_of(exchange, invoice, product, served) for product, served in dict(_served(items)).items()
    )


def _seats_changed(exchange: Exchange, change: SeatChange) -> str:
    key = "billed_seats_more" if change.added > 0 else "billed_seats_fewer"
    seats = exchange.voice.seats(abs(change.added))
    return exchange.voice.say(key, seats=seats, **change_blanks(exchange, change))


def _asked_about(exchange: Exchange, invoice: Invoice) -> tuple[Item, ...]:
    product = product_meant(exchange)
    return items_named(invoice, product) if product else items_of(invoice)


def _seats_of(exchange: Exchange, invoice: Invoice, item: RecurringCharge) -> str:
    quantity = exchange.voice.seats(item.quantity)
    return exchange.voice.say("billed_seats", seats=quantity, **_where(exchange, invoice, item.product))


def _where(exchange: Exchange, invoice: Invoice, product: str) -> dict[str, str]:
    period = Period(invoice.period_from, invoice.period_to)
    return {"product": product, "number": invoice.number, "period": exchange.voice.span(period)}


def _without_seats(exchange: Exchange, invoice: Invoice, items: tuple[Item, ...]) -> str:
    """That there are no seats on it: the product is not on it, or is billed by usage."""
    voice = exchange.voice
    usage = [item for item in items if isinstance(item, UsageCharge)]
    if usage:
        return " ".join(
            voice.say("billed_by_usage", product=u.product, amount=voice.money(u.amount), number=invoice.number)
            for u in usage
        )
    product = product_meant(exchange)
    if product and not items:
        return voice.say("product_not_billed", number=invoice.number, product=product)
    return voice.say("no_seats_billed", number=invoice.number)


def _days_of_change(exchange: Exchange, invoice: Invoice, change: SeatChange) -> str:
    voice, blanks = exchange.voice, change_blanks(exchange, change)
    if change.cycle_days is None:
        return _days_of(exchange, invoice, change.product, change.served)
    count, cycle = voice.number(change.served.days), voice.number(change.cycle_days)
    return voice.say("billed_days_of_change", count=count, cycle=cycle, number=invoice.number, **blanks)


def _days_of(exchange: Exchange, invoice: Invoice, product: str, served: Period) -> str:
    voice = exchange.voice
    first, last = voice.day(served.first), voice.day(served.last)
    count = voice.days(served.days)
    return voice.say("billed_days", count=count, product=product, number=invoice.number, first=first, last=last)


def _served(items: tuple[Item, ...]) -> Iterator[tuple[str, Period]]:
    yield from ((item.product, item.served) for item in items)
