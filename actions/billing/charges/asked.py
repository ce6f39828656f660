"""Which invoices and which product a question about charges means, and how one answer is made of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.billing.invoices.asking import wish_of
from actions.billing.invoices.subjects import FEW, listing
from actions.kernel.exchange import Button, Exchange
from actions.kernel.planned import Plan
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.cues import Cue
from bot.services.billing.explaining import Billed
from bot.services.billing.invoice_search import InvoiceQuery
from bot.services.billing.meant import Meant
from bot.writing.voice import quoted

TOPIC = "explain_charge"
ABOUT_A_PRODUCT = frozenset({"share", "difference", "seats", "unit_price", "days", "line"})
"""Aspects after which a question that names no product is still about the one talked about."""

Told = Callable[[Exchange, Invoice], str]
"""What is said of one invoice."""
Beside = Callable[[Exchange, str], list[Button]]
"""The buttons beside what is said of the invoice of a number."""


def of_each(told: Told, beside: Beside | None = None) -> Plan:
    """A plan that says the same of each invoice meant; `beside` gives its buttons."""

    def plan(exchange: Exchange) -> None:
        found = exchange.desk.billing.explaining.billed(meant_by(exchange), asked_by=exchange.who, today=exchange.today)
        if not found.invoices:
            exchange.tell("no_invoices")
            return
        say_what_is_empty(exchange, found)
        keep(exchange, found.invoices)
        text = "\n\n".join(told(exchange, invoice) for invoice in found.invoices)
        exchange.say(text, (beside or each_line)(exchange, found.invoices[0].number))
        say_what_is_missing(exchange, found)

    return plan


def meant_by(exchange: Exchange) -> Meant:
    """The invoices a message means: an amount in it stands on the invoice, a product narrows its items.

    Where it says how the invoice stands, and none stands so, that is said, and the latest is meant.
    """
    asked = exchange.asked
    numbers = asked.all("invoice_number")
    if not numbers and asked.first("state"):
        numbers = _standing_so(exchange)
        if not numbers:
            exchange.say(f"{exchange.voice.say('none_fits')} {exchange.voice.say('latest_instead')}")
            return Meant(described=InvoiceQuery(which="last"))
    if not numbers and asked.first("which") == "other" and (other := _other(exchange)):
        numbers = (other,)
    return Meant(
        numbers=numbers,
        periods=asked.all("period"),
        described=_described(exchange),
        line=asked.first("amount"),
        context=asked.slot("invoice_number"),
    )


def _standing_so(exchange: Exchange) -> tuple[str, ...]:
    """The numbers of the invoices that are overdue, open or paid, as the message says, and fit what else it says."""
    wish = replace(wish_of(exchange), amount=None)
    return tuple(facts.number for facts in listing(exchange, wish, most=FEW).invoices)


def compared(exchange: Exchange) -> Billed:
    """The invoices a question about a difference means, and those it measures them against.

    "Higher than in September" names what to compare with. Nothing named: the two talked about, else the one.
    """
    asked, than = exchange.asked, exchange.asked.place_of(Cue.MEASURED_AGAINST)
    numbers, periods = asked.all("invoice_number"), asked.all("period")
    context = asked.slot("invoice_number")
    meant, against = Meant(numbers, periods, _end_of_list(exchange), context=context), None
    if numbers and periods:
        meant, against = Meant(numbers), Meant(periods=periods)
    elif than is not None and len(numbers) + len(periods) == 1 and _starts_after(exchange, than):
        meant, against = Meant(context=context), Meant(numbers, periods)
    elif not numbers and not periods and not meant.described and len(pair := talked_about(exchange)) == 2:
        meant = Meant(pair)
    return exchange.desk.billing.explaining.billed(meant, asked_by=exchange.who, today=exchange.today, against=against)


def product_meant(exchange: Exchange) -> str | None:
    """The product named, else the one talked about just before; kept for the questions that follow."""
    asked = exchange.asked
    follows = asked.slot("topic") == TOPIC and asked.slot("aspect") in ABOUT_A_PRODUCT
    product = asked.first("product") or (asked.slot("product") if follows else None)
    exchange.remember(product=product)
    return product


def talked_about(exchange: Exchange) -> tuple[str, ...]:
    """The numbers of the invoices that the answer before put side by side."""
    asked, listed = exchange.asked, exchange.asked.slot("listed") or ""
    if "+" in listed:  # told one after the other
        return tuple(listed.split("+"))
    return tuple(listed.split(",")) if asked.slot("topic") == TOPIC else ()


def keep(exchange: Exchange, invoices: Sequence[Invoice]) -> None:
    """Keeps what was talked about: one invoice as the one in question, those side by side as listed."""
    numbers = [invoice.number for invoice in invoices]
    context = exchange.asked.slot("invoice_number")
    moved = len(numbers) == 1 and context is not None and context not in numbers
    listed = [context, *numbers] if moved and exchange.asked.first("which") else numbers
    exchange.remember(invoice_number=numbers[0], listed=",".join(filter(None, listed)) if len(listed) > 1 else None)


def say_what_is_empty(exchange: Exchange, found: Billed) -> None:
    """That nothing was billed in a period named, or that nothing fits; what follows may be another invoice."""
    voice = exchange.voice
    said = [voice.say("none_in_period", period=voice.span(period)) for period in found.empty]
    if found.meant.instead:
        said = [*(said or [voice.say("none_fits")]), voice.say("latest_instead")]
    if said:
        exchange.say(" ".join(said))


def say_what_is_missing(exchange: Exchange, found: Billed) -> None:
    """Each number named that is not found."""
    for number in found.missing:
        exchange.tell("invoice_not_found", number=quoted(number, limit=40))


def each_line(exchange: Exchange, number: str) -> list[Button]:
    """Beside one charge of an invoice: all its lines, or to contest it."""
    return [exchange.button("every_line", TOPIC, invoice_number=number), _contest(exchange, number)]


def compare_it(exchange: Exchange, number: str) -> list[Button]:
    """Beside all lines of an invoice: the comparison with another, or to contest it."""
    return [exchange.button("compare", "compare_invoices", invoice_number=number), _contest(exchange, number)]


def _contest(exchange: Exchange, number: str) -> Button:
    return exchange.button("dispute", "dispute_charge", invoice_number=number)


def _described(exchange: Exchange) -> InvoiceQuery | None:
    """A day, or a place among the invoices; "the other one" is the one before where no two were put side by side."""
    asked = exchange.asked
    which = "previous" if asked.first("which") == "other" else asked.first("which")
    day = asked.first("date")
    return InvoiceQuery(day=day, which=which, context=asked.slot("invoice_number")) if day or which else None


def _end_of_list(exchange: Exchange) -> InvoiceQuery | None:
    """The latest or the first, if one is asked about; "the previous one" is what the invoice is compared with."""
    asked, than = exchange.asked, exchange.asked.place_of(Cue.MEASURED_AGAINST)
    places = zip(asked.all("which"), asked.starts.get("which", ()), strict=True)
    named = [which for which, start in places if than is None or start < than]
    end = next((which for which in named if which in ("last", "first")), None)
    return InvoiceQuery(which=end) if end else None


def _starts_after(exchange: Exchange, place: int) -> bool:
    named = [exchange.asked.place_of(entity) for entity in ("invoice_number", "period")]
    return any(start is not None and start >= place for start in named)


def _other(exchange: Exchange) -> str | None:
    context = exchange.asked.slot("invoice_number")
    others = [number for number in talked_about(exchange) if number != context]
    return others[0] if len(others) == 1 else None
