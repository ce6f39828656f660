"""An invoice line by line, and what one line of it means."""

from collections.abc import Callable, Sequence
from typing import Any

from actions.billing.charges.asked import product_meant
from actions.billing.item_words import days_of_cycle, item_text, other_charge
from actions.kernel.exchange import Exchange
from actions.kernel.voice import bullets
from bot.domain.billing.explanation import Explanation, Item, OtherCharge, RecurringCharge, SeatChange, UsageCharge
from bot.domain.billing.explanation import explain as explained
from bot.domain.billing.invoices import CreditNote, Invoice
from bot.domain.billing.shares import items_at, items_named
from bot.domain.kernel.money import Money
from bot.services.billing.invoice_search import amount_of


def whole(exchange: Exchange, invoice: Invoice) -> str:
    """The invoice line by line; asked about a product of it, that product's lines."""
    product = product_meant(exchange)
    return line(exchange, invoice) if product else every_line(exchange, invoice)


def every_line(exchange: Exchange, invoice: Invoice) -> str:
    """The invoice line by line, with tax, total and what came later."""
    told, voice = explained(invoice), exchange.voice
    intro = voice.say("explanation", number=told.number, period=voice.span(told.period), total=voice.money(told.total))
    return f"{intro}\n\n{_lines(exchange, told)}"


def line(exchange: Exchange, invoice: Invoice) -> str:
    """What the line of an amount or of a product means; where neither is named, every line."""
    product, code = product_meant(exchange), exchange.asked.first("amount")
    if code and (found := items_at(invoice, _money(code, invoice))):
        return "\n".join(meaning(exchange, invoice, item) for item in found)
    if product and (found := items_named(invoice, product)):
        return "\n".join(meaning(exchange, invoice, item) for item in found)
    if not product and (not code or abs(_money(code, invoice)) in (invoice.total, invoice.net, invoice.tax)):
        return every_line(exchange, invoice)
    voice = exchange.voice
    what = product or voice.money(_money(code or "0", invoice))
    none = voice.say("charge_line_none", number=invoice.number, what=what)
    return f"{none}\n\n{_lines(exchange, explained(invoice))}"


def meaning(exchange: Exchange, invoice: Invoice, item: Item) -> str:
    """What one item is, in a sentence that begins with the invoice and the amount."""
    return _MEANINGS[type(item)](exchange, invoice, item)


def reason_of(exchange: Exchange, note: CreditNote) -> str:
    """Why a credit note was issued, in words."""
    key = f"credit_reason_{note.reason}"
    return exchange.voice.say(key if exchange.voice.knows(key) else "credit_reason_other")


def change_blanks(exchange: Exchange, change: SeatChange) -> dict[str, str]:
    """The facts of a change of seats, as sentences about it need them."""
    voice = exchange.voice
    return {
        "product": change.product,
        "day": voice.day(change.served.first),
        "last": voice.day(change.served.last),
        "old": voice.number(change.old_seats),
        "new": voice.number(change.new_seats),
        "days": days_of_cycle(exchange, change),
        "refunded": voice.money(abs(change.refunded)),
        "charged": voice.money(change.charged),
        "net": voice.money(change.net),
    }


def _lines(exchange: Exchange, told: Explanation) -> str:
    lines: Sequence[str] = [item_text(exchange, item) for item in told.items]
    return bullets([*lines, *_tax_and_credit(exchange, told)])


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
        "charge_line_other", what=other_charge(exchange, item), **_blanks(exchange, invoice, item)
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


def _tax_and_credit(exchange: Exchange, told: Explanation) -> list[str]:
    voice = exchange.voice
    lines = [voice.say("item_tax", rate=voice.percent(told.tax_rate), amount=voice.money(told.tax))]
    if not told.tax:
        lines = [voice.say("item_no_tax")]
    if not told.credit_notes:
        return [*lines, _total_line(exchange, told.total, told.balance)]
    credits = [_credit_line(exchange, note) for note in told.credit_notes]
    total = voice.say("item_total_credited", total=voice.money(told.total))
    return [*lines, total, *credits, voice.say("item_balance", balance=voice.money(told.balance))]


def _credit_line(exchange: Exchange, note: CreditNote) -> str:
    voice = exchange.voice
    return voice.say(
        "item_credit", note=note.number, reason=reason_of(exchange, note), amount=voice.signed(note.amount)
    )


def _total_line(exchange: Exchange, total: Money, balance: Money) -> str:
    voice = exchange.voice
    if balance.amount <= 0:
        return voice.say("item_total_paid", total=voice.money(total))
    if balance == total:
        return voice.say("item_total_open", total=voice.money(total))
    return voice.say("item_total", total=voice.money(total), balance=voice.money(balance))


def _money(code: str, invoice: Invoice) -> Money:
    amount, currency = amount_of(code)
    return Money(amount, currency or invoice.currency)
