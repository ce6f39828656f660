"""Copies of invoices to download, at once and as often as asked for."""

from actions.billing.invoices.subjects import subjects
from actions.kernel.answer import Answer
from actions.kernel.exchange import Button, Exchange
from actions.kernel.wishes import read_back
from bot.domain.kernel.periods import Period
from bot.services.billing.documents import DocumentLink
from bot.services.billing.invoice_lists import InvoiceWish
from bot.services.billing.invoices import InvoiceFacts
from bot.writing.dates import clock


class CopyInvoice(Answer):
    """A copy of an invoice to download, from a button."""

    action = "action_copy_invoice"

    def answer(self, exchange: Exchange) -> None:
        """A link that lives for a short while, bound to this conversation."""
        exchange.who.require_money()
        copy(exchange)


def copy(exchange: Exchange) -> None:
    """A link for each invoice the question is about; to be mailed to somebody, a wish that people carry out."""
    invoices = subjects(exchange).invoices
    if exchange.asked.first("email") and invoices:
        _to_somebody(exchange, invoices)
        return
    for facts in invoices:
        link = _link(exchange, facts)
        exchange.tell("copy_ready", [download_button(exchange, link)], number=facts.number, time=expiry(exchange, link))


def _to_somebody(exchange: Exchange, invoices: tuple[InvoiceFacts, ...]) -> None:
    """The chat mails nothing to other people: the wish with every invoice and the address, read back."""
    voice, addresses = exchange.voice, dict.fromkeys(exchange.asked.all("email"))
    numbers, to = voice.list(facts.number for facts in invoices), voice.list(addresses)
    read_back(exchange, voice.say("wish_send", numbers=numbers, to=to), before=[voice.say("send_by_people")])


def not_received(exchange: Exchange) -> None:
    """When it was issued, that the desk does not see mail, and the copy itself."""
    for facts in subjects(exchange).invoices:
        link, day = _link(exchange, facts), exchange.voice.day(facts.invoice.issued_on)
        exchange.tell(
            "not_received",
            [download_button(exchange, link)],
            number=facts.number,
            day=day,
            time=expiry(exchange, link),
        )


def download_button(exchange: Exchange, link: DocumentLink, label: str = "download") -> Button:
    """Opens what a link leads to."""
    address = f"{exchange.desk.settings.public_url}/documents/{link.secret}"
    return {"title": exchange.voice.say(f"button_{label}"), "url": address}


def table_button(exchange: Exchange, wanted: InvoiceWish | Period) -> Button:
    """Opens a list of invoices, or the statement of some days, as CSV; the link lives as a copy's does."""
    link = exchange.desk.billing.documents.table_link(
        wanted,
        asked_by=exchange.who,
        conversation_id=exchange.asked.conversation_id,
        language=exchange.voice.language,
        now=exchange.now,
    )
    return download_button(exchange, link, "table")


def expiry(exchange: Exchange, link: DocumentLink) -> str:
    """Until when a link works, at the partner's place."""
    return clock(link.expires_at.astimezone(exchange.desk.partner.zone))


def _link(exchange: Exchange, facts: InvoiceFacts) -> DocumentLink:
    return exchange.desk.billing.documents.link(
        facts.number,
        asked_by=exchange.who,
        conversation_id=exchange.asked.conversation_id,
        language=exchange.voice.language,
        now=exchange.now,
    )
