"""Why an invoice is higher or lower than another, and by how much."""

from collections.abc import Callable
from decimal import Decimal

from actions.billing.cause_words import cause_text
from actions.billing.charges.amounts import credited
from actions.billing.charges.asked import (
    compared,
    each_line,
    keep,
    product_meant,
    say_what_is_empty,
    say_what_is_missing,
)
from actions.billing.charges.lines import every_line
from actions.kernel.exchange import Exchange
from actions.kernel.voice import bullets
from bot.domain.billing.comparison import Comparison, compare
from bot.domain.billing.explanation import RecurringCharge, items_of
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.shares import items_named, share_of
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.domain.kernel.questions import Form
from bot.services.billing.explaining import Billed

Compared = Callable[[Exchange, Invoice, Invoice], str]
"""What is said of an earlier and a later invoice. May raise CurrenciesDiffer or PeriodsDiffer."""


def change(exchange: Exchange) -> None:
    """The causes with their amounts, after the difference itself."""
    _compare(exchange, _causes)


def difference(exchange: Exchange) -> None:
    """By how much two invoices differ, or a product on them."""
    _compare(exchange, _difference)


def _compare(exchange: Exchange, told: Compared) -> None:
    found = compared(exchange)
    if not found.invoices:
        exchange.tell("no_invoices")
        return
    say_what_is_empty(exchange, found)
    if found.pairs and not _stands_alone(found):
        later = found.pairs[-1][1]
        keep(exchange, [found.pairs[0][0], *(pair[1] for pair in found.pairs)])
        exchange.remember(invoice_number=later.number)
        text = "\n\n".join(_or_why_not(exchange, told, *pair) for pair in found.pairs)
        exchange.say(text, each_line(exchange, later.number))
    else:
        _tell_alone(exchange, found)
    say_what_is_missing(exchange, found)


def _stands_alone(found: Billed) -> bool:
    """Whether something else was named to compare with, and is not there."""
    named = {invoice.number for invoice in (*found.invoices, *found.against.invoices)}
    return len(named) == 1 and not found.meant.instead and bool(found.empty or found.missing)


def _tell_alone(exchange: Exchange, found: Billed) -> None:
    """The one invoice there is, with what it is made of."""
    invoice = found.invoices[0]
    keep(exchange, (invoice,))
    lone = not (found.empty or found.missing)
    why = exchange.voice.say("nothing_to_compare", number=invoice.number) + " " if lone else ""
    exchange.say(why + every_line(exchange, invoice))


def _or_why_not(exchange: Exchange, told: Compared, earlier: Invoice, later: Invoice) -> str:
    """The comparison, or why there is none and what each invoice comes to."""
    voice = exchange.voice
    try:
        return told(exchange, earlier, later)
    except (CurrenciesDiffer, PeriodsDiffer) as reason:
        totals = voice.say("two_totals", **_totals(exchange, earlier, later))
        return f"{voice.say(reason.code, **reason.blanks)} {totals}"


def _causes(exchange: Exchange, earlier: Invoice, later: Invoice) -> str:
    found, voice = compare(earlier, later), exchange.voice
    if product := exchange.asked.first("product"):
        return _why_product(exchange, found, earlier, later, product)
    parts = [_higher_or_lower(exchange, found)]
    if found.causes:
        parts.append(bullets(cause_text(exchange, cause) for cause in found.causes))
    else:
        parts.append(_why_same(exchange, earlier, later))
    if found.credited:
        noted = [credited(exchange, invoice) for invoice in (earlier, later) if invoice.credit_notes]
        parts.append(" ".join([*noted, voice.say("comparison_credited")]))
    return "\n\n".join(filter(None, parts))


def _why_same(exchange: Exchange, earlier: Invoice, later: Invoice) -> str:
    """Of two alike: the seats that both bill, used or not."""
    voice, billed = exchange.voice, [_seats_billed(invoice) for invoice in (earlier, later)]
    if billed[0] != billed[1] or earlier.credit_notes or later.credit_notes:
        return ""
    return " ".join(
        voice.say("same_seats", seats=voice.seats(quantity), product=product) for product, quantity in billed[0]
    )


def _seats_billed(invoice: Invoice) -> list[tuple[str, Decimal]]:
    return [(item.product, item.quantity) for item in items_of(invoice) if isinstance(item, RecurringCharge)]


def _why_product(exchange: Exchange, found: Comparison, earlier: Invoice, later: Invoice, product: str) -> str:
    names = {item.product for invoice in (earlier, later) for item in items_named(invoice, product)}
    causes = [cause_text(exchange, cause) for cause in found.causes if cause.product in names]
    return "\n\n".join(filter(None, [_product_difference(exchange, earlier, later, product), bullets(causes)]))


def _difference(exchange: Exchange, earlier: Invoice, later: Invoice) -> str:
    product = product_meant(exchange)
    if product:
        return _product_difference(exchange, earlier, later, product)
    found, voice = compare(earlier, later), exchange.voice
    totals = _totals(exchange, earlier, later)
    if not found.difference:
        return voice.say("difference_none", **totals)
    key = "difference_more" if found.difference.amount > 0 else "difference_less"
    said = voice.say(key, difference=voice.money(abs(found.difference)), **totals)
    return voice.say("answer_yes", answer=said) if exchange.asked.form is Form.YES_NO else said


def _product_difference(exchange: Exchange, earlier: Invoice, later: Invoice, product: str) -> str:
    """By how much a product rose or fell. Raises CurrenciesDiffer."""
    if earlier.currency != later.currency:
        raise CurrenciesDiffer(number=later.number, other=earlier.number)
    voice = exchange.voice
    named = [item.product for invoice in (later, earlier) for item in items_named(invoice, product)]
    before, after = share_of(earlier, product), share_of(later, product)
    key = "product_same" if before == after else "product_rose" if before < after else "product_fell"
    return voice.say(
        key,
        product=voice.list(dict.fromkeys(named)) or product,
        difference=voice.money(abs(after - before)),
        before=voice.money(before),
        after=voice.money(after),
        earlier=earlier.number,
        later=later.number,
    )


def _higher_or_lower(exchange: Exchange, found: Comparison) -> str:
    voice = exchange.voice
    blanks = {
        "later": found.later_number,
        "earlier": found.earlier_number,
        "later_total": voice.money(found.later_total),
        "earlier_total": voice.money(found.earlier_total),
    }
    if not found.difference:
        return voice.say("comparison_same", **blanks)
    key = "comparison_higher" if found.difference.amount > 0 else "comparison_lower"
    return voice.say(key, difference=voice.money(abs(found.difference)), **blanks)


def _totals(exchange: Exchange, earlier: Invoice, later: Invoice) -> dict[str, str]:
    money = exchange.voice.money
    return {
        "later": later.number,
        "earlier": earlier.number,
        "later_total": money(later.total),
        "earlier_total": money(earlier.total),
    }
