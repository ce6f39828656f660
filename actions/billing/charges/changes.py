"""Why an invoice is higher or lower than another, and by how much."""

from collections.abc import Callable

from actions.billing.charges.asked import (
    compared,
    each_line,
    keep,
    product_meant,
    say_what_is_empty,
    say_what_is_missing,
)
from actions.kernel.exchange import Exchange
from bot.domain.billing.comparison import Comparison, compare
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.shares import items_named, share_of
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.domain.kernel.questions import Form
from bot.services.billing.explaining import Billed
from bot.services.billing.sentences.causes import cause_text
from bot.services.billing.sentences.differences import causes, totals, why_not
from bot.services.billing.sentences.lines import every_line
from bot.writing.voice import bullets

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
    exchange.say(why + every_line(exchange.voice, invoice))


def _or_why_not(exchange: Exchange, told: Compared, earlier: Invoice, later: Invoice) -> str:
    """The comparison, or why there is none and what each invoice comes to."""
    try:
        return told(exchange, earlier, later)
    except (CurrenciesDiffer, PeriodsDiffer) as reason:
        return why_not(exchange.voice, reason, earlier, later)


def _causes(exchange: Exchange, earlier: Invoice, later: Invoice) -> str:
    if product := exchange.asked.first("product"):
        return _why_product(exchange, compare(earlier, later), earlier, later, product)
    return causes(exchange.voice, earlier, later)


def _why_product(exchange: Exchange, found: Comparison, earlier: Invoice, later: Invoice, product: str) -> str:
    names = {item.product for invoice in (earlier, later) for item in items_named(invoice, product)}
    told = [cause_text(exchange.voice, cause) for cause in found.causes if cause.product in names]
    return "\n\n".join(filter(None, [_product_difference(exchange, earlier, later, product), bullets(told)]))


def _difference(exchange: Exchange, earlier: Invoice, later: Invoice) -> str:
    product = product_meant(exchange)
    if product:
        return _product_difference(exchange, earlier, later, product)
    found, voice = compare(earlier, later), exchange.voice
    both = totals(voice, earlier, later)
    if not found.difference:
        return voice.say("difference_none", **both)
    key = "difference_more" if found.difference.amount > 0 else "difference_less"
    said = voice.say(key, difference=voice.money(abs(found.difference)), **both)
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
