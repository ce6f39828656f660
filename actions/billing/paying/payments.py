"""Which payment went to which invoice, and what was paid on some days."""

from dataclasses import dataclass
from typing import Final

from actions.billing.invoices.subjects import FEW, listing, show_button
from actions.billing.paying.account import offer_ticket, payment_text
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from bot.domain.billing.invoices import Payment
from bot.domain.kernel.periods import Period, day_of, period_of
from bot.domain.kernel.questions import Form
from bot.services.billing.invoice_lists import InvoiceWish
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.invoices import InvoiceFacts

LOOKED_AT: Final = 200
"""Invoices at most, newest first, among whose payments one is looked for."""
_ASKING: Final = frozenset({Form.WHICH, Form.HOW_MUCH, Form.WHERE})
"""Forms that ask for the invoice of a payment, or for the payment: "to which invoice", "what did we pay in May"."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that arrived, and the invoice it was booked on."""

    payment: Payment
    facts: InvoiceFacts


def booked_or(plan: Plan) -> Plan:
    """The plan; asked which invoice a payment went to, or what was paid, the payments that fit, newest first."""

    def either(exchange: Exchange) -> None:
        if exchange.asked.form in _ASKING and not exchange.asked.first("invoice_number"):
            _tell_booked(exchange)
        else:
            plan(exchange)

    return either


def _tell_booked(exchange: Exchange) -> None:
    """Raises DeskError where an amount or a day cannot be read."""
    looked_at = listing(exchange, InvoiceWish(), most=LOOKED_AT).invoices
    found = _fitting(exchange, looked_at)
    if not found:
        _tell_none(exchange, len(looked_at))
        return
    shown = found[:FEW]
    numbers = tuple(dict.fromkeys(booked.facts.number for booked in shown))
    exchange.remember(invoice_number=numbers[0] if len(numbers) == 1 else None, listed=",".join(numbers))
    said = [exchange.voice.say("booked_these")] if _is_unread(exchange) else []
    said += [_text(exchange, booked) for booked in shown]
    said += [exchange.voice.counted("booked_more", len(found) - FEW)] if len(found) > FEW else []
    exchange.say("\n\n".join(said), [show_button(exchange, number) for number in numbers])


def _fitting(exchange: Exchange, invoices: tuple[InvoiceFacts, ...]) -> list[Booked]:
    """Those of the amount and days named, newest first; of none named the last one, of what was not read all."""
    asked = exchange.asked
    amount, days = asked.first("amount"), _days(exchange)
    found = [Booked(payment, facts) for facts in invoices for payment in facts.received]
    found.sort(key=lambda booked: booked.payment.made_on, reverse=True)
    if amount is not None:
        value, currency = amount_of(amount)
        paid = ((booked, booked.payment.amount) for booked in found)
        found = [b for b, money in paid if money.amount == abs(value) and currency in (None, money.currency)]
    if days is not None:
        found = [booked for booked in found if days.first <= booked.payment.made_on <= days.last]
    return found if amount or days or asked.first("many") or _is_unread(exchange) else found[:1]


def _is_unread(exchange: Exchange) -> bool:
    """Whether a number was typed that names neither an amount nor days: it may be the amount of the payment."""
    asked = exchange.asked
    named = asked.first("amount") or asked.first("date") or asked.first("period")
    return not named and any(sign.isdigit() for sign in asked.text)


def _days(exchange: Exchange) -> Period | None:
    """The day or period named. Raises PeriodUnclear."""
    day, period = exchange.asked.first("date"), exchange.asked.first("period")
    if day is not None:
        on = day_of(day, exchange.today)
        return Period(on, on)
    return period_of(period, exchange.today) if period else None


def _text(exchange: Exchange, booked: Booked) -> str:
    said = payment_text(exchange, booked.payment, "received")
    return exchange.voice.say("booked_on", number=booked.facts.number, payment=said)


def _tell_none(exchange: Exchange, looked_at: int) -> None:
    """That none is booked that fits, and what can be done."""
    voice = exchange.voice
    none = voice.say("booked_none", count=voice.number(looked_at))
    offer_ticket(exchange, f"{none} {voice.say('not_yet_do')}", None)
