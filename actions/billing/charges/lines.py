"""An invoice line by line, and what one line of it means."""

from collections.abc import Callable
from typing import Any

from actions.billing.charges.asked import product_meant
from actions.kernel.exchange import Exchange
from bot.domain.billing.explanation import Item, OtherCharge, RecurringCharge, SeatChange, UsageCharge, explain
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.shares import items_at, items_named
from bot.domain.kernel.money import Money
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.sentences.items import days_of_cycle, other_charge
from bot.services.billing.sentences.lines import every_line, lines_of


def whole(exchange: Exchange, invoice: Invoice) -> str:
    """The invoice line by line; asked about a product of it, that product's lines."""
    product = product_meant(exchange)
    return line(exchange, invoice) if product else every_line(exchange.voice, invoice)


def line(exchange: Exchange, invoice: Invoice) -> str:
    """What the line of an amount or of a product means; where neither is named, every line."""
    product, code = product_meant(exchange), exchange.asked.first("amount")
    if code and (found := items_at(invoice, _money(code, invoice))):
        return "\n".join(meaning(exchange, invoice, item) for item in found)
    if product and (found := items_named(invoice, product)):
        return "\n".join(meaning(exchange, invoice, item) for item in found)
    if not product and (not code or abs(_money(code, invoice)) in (invoice.total, invoice.net, invoice.tax)):
        return every_line(exchange.voice, invoice)
    voice = exchange.voice
    what = product or voice.money(_money(code or "0", invoice))
    none = voice.say("charge_line_none", number=invoice.number, what=what)
    return f"{none}\n\n{lines_of(exchange.voice, explain(invoice))}"


def meaning(exchange: Exchange, invoice: Invoice, item: Item) -> str:
    """What one item is, in a sentence that begins with the invoice and the amount."""
    return _MEANINGS[type(item)](exchange, invoice, item)


def change_blanks(exchange: Exchange, change: SeatChange) -> dict[str, str]:
    """The facts of a change of seats, as sentences about it need them."""
    voice = exchange.voice
    return {
        "product": change.product,
        "day": voice.day(change.served.first),
        "last": voice.day(change.served.last),
        "old": voice.number(change.old_seats),
        "new": voice.number(change.new_seats),
        "days": days_of_cycle(exchange.voice, change),
        "refunded": voice.money(abs(change.refunded)),
        "charged": voice.money(change.charged),
        "net": voice.money(change.net),
    }


def _recurring(exchange: Exchange, invoice: Invoice, item: RecurringCharge) -> str:
    voice = exchange.voice
    seats, price = voice.seats(item.quantity), voice.money(item.unit_price)
    return voice.say("charge_line_recurring", seats=seats, price=price, **_blanks(exchange, invoice, item))


def _usage(exchange: Exchange, invoice: Invoice, item: UsageCharge) -> str:
    return exchange.voice.say("charge_line_usage", **_blanks(exchange, invoice, item))


def _change(exchange: Exchange, invoice: Invoice, item: SeatChange) -> str:
    return exchange.voice.say("charge_line_change", number=invoice.number, **change_blanks(exchange, item))


def _other(exchange: Exchange, invoice: Invoice, item: OtherCharge) -> str:
    return exchange.voice.say(
        "charge_line_other", what=other_charge(exchange.voice, item), **_blanks(exchange, invoice, item)
    )


def _blanks(exchange: Exchange, invoice: Invoice, item: RecurringCharge | UsageCharge | OtherCharge) -> dict[str, str]:
    voice = exchange.voice
    amount, period = voice.money(item.amount), voice.span(item.served)
    return {"number": invoice.number, "amount": amount, "product": item.product, "period": period}


_MEANINGS: dict[type[Item], Callable[[Exchange, Invoice, Any], str]] = {
    RecurringCharge: _recurring,
    UsageCharge: _usage,
    SeatChange: _change,
    OtherCharge: _other,
}


def _money(code: str, invoice: Invoice) -> Money:
    amount, currency = amount_of(code)
    return Money(amount, currency or invoice.currency)
