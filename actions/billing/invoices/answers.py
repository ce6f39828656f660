"""The answers about invoices: which plan follows each thing that is asked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from actions.billing import invoice_words as words
from actions.billing.charges import quantities
from actions.billing.charges.asked import of_each
from actions.billing.charges.parts import of_the_difference
from actions.billing.invoices import copies, lists, one, standing
from actions.billing.invoices.asking import InvoiceQuestion, is_described, is_plural
from actions.billing.invoices.in_time import in_time_or
from actions.billing.invoices.subjects import subjects
from actions.billing.invoices.together import or_together
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from bot.domain.billing.selection import Order
from bot.domain.kernel.questions import ASPECTS

ABOUT_ONE = {
    "amount": or_together(one.each(one.amount, "pay", summed="total"), "total"),
    "net": or_together(one.each(one.net, summed="net"), "net"),
    "tax": of_the_difference(or_together(one.each(one.tax, summed="tax"), "tax")),
    "tax_rate": one.each(one.tax_rate),
    "tax_reason": one.each(one.tax_reason, "ticket"),
    "currency": one.or_unconverted(one.each(one.currency)),
    "issued": one.each(one.issued),
    "period": one.each(one.period),
    "number": one.each(one.number),
    "recipient": one.each(one.recipient, "ticket"),
    "copy": copies.copy,
    "not_received": copies.not_received,
    "paid": one.each(standing.paid, "pay"),
    "paid_when": one.each(standing.paid_when, "pay"),
    "paid_how": one.each(standing.paid_how, "pay"),
    "due": in_time_or(one.each(standing.due, "pay")),
    "days_left": one.each(standing.days_left, "pay"),
    "late": standing.late,
    "state": one.each(standing.state, "pay"),
}
"""What can be asked about an invoice and then about the one before it."""


OF_CHARGES = {
    "share": of_each(quantities.share),
    "seats": of_each(quantities.seats),
    "unit_price": of_each(quantities.unit_price),
    "days": of_each(quantities.days),
}
"""What can be asked about the charges of an invoice and then about the one before it."""


class FindInvoice(InvoiceQuestion):
    """An invoice or one thing about it; several, listed, counted or added up."""

    action = "action_find_invoice"
    plans: ClassVar[Mapping[str, Plan]] = {
        **{aspect: plan for aspect, plan in ABOUT_ONE.items() if aspect in ASPECTS["find_invoice"]},
        "whole": lambda exchange: show(exchange),
        "next": one.coming,
        "list": lambda exchange: list_or_one(exchange),
        "count": lists.counted,
        "sum": or_together(lists.added_up, "total"),
        "largest": lists.extreme("largest", Order.LARGEST),
        "smallest": lists.extreme("smallest", Order.SMALLEST),
        "oldest": lists.extreme("oldest", Order.OLDEST),
    }

    def whole(self, exchange: Exchange) -> None:
        """The invoice meant, with its card; a list where several are described."""
        show(exchange)


class PreviousInvoice(InvoiceQuestion):
    """The invoice before the one talked about."""

    action = "action_previous_invoice"
    plans: ClassVar[Mapping[str, Plan]] = {}

    def answer(self, exchange: Exchange) -> None:
        """Asked about one thing before, that is told of this one too, and stays what is talked about."""
        super().answer(exchange)
        topic, aspect = exchange.asked.slot("topic"), exchange.asked.slot("aspect")
        if (topic in ("find_invoice", "invoice_status") and aspect in ABOUT_ONE) or aspect in _charges_of(exchange):
            exchange.remember(topic=topic, aspect=aspect)

    def whole(self, exchange: Exchange) -> None:
        """Counts from the context, or from the latest invoice; a number or period named instead decides."""
        asked = exchange.asked
        if not asked.first("invoice_number") and not is_described(asked) and not asked.first("which"):
            exchange.asked = replace(asked, entities={**asked.entities, "which": ("previous",)})
        aspect = asked.slot("aspect") if asked.slot("topic") in ("find_invoice", "invoice_status") else None
        charges = _charges_of(exchange).get(asked.slot("aspect") or "")
        (charges or ABOUT_ONE.get(aspect or "", show))(exchange)
        exchange.asked = asked


def _charges_of(exchange: Exchange) -> Mapping[str, Plan]:
    """What can be asked about the charges of an invoice, where they were talked about."""
    return OF_CHARGES if exchange.asked.slot("topic") == "explain_charge" else {}


class InvoiceStatusAnswer(InvoiceQuestion):
    """Whether an invoice is paid, and when it is due."""

    action = "action_invoice_status"
    plans: ClassVar[Mapping[str, Plan]] = {
        aspect: plan for aspect, plan in ABOUT_ONE.items() if aspect in ASPECTS["invoice_status"]
    }

    def whole(self, exchange: Exchange) -> None:
        """Where it stands."""
        ABOUT_ONE["state"](exchange)


class ListOpenInvoices(InvoiceQuestion):
    """Everything with something left to pay, or whether there is anything."""

    action = "action_list_open_invoices"
    plans: ClassVar[Mapping[str, Plan]] = {
        "list": lambda exchange: list_open(exchange),
        "any": lists.whether_any,
        "count": lambda exchange: lists.counted(exchange, "open"),
    }

    def whole(self, exchange: Exchange) -> None:
        """The list."""
        list_open(exchange)


def list_open(exchange: Exchange) -> None:
    """Those unpaid; "all our invoices" are the paid ones too."""
    lists.listed(exchange, None if exchange.asked.first("many") == "all" else "open")


def list_or_one(exchange: Exchange) -> None:
    """The list; "the last one" is none: it is shown, and asked about a product, what that comes to on it."""
    asked = exchange.asked
    if asked.first("which") not in ("last", "previous", "next") or is_plural(asked):
        lists.listed(exchange)
    elif asked.first("product"):
        exchange.remember(topic="explain_charge", aspect="share")
        of_each(quantities.share)(exchange)
    else:
        show(exchange)


def show(exchange: Exchange) -> None:
    """The invoice meant, with its card; of several named a sentence each, of several described a list."""
    asked = exchange.asked
    if is_plural(asked) and not asked.first("invoice_number"):
        lists.listed(exchange)
        return
    found = subjects(exchange)
    if len(found.invoices) > 1 and not asked.first("invoice_number"):
        lists.listed(exchange)
    elif len(found.invoices) > 1:
        one.each(words.sentence)(exchange)
    elif found.invoices:
        facts = found.invoices[0]
        text = f"{words.sentence(exchange, facts)} {found.note}".strip()
        exchange.say(text, words.buttons(exchange, facts), words.card(exchange, facts))
