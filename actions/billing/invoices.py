"""Invoices looked up: one, several, unpaid ones, what is owed, and copies."""

from actions.billing import invoice_words as words
from actions.billing.collections import steps_ahead, told_what_comes_next
from actions.billing.which_invoice import chosen, names_one, none_found, query_of, search
from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.voice import bullets
from bot.domain.billing.invoices import InvoiceStatus
from bot.services.billing.invoices import Criterion, InvoiceFacts, InvoiceQuery, InvoicesFound
from bot.writing.dates import clock


class FindInvoice(Answer):
    """Shows the invoice meant, several to choose from, or the latest when none fits."""

    action = "action_find_invoice"

    def answer(self, exchange: Exchange) -> None:
        """One call finds; how many were found decides the answer."""
        _show_found(exchange, search(exchange))


class PreviousInvoice(Answer):
    """The invoice before the one talked about."""

    action = "action_previous_invoice"

    def answer(self, exchange: Exchange) -> None:
        """Counts from the context, or from the latest invoice; a period or number named instead decides."""
        query = query_of(exchange)
        if not names_one(exchange):
            query = InvoiceQuery(which="previous", context=query.context)
        found = exchange.desk.billing.invoices.find(query, asked_by=exchange.who, today=exchange.today)
        if not found.invoices and found.criterion is Criterion.NEIGHBOUR:
            exchange.remember(invoice_number=query.context)
            exchange.tell("no_earlier_invoice", [exchange.button("latest_invoice", "find_invoice", which="last")])
            return
        _show_found(exchange, found)


class InvoiceStatusAnswer(Answer):
    """Whether an invoice is paid, and when it is due."""

    action = "action_invoice_status"

    def answer(self, exchange: Exchange) -> None:
        """The one named, else the one talked about, else the latest."""
        if told_what_comes_next(exchange):
            return
        if names_one(exchange):
            _show_found(exchange, search(exchange), and_next=True)
            return
        facts = chosen(exchange)
        if facts is None:
            exchange.tell("no_invoices")
        else:
            _show_status(exchange, facts)


class ListOpenInvoices(Answer):
    """Everything with something left to pay."""

    action = "action_list_open_invoices"

    def answer(self, exchange: Exchange) -> None:
        """The list, or the good news that there is none."""
        if told_what_comes_next(exchange):
            return
        unpaid = exchange.desk.billing.invoices.unpaid(asked_by=exchange.who, today=exchange.today)
        if not unpaid:
            exchange.tell("nothing_unpaid", [exchange.button("latest_invoice", "find_invoice", which="last")])
        elif len(unpaid) == 1:
            exchange.remember(invoice_number=unpaid[0].number)
            intro = exchange.voice.counted("unpaid", 1)
            _show(exchange, unpaid[0], f"{intro} {words.sentence(exchange, unpaid[0])}")
        else:
            _list(exchange, exchange.voice.counted("unpaid", len(unpaid)), unpaid, "unpaid_title")


class BalanceDue(Answer):
    """What is owed, by currency, and what of it is overdue."""

    action = "action_balance_due"

    def answer(self, exchange: Exchange) -> None:
        """A figure for each currency, with the invoices behind it."""
        balances = exchange.desk.billing.invoices.balances(asked_by=exchange.who, today=exchange.today)
        if not balances:
            exchange.tell("nothing_owed")
            return
        invoices = [facts for balance in balances for facts in balance.invoices]
        said = " ".join(words.balance_line(exchange, balance) for balance in balances)
        if len(invoices) == 1:
            exchange.remember(invoice_number=invoices[0].number)
        text = f"{said}\n\n{bullets(words.line(exchange, facts) for facts in invoices)}"
        card = words.list_card(exchange, exchange.voice.say("unpaid_title"), invoices)
        exchange.say(text, _after_balance(exchange, invoices), card)


class CopyInvoice(Answer):
    """A copy of an invoice to download."""

    action = "action_copy_invoice"

    def answer(self, exchange: Exchange) -> None:
        """A link that lives for a short while, bound to this conversation."""
        facts = chosen(exchange)
        if facts is None:
            exchange.tell("no_invoices")
            return
        link = exchange.desk.billing.documents.link(
            facts.number,
            asked_by=exchange.who,
            conversation_id=exchange.asked.conversation_id,
            language=exchange.voice.language,
            now=exchange.now,
        )
        expires = clock(link.expires_at.astimezone(exchange.desk.partner.zone))
        download = {"title": exchange.voice.say("button_download"), "url": _address(exchange, link.secret)}
        exchange.tell("copy_ready", [download], number=facts.number, time=expires)


def _address(exchange: Exchange, secret: str) -> str:
    return f"{exchange.desk.settings.public_url}/documents/{secret}"


def _show_found(exchange: Exchange, found: InvoicesFound, *, and_next: bool = False) -> None:
    if len(found.invoices) > 1:
        _list(exchange, exchange.voice.counted("found", len(found.invoices)), found.invoices, "found_title")
    elif found.invoices:
        facts = found.invoices[0]
        exchange.remember(invoice_number=facts.number)
        _show_status(exchange, facts) if and_next else _show(exchange, facts, words.sentence(exchange, facts))
    else:
        _none_found(exchange, found)


def _none_found(exchange: Exchange, found: InvoicesFound) -> None:
    latest = found.latest
    if latest is None:
        exchange.tell("no_invoices")
        return
    exchange.remember(invoice_number=latest.number)
    _show(exchange, latest, f"{none_found(exchange, found)} {words.sentence(exchange, latest)}")


def _show(exchange: Exchange, facts: InvoiceFacts, text: str) -> None:
    exchange.say(text, words.buttons(exchange, facts), words.card(exchange, facts))


def _show_status(exchange: Exchange, facts: InvoiceFacts) -> None:
    """How it stands; for an overdue one also what comes next, which is what the question is about."""
    ahead = steps_ahead(exchange, facts.number) if facts.status is InvoiceStatus.OVERDUE else ""
    _show(exchange, facts, words.sentence(exchange, facts) + ahead)


def _list(exchange: Exchange, intro: str, invoices: tuple[InvoiceFacts, ...], title: str) -> None:
    text = f"{intro}\n\n{bullets(words.line(exchange, facts) for facts in invoices)}"
    show = [
        {
            "title": exchange.voice.say("button_show_invoice", number=facts.number),
            "payload": exchange.button("explain", "find_invoice", invoice_number=facts.number)["payload"],
        }
        for facts in invoices[:4]
    ]
    exchange.say(text, show, words.list_card(exchange, exchange.voice.say(title), invoices))


def _after_balance(exchange: Exchange, invoices: list[InvoiceFacts]) -> list[dict[str, str]]:
    payable = [facts for facts in invoices if facts.payment_link]
    if len(invoices) == 1 and payable and payable[0].payment_link:
        pay = [words.pay_button(exchange, payable[0].payment_link, payable[0].invoice.balance)]
    else:
        pay = []
    return [*pay, exchange.button("payment_methods", "payment_methods"), *_overdue_button(exchange, invoices)]


def _overdue_button(exchange: Exchange, invoices: list[InvoiceFacts]) -> list[dict[str, str]]:
    if not any(facts.days_overdue for facts in invoices):
        return []
    return [exchange.button("what_happens_next", "collections_policy")]
