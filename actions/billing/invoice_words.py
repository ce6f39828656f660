"""Invoices in words, and as cards with what can be done about them."""

from collections.abc import Iterable
from typing import Any

from actions.kernel.exchange import Button, Exchange
from actions.kernel.voice import opening
from bot.domain.billing.invoices import InvoiceStatus
from bot.domain.kernel.money import Money
from bot.services.billing.invoices import Balance, InvoiceFacts

_TONES = {InvoiceStatus.PAID: "good", InvoiceStatus.OPEN: "warn", InvoiceStatus.OVERDUE: "bad"}


def sentence(exchange: Exchange, facts: InvoiceFacts) -> str:
    """One invoice in a sentence or two: period, total, and how it stands."""
    invoice, voice = facts.invoice, exchange.voice
    blanks = {"number": facts.number, "period": voice.span(facts.period), "total": voice.money(invoice.total)}
    said = [voice.say("invoice_total", **blanks)]
    said += [_credited(exchange, facts)] if invoice.credit_notes else []
    return " ".join([*said, standing(exchange, facts, after_total=True)])


def standing(exchange: Exchange, facts: InvoiceFacts, *, after_total: bool = False) -> str:
    """Whether it is paid; what is due and when. `after_total`: the total was just named, do not repeat it."""
    invoice, voice = facts.invoice, exchange.voice
    if facts.status is InvoiceStatus.PAID:
        if invoice.paid_on is None:
            return voice.say("invoice_settled")
        return voice.say("invoice_paid", day=voice.day(invoice.paid_on))
    in_full = "_in_full" if after_total and invoice.balance == invoice.total else ""
    due = {"balance": voice.money(invoice.balance), "day": voice.day(invoice.due_on)}
    if facts.status is InvoiceStatus.OVERDUE:
        return voice.say(f"invoice_overdue{in_full}", days=voice.days(facts.days_overdue), **due)
    return voice.say(f"invoice_open{in_full}", in_days=voice.in_days(facts.days_to_due), **due)


def status_text(exchange: Exchange, facts: InvoiceFacts) -> str:
    """The state in two or three words."""
    voice = exchange.voice
    if facts.status is InvoiceStatus.PAID:
        return voice.say("status_paid")
    if facts.status is InvoiceStatus.OVERDUE:
        return voice.say("status_overdue", days=voice.days(facts.days_overdue))
    return voice.say("status_open", in_days=voice.in_days(facts.days_to_due))


def card(exchange: Exchange, facts: InvoiceFacts) -> dict[str, Any]:
    """One invoice as a card."""
    return {
        "kind": "invoice",
        "title": exchange.voice.say("invoice_title", number=facts.number),
        "status": {"text": opening(status_text(exchange, facts)), "tone": _TONES[facts.status]},
        "facts": [
            {"label": exchange.voice.say(f"label_{label}"), "value": value} for label, value in _facts(exchange, facts)
        ],
    }


def buttons(exchange: Exchange, facts: InvoiceFacts) -> list[Button]:
    """What can be done about an invoice; paying only when something is due."""
    entities = {"invoice_number": facts.number}
    offered = [exchange.button("explain", "explain_charge", **entities)]
    if facts.payment_link and facts.status is not InvoiceStatus.PAID:
        offered.append(pay_button(exchange, facts.payment_link, facts.invoice.balance))
    offered.append(exchange.button("copy", "copy_invoice", **entities))
    return [*offered, exchange.button("dispute", "dispute_charge", **entities)]


def pay_button(exchange: Exchange, link: str, balance: Money) -> Button:
    """Opens the payment page of one invoice."""
    return {"title": exchange.voice.say("button_pay", amount=exchange.voice.money(balance)), "url": link}


def list_card(exchange: Exchange, title: str, invoices: Iterable[InvoiceFacts]) -> dict[str, Any]:
    """Several invoices as a card, one a row."""
    voice = exchange.voice
    rows = [
        {
            "label": facts.number,
            "value": voice.money(facts.invoice.balance if facts.invoice.balance.amount > 0 else facts.invoice.total),
            "note": f"{voice.span(facts.period)} · {status_text(exchange, facts)}",
        }
        for facts in invoices
    ]
    return {"kind": "invoices", "title": title, "facts": [], "sections": [{"rows": rows}]}


def line(exchange: Exchange, facts: InvoiceFacts) -> str:
    """One invoice in a list."""
    voice, invoice = exchange.voice, facts.invoice
    return voice.say(
        "invoice_line",
        number=facts.number,
        period=voice.span(facts.period),
        amount=voice.money(invoice.balance if invoice.balance.amount > 0 else invoice.total),
        status=status_text(exchange, facts),
    )


def balance_line(exchange: Exchange, balance: Balance) -> str:
    """What is owed in one currency, and what of it is overdue."""
    voice = exchange.voice
    blanks = {"owed": voice.money(balance.owed)}
    if not balance.overdue:
        return voice.say("balance_not_overdue", **blanks)
    if balance.overdue == balance.owed:
        return voice.say("balance_all_overdue", **blanks)
    return voice.say("balance_part_overdue", overdue=voice.money(balance.overdue), **blanks)


def _facts(exchange: Exchange, facts: InvoiceFacts) -> list[tuple[str, str]]:
    invoice, voice = facts.invoice, exchange.voice
    rows = [
        ("period", voice.span(facts.period)),
        ("issued", voice.day(invoice.issued_on)),
        ("due", voice.day(invoice.due_on)),
        ("total", voice.money(invoice.total)),
    ]
    if invoice.credit_notes:
        rows.append(("credited", voice.money(invoice.credited)))
    if invoice.paid:
        rows.append(("paid", voice.money(invoice.paid)))
    return [*rows, ("balance", voice.money(invoice.balance))]


def _credited(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice = exchange.voice
    return " ".join(
        voice.say("invoice_credited", note=note.number, amount=voice.money(abs(note.amount)))
        for note in facts.invoice.credit_notes
    )
