"""Credit notes and overpayments: what was issued, why, and what it did."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from actions.billing.charges.lines import change_blanks
from actions.billing.charges.oddities import negative
from actions.billing.paying.account import account_of, offer_ticket, say_what_is_missing
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import read_back, wish_line
from bot.domain.billing.explanation import SeatChange, items_of
from bot.domain.billing.invoices import CreditNote, Invoice
from bot.domain.billing.shares import items_at
from bot.domain.kernel.money import Money
from bot.domain.support.tickets import Matter
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.invoices import InvoiceFacts
from bot.services.billing.paying import Account
from bot.services.billing.sentences.lines import reason_of
from bot.writing.voice import bullets

Told = Callable[[Exchange, Invoice, CreditNote], str]
"""What is said of one credit note."""


def _say_of_note(key: str) -> Told:
    def told(exchange: Exchange, invoice: Invoice, note: CreditNote) -> str:
        voice = exchange.voice
        return voice.say(
            key,
            note=note.number,
            day=voice.day(note.issued_on),
            ago=_ago(exchange, note),
            amount=voice.money(abs(note.amount)),
            reason=reason_of(exchange.voice, note),
            number=invoice.number,
            balance=voice.money(invoice.balance),
        )

    return told


def _of_each(key: str) -> Plan:
    """A plan that says the same of each credit note; where there is none, that."""
    told = _say_of_note(key)

    def plan(exchange: Exchange) -> None:
        if (credited := _credited(exchange)) is None:
            return
        said = [told(exchange, facts.invoice, note) for facts in credited for note in facts.invoice.credit_notes]
        said += [_too_much(exchange, facts) for facts in credited if facts.invoice.balance.amount < 0]
        ticket = exchange.button("open_commercial_ticket", "open_ticket", ticket_matter=Matter.COMMERCIAL)
        exchange.say(said[0] if len(said) == 1 else bullets(said), [ticket])

    return plan


def _payout(exchange: Exchange) -> None:
    """What became of the credit, and the wish to have it paid out as a ticket."""
    if (credited := _credited(exchange)) is None:
        return
    told = _say_of_note("credit_set_off")
    said = [told(exchange, facts.invoice, note) for facts in credited for note in facts.invoice.credit_notes]
    said += [_too_much(exchange, facts) for facts in credited if facts.invoice.balance.amount < 0]
    before = " ".join([*said, exchange.voice.say("payout_by_people")])
    read_back(exchange, wish_line(exchange, exchange.voice.say("payout_wish")), before=[before])


def _credited(exchange: Exchange) -> tuple[InvoiceFacts, ...] | None:
    """The invoices with a credit note or an overpayment; None when it was said that there is none."""
    account = account_of(exchange)
    named = bool(exchange.asked.first("invoice_number") or (exchange.asked.first("period") and account.meant))
    credited = tuple(facts for facts in (account.meant if named else account.corrected) if _has_credit(facts))
    if _told_as_minus_line(exchange, account, credited):
        return None
    say_what_is_missing(exchange, account)
    if not credited:
        _say_there_is_none(exchange, account, named=named and bool(account.meant))
        return None
    exchange.remember(invoice_number=credited[0].number)
    return credited


def _told_as_minus_line(exchange: Exchange, account: Account, credited: tuple[InvoiceFacts, ...]) -> bool:
    """Explains an amount that is no credit but a minus line of an invoice."""
    code = exchange.asked.first("amount")
    if code is None or any(_is_credit_of(facts, code) for facts in credited):
        return False
    for facts in account.meant:
        amount, currency = amount_of(code)
        if items_at(facts.invoice, Money(amount, currency or facts.invoice.currency)):
            exchange.say(negative(exchange, facts.invoice))
            return True
    return False


def _say_there_is_none(exchange: Exchange, account: Account, *, named: bool) -> None:
    """That there is no credit; a change of seats, which looks like one, is pointed out."""
    voice, facts = exchange.voice, next(iter(account.meant), account.latest)
    changes = [item for item in items_of(facts.invoice) if isinstance(item, SeatChange)] if facts else []
    hints = [
        voice.say("no_refund_but_change", number=facts.number, **change_blanks(exchange, change))
        for change in changes
        if facts
    ]
    none = voice.say("no_refunds_on", number=account.meant[0].number) if named else voice.say("no_refunds")
    offer_ticket(exchange, " ".join([none, *hints, voice.say("no_refunds_offer")]), facts if named else None)


def _has_credit(facts: InvoiceFacts) -> bool:
    return bool(facts.invoice.credit_notes) or facts.invoice.balance.amount < 0


def _is_credit_of(facts: InvoiceFacts, code: str) -> bool:
    amount, _ = amount_of(code)
    return any(abs(note.amount.amount) == abs(amount) for note in facts.invoice.credit_notes)


def _too_much(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice = exchange.voice
    return voice.say("overpaid", number=facts.number, amount=voice.money(-facts.invoice.balance))


def _ago(exchange: Exchange, note: CreditNote) -> str:
    days = (exchange.today - note.issued_on).days
    return exchange.voice.counted("days_ago", days) if days else exchange.voice.say("today")


class RefundStatus(Planned):
    """Credit notes and overpayments."""

    action = "action_refund_status"
    plans: ClassVar[Mapping[str, Plan]] = {
        "where": _of_each("credit_note"),
        "amount": _of_each("credit_amount"),
        "why": _of_each("credit_why"),
        "against": _of_each("credit_against"),
        "when": _of_each("credit_when"),
        "number": _of_each("credit_number"),
        "payout": _payout,
    }

    def whole(self, exchange: Exchange) -> None:
        """Where each credit went."""
        self.plans["where"](exchange)
