"""A half-written ticket about one invoice that the customer moves to another: "sorry, I meant NS-104231"."""

from typing import Final

from actions.kernel.exchange import Exchange
from bot.domain.kernel.cues import Asks, Cue
from bot.domain.kernel.errors import InvoiceNotFound

CORRECTS: Final = 8
"""Words up to which a message that names another invoice only says which one is meant; longer ones describe."""
_DESCRIBING: Final = ("amount", "seats", "product")


def moved_to_another_invoice(exchange: Exchange) -> bool:
    """Whether the message named another invoice for the ticket being written, and has been dealt with."""
    asked = exchange.asked
    before, kept = asked.slot("invoice_number"), asked.slot("ticket_text") or ""
    if not before or not kept.startswith(before) or not _only_names_one(exchange):
        return False
    named = asked.first("invoice_number") or ""
    try:
        number = exchange.desk.billing.invoices.one(named, asked_by=exchange.who, today=exchange.today).number
    except InvoiceNotFound as refusal:
        _keep(exchange, kept)
        exchange.tell(refusal.code, number=refusal.blanks["number"])
        return True
    if number == before:
        return False
    _keep(exchange, number + kept.removeprefix(before))
    exchange.remember(invoice_number=number)
    out = exchange.button("no_ticket", "deny")
    exchange.tell("dispute_moved", [out], number=number, before=before)
    return True


def _only_names_one(exchange: Exchange) -> bool:
    asked = exchange.asked
    if asked.is_choice or asked.slot("ticket_step") != "text":
        return False
    short = len(asked.text.split()) <= CORRECTS and asked.first(Cue.ASKS) != Asks.MARK
    return short and len(asked.all("invoice_number")) == 1 and not any(asked.first(name) for name in _DESCRIBING)


def _keep(exchange: Exchange, text: str) -> None:
    names = ("ticket_step", "ticket_matter", "ticket_product", "ticket_subject")
    exchange.remember(ticket_text=text, **{name: exchange.asked.slot(name) for name in names})
