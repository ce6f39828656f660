"""Which invoice a question is about: the one named, else the one talked about, else the latest."""

from actions.kernel.exchange import Exchange
from bot.services.billing.invoices import InvoiceFacts, InvoiceQuery, InvoicesFound

_NAMING = ("invoice_number", "period", "amount", "which")


def query_of(exchange: Exchange) -> InvoiceQuery:
    """Everything the message says about an invoice."""
    asked = exchange.asked
    return InvoiceQuery(
        number=asked.first("invoice_number"),
        period=asked.first("period"),
        day=asked.first("date"),
        product=asked.first("product"),
        amount=asked.first("amount"),
        which=asked.first("which"),
        context=asked.slot("invoice_number"),
    )


def search(exchange: Exchange) -> InvoicesFound:
    """The invoices the message means. Raises DeskError."""
    return exchange.desk.billing.invoices.find(query_of(exchange), asked_by=exchange.who, today=exchange.today)


def chosen(exchange: Exchange) -> InvoiceFacts | None:
    """The one invoice a question is about, now in context; None when the customer has none. Raises DeskError."""
    facts = _first_found(exchange, query_of(exchange)) if names_one(exchange) else _in_question(exchange)
    if facts is not None:
        exchange.remember(invoice_number=facts.number)
    return facts


def names_one(exchange: Exchange) -> bool:
    """Whether the message itself says which invoice."""
    return any(exchange.asked.first(entity) for entity in _NAMING)


def none_found(exchange: Exchange, found: InvoicesFound) -> str:
    """That nothing fits what was said of an invoice, and that the latest follows instead."""
    voice = exchange.voice
    none = voice.say("none_in_period", period=voice.span(found.period)) if found.period else voice.say("none_fits")
    return f"{none} {voice.say('latest_instead')}"


def _first_found(exchange: Exchange, query: InvoiceQuery) -> InvoiceFacts | None:
    """What a query means; when nothing fits, the latest invoice, and it is said that it is not what was asked for."""
    found = exchange.desk.billing.invoices.find(query, asked_by=exchange.who, today=exchange.today)
    if found.invoices:
        return found.invoices[0]
    if found.latest is not None:
        exchange.say(none_found(exchange, found))
    return found.latest


def _in_question(exchange: Exchange) -> InvoiceFacts | None:
    context = exchange.asked.slot("invoice_number")
    return exchange.desk.billing.invoices.in_question(context, asked_by=exchange.who, today=exchange.today)
