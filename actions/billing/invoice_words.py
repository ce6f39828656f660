"""Invoices in words, and as cards with what can be done about them."""

from collections.abc import Iterable
from typing import Any

from actions.kernel.exchange import Button, Exchange
from bot.domain.billing.invoices import InvoiceStatus
from bot.domain.kernel.money import Money
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.invoices import Balance, InvoiceFacts
from bot.writing.voice import opening

_TONES = {InvoiceStatus.PAID: "good", InvoiceStatus.OPEN: "warn", InvoiceStatus.OVERDUE: "bad"}


def sentence(exchange: Exchange, facts: InvoiceFacts) -> str:
    """One invoice in a sentence or two: period, total, and how it stands."""
    invoice, voice = facts.invoice, exchange.voice
    blanks = {"number": facts.number, "period": voice.span(facts.period), "total": voice.money(invoice.total)}
    said = [voice.say("invoice_total", **blanks), *credits(exchange, facts)]
    return " ".join([*said, standing(exchange, facts, after_total=True)])


def standing(exchange: Exchange, facts: InvoiceFacts, *, after_total: bool = False) -> str:
    """Whether it is paid; what is due and when. `after_total`: the total was just named, do not repeat it."""
    invoice, voice = facts.invoice, exchange.voice
    if facts.status is InvoiceStatus.PAID:
        if invoice.paid_on is None:
            return voice.say("invoice_settled")
        last = max(facts.received, key=lambda payment: payment.made_on, default=None)
        if last is not None and last.made_on == invoice.paid_on:
            return voice.say("invoice_paid_how", day=voice.day(last.made_on), method=voice.say(f"by_{last.method}"))
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


def status_word(exchange: Exchange, facts: InvoiceFacts) -> str:
    """The state in one word, where days and dates stand elsewhere."""
    return exchange.voice.say(f"status_word_{facts.status}")


def card(exchange: Exchange, facts: InvoiceFacts) -> dict[str, Any]:
    """One invoice as a card, beside its sentence: what that does not say."""
    return {
        "kind": "invoice",
        "title": exchange.voice.say("invoice_title", number=facts.number),
        "status": {"text": opening(status_word(exchange, facts)), "tone": _TONES[facts.status]},
        "facts": [
            {"label": exchange.voice.say(f"label_{label}"), "value": value} for label, value in _facts(exchange, facts)
        ],
    }


def buttons(exchange: Exchange, facts: InvoiceFacts) -> list[Button]:
    """What can be done about an invoice; paying only when something is due."""
    entities = {"invoice_number": facts.number}
    explain = exchange.button("explain", "explain_charge", **entities)
    dispute = exchange.button("dispute", "dispute_charge", **entities)
    return [explain, *payment(exchange, facts), copy_button(exchange, facts), dispute]


def payment(exchange: Exchange, facts: InvoiceFacts) -> list[Button]:
    """Opens the payment page of one invoice while something is due."""
    if not facts.payment_link or facts.status is InvoiceStatus.PAID:
        return []
    return [pay_button(exchange, facts.payment_link, facts.invoice.balance)]


def copy_button(exchange: Exchange, facts: InvoiceFacts) -> Button:
    """Makes a copy of one invoice to download."""
    return exchange.button("copy", "copy_invoice", invoice_number=facts.number)


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


def balance_line(exchange: Exchange, balance: Balance) -> str:
    """What is owed in one currency, and what of it is overdue."""
    voice = exchange.voice
    blanks = {"owed": voice.money(balance.owed)}
    if not balance.overdue:
        return voice.say("balance_not_overdue", **blanks)
    if balance.overdue == balance.owed:
        return voice.say("balance_all_overdue", **blanks)
    return voice.say("balance_part_overdue", overdue=voice.money(balance.overdue), **blanks)


def credits(exchange: Exchange, facts: InvoiceFacts) -> list[str]:
    """What each credit note took off."""
    voice = exchange.voice
    return [
        voice.say("invoice_credited", note=note.number, amount=voice.money(abs(note.amount)))
        for note in facts.invoice.credit_notes
    ]


def amount_said(exchange: Exchange, code: str) -> str:
    """An amount the customer named: "500.00 EUR" or "500.00"."""
    value, currency = amount_of(code)
    return exchange.voice.money(Money(value, currency)) if currency else exchange.voice.amount(value)


def _facts(exchange: Exchange, facts: InvoiceFacts) -> list[tuple[str, str]]:
    invoice, voice = facts.invoice, exchange.voice
    rows = [("issued", voice.day(invoice.issued_on))]
    if invoice.tax:
        rate = voice.percent(invoice.tax_rate)
        rows += [("net", voice.money(invoice.net)), ("tax", f"{voice.money(invoice.tax)} ({rate})")]
    else:
        rows.append(("tax", voice.say("status_exempt")))
    if invoice.paid:
        rows.append(("paid", voice.money(invoice.paid)))
    return rows
