"""Which invoice a question is about: the one named, else the one talked about, else the latest."""

from actions.exchange import Exchange
from bot.services.billing import InvoiceFacts, InvoiceQuery, InvoicesFound

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
    return exchange.desk.billing.find(query_of(exchange), asked_by=exchange.who, today=exchange.today)


def chosen(exchange: Exchange) -> InvoiceFacts | None:
    """The one invoice a question is about, now in context; None when the customer has none. Raises DeskError."""
    facts = _named(exchange) or _in_question(exchange)
    if facts is not None:
        exchange.remember(invoice_number=facts.number)
    return facts


def names_one(exchange: Exchange) -> bool:
    """Whether the message itself says which invoice."""
    return any(exchange.asked.first(entity) for entity in _NAMING)


def _named(exchange: Exchange) -> InvoiceFacts | None:
    if not names_one(exchange):
        return None
    return next(iter(search(exchange).invoices), None)


def _in_question(exchange: Exchange) -> InvoiceFacts | None:
    context = exchange.asked.slot("invoice_number")
    return exchange.desk.billing.in_question(context, asked_by=exchange.who, today=exchange.today)
