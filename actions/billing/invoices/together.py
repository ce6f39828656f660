"""Invoices told before, added up: in all, their tax, without tax, or what a product came to on them."""

from actions.billing.charges.asked import talked_about
from actions.billing.invoices.asking import is_described, is_plural, listed_last, told_in_turn
from actions.billing.invoices.subjects import FEW, all_button, listing, show_button
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from actions.kernel.question import Question
from bot.domain.billing.selection import Sums
from bot.domain.billing.shares import items_named, share_of, with_tax
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.money import total
from bot.services.billing.invoice_lists import InvoiceWish
from bot.services.billing.meant import Meant

ADDED_UP = frozenset({"sum", "count", "list"})
"""Aspects of several invoices, after which a part of them is asked of all."""
_SUMMED = {"net": "net", "tax": "tax", "tax_rate": "tax"}


def or_together(plan: Plan, summed: str) -> Plan:
    """The plan; asked of several told before, their sum: `summed` is what this plan tells of one.

    Asked how much of those is paid, that and what is left.
    """

    def either(exchange: Exchange) -> None:
        numbers = told_before(exchange)
        asked = exchange.asked
        if numbers and summed == "total" and asked.speaks_of(SpokenOf.PAID_PART) and _after_many(asked):
            add_up(exchange, numbers, "paid")
            return
        if len(numbers) < 2 or not (asked.first("together") or _is_of_a_sum(asked, summed)):
            plan(exchange)
            return
        before = _summed_before(asked) if asked.first("together") else summed
        add_up(exchange, numbers, summed if before == "total" else before)

    return either


def share_of_those(plan: Plan) -> Plan:
    """The plan; a product asked about after several invoices were added up or listed is told of all of them."""

    def either(exchange: Exchange) -> None:
        asked, numbers = exchange.asked, told_before(exchange)
        product = asked.first("product")
        if product and _after_many(asked) and len(numbers) > 1:
            _add_up_product(exchange, numbers, product)
        else:
            plan(exchange)

    return either


def _after_many(asked: Question) -> bool:
    return asked.slot("topic") == "find_invoice" and asked.slot("aspect") in ADDED_UP


def told_before(exchange: Exchange) -> tuple[str, ...]:
    """The numbers listed last, or told one after the other; none where the question says which it is about."""
    asked = exchange.asked
    own = asked.first("invoice_number") or asked.first("which") or asked.first("rank") or is_plural(asked)
    if own or (is_described(asked) and not asked.first("product")):
        return ()
    return told_in_turn(asked) or (talked_about(exchange) if len(talked_about(exchange)) > 1 else listed_last(asked))


def add_up(exchange: Exchange, numbers: tuple[str, ...], summed: str) -> None:
    """What these come to, and which these are."""
    product = exchange.asked.slot("product")
    if summed == "share" and product:
        _add_up_product(exchange, numbers, product)
        return
    found = listing(exchange, InvoiceWish(numbers=numbers))
    said = [sum_of_part(exchange, sums, summed) for sums in found.sums]
    _say(exchange, " ".join(said), numbers)


def sum_of_part(exchange: Exchange, sums: Sums, summed: str) -> str:
    """The sum of what is asked of several invoices in one currency."""
    voice = exchange.voice
    key = {"tax": "together_tax", "net": "together_net", "paid": "together_paid"}.get(summed, "together_total")
    amounts = {"net": voice.money(sums.net), "tax": voice.money(sums.tax), "total": voice.money(sums.billed)}
    amounts |= {"paid": voice.money(sums.paid), "owed": voice.money(sums.owed)}
    said = voice.say(key, **amounts)
    if not sums.credited:
        return said
    return f"{said} {voice.say('together_credited', credited=voice.money(abs(sums.credited)))}"


def _add_up_product(exchange: Exchange, numbers: tuple[str, ...], product: str) -> None:
    voice = exchange.voice
    found = exchange.desk.billing.explaining.billed(Meant(numbers), asked_by=exchange.who, today=exchange.today)
    said, names = [], dict[str, None]()
    for invoice in found.invoices:
        names |= dict.fromkeys(item.product for item in items_named(invoice, product))
    for currency in sorted({invoice.currency for invoice in found.invoices}):
        alike = [invoice for invoice in found.invoices if invoice.currency == currency]
        net = total((share_of(invoice, product) for invoice in alike), currency)
        gross = total((with_tax(invoice, share_of(invoice, product)) for invoice in alike), currency)
        blanks = {"amount": voice.money(net), "product": voice.list(names) or product}
        key = "together_share" if gross != net else "together_share_no_tax"
        said.append(voice.say(key, gross=voice.money(gross), **blanks))
    exchange.remember(product=product)
    _say(exchange, " ".join(said), numbers)


def _say(exchange: Exchange, said: str, numbers: tuple[str, ...]) -> None:
    exchange.remember(topic="find_invoice", aspect="sum", invoice_number=None, listed=",".join(numbers))
    these = exchange.voice.say("together_of", numbers=exchange.voice.list(numbers))
    exchange.say(f"{said} {these}", [*(show_button(exchange, n) for n in numbers[:FEW]), all_button(exchange)])


def _is_of_a_sum(asked: Question, summed: str) -> bool:
    """Whether a sum was told just before, and its tax or net is asked about now."""
    return summed in ("net", "tax") and asked.slot("topic") == "find_invoice" and asked.slot("aspect") == "sum"


def _summed_before(asked: Question) -> str:
    """What of the invoices was told just before: this is what is added up."""
    aspect = asked.slot("aspect") or ""
    if asked.slot("topic") == "explain_charge":
        return "share" if aspect == "share" and asked.slot("product") else "total"
    return _SUMMED.get(aspect, "total")
