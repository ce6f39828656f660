"""Paying: how, what went wrong, what comes back, and charges that are contested."""

from actions.billing import invoice_words as words
from actions.billing.charges.asked import meant_by, of_each
from actions.billing.charges.oddities import negative
from actions.billing.which_invoice import chosen, names_one
from actions.kernel.answer import Answer
from actions.kernel.exchange import Button, Exchange
from actions.kernel.person_offers import closed_text, person_button
from actions.kernel.ticket_steps import ask_what_is_wrong, offer
from actions.kernel.voice import bullets
from bot.domain.billing.invoices import InvoiceStatus, Payment
from bot.domain.billing.payments import PaymentOption
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.identity import Level
from bot.domain.support.tickets import Matter
from bot.services.billing.invoices import Corrections, InvoiceFacts, PaymentFacts


class PaymentMethods(Answer):
    """The ways to pay, for the currencies that concern who asks."""

    action = "action_payment_methods"

    def answer(self, exchange: Exchange) -> None:
        """In general, or for the invoice named or talked about."""
        number = _named_or_talked_about(exchange)
        facts = exchange.desk.billing.invoices.payment(number, asked_by=exchange.who, today=exchange.today)
        if facts.invoice is not None:
            exchange.remember(invoice_number=facts.invoice.number)
        ways = bullets(_option(exchange, option, facts) for option in facts.options)
        exchange.say(f"{_intro(exchange, facts)}\n\n{ways}", _pay(exchange, facts.invoice))


class PaymentProblem(Answer):
    """What the desk sees of a payment that went wrong, and a ticket for what it cannot see."""

    action = "action_payment_problem"

    def answer(self, exchange: Exchange) -> None:
        """Visitors are offered a ticket; customers first see what is booked."""
        exchange.require_partner_customer()
        said = exchange.asked.text if exchange.asked.has_words else ""
        if exchange.who.level < Level.SIGNED:
            sentence = exchange.voice.say("payment_problem_visitor")
            offer(exchange, sentence, Matter.COMMERCIAL, said, None)
            return
        facts = _concerned(exchange)
        seen = _seen(exchange, facts) if facts else exchange.voice.say("no_invoices")
        text = f"{exchange.voice.say('payment_problem')} {seen} {exchange.voice.say('payment_problem_offer')}"
        about = f"{facts.number}: {said}" if facts and said else said
        offer(exchange, text, Matter.COMMERCIAL, about, None, *(_pay(exchange, facts)))


class RefundStatus(Answer):
    """Credit notes and overpayments: what was issued, and what it did."""

    action = "action_refund_status"

    def answer(self, exchange: Exchange) -> None:
        """All of them, or those of the invoice named."""
        number = exchange.asked.first("invoice_number")
        found = exchange.desk.billing.invoices.corrections(number, asked_by=exchange.who, today=exchange.today)
        lines = [line for correction in found for line in _correction_lines(exchange, correction)]
        if not lines and _told_as_minus_line(exchange):
            return
        if not lines:
            sentence = exchange.voice.say("no_refunds")
            offer(
                exchange,
                sentence,
                Matter.COMMERCIAL,
                exchange.asked.text if exchange.asked.has_words else "",
                None,
            )
            return
        exchange.remember(invoice_number=found[0].facts.number)
        exchange.say(f"{exchange.voice.say('refunds')}\n\n{bullets(lines)}", [_ticket_button(exchange)])


def _told_as_minus_line(exchange: Exchange) -> bool:
    """Explains what looks like a refund and is a line of an invoice; the amount says so, or the button pressed."""
    if not (exchange.asked.first("amount") or exchange.asked.is_choice):
        return False
    found = exchange.desk.billing.explaining.billed(meant_by(exchange), asked_by=exchange.who, today=exchange.today)
    taken_back = any(line.amount.amount < 0 for invoice in found.invoices for line in invoice.lines)
    if taken_back:
        of_each(negative)(exchange)
    return taken_back


class DisputeCharge(Answer):
    """A contested charge becomes a commercial ticket with the invoice named; a person is offered beside it."""

    action = "action_dispute_charge"

    def answer(self, exchange: Exchange) -> None:
        """Asks what is wrong, with the invoice in question beside it."""
        exchange.require_partner_customer()
        said = exchange.asked.text if exchange.asked.has_words else ""
        if exchange.who.level < Level.SIGNED:
            _ask_what_is_wrong(exchange, exchange.voice.say("dispute_visitor"), said, None)
            return
        facts = chosen(exchange)
        if facts is None:
            exchange.tell("no_invoices")
            return
        voice = exchange.voice
        sentence = voice.say("dispute", number=facts.number, total=voice.money(facts.invoice.total))
        about = f"{facts.number}: {said}" if said else facts.number
        _ask_what_is_wrong(exchange, sentence, about, exchange.asked.first("product"))


def _ask_what_is_wrong(exchange: Exchange, sentence: str, said: str, product: str | None) -> None:
    """Asks for what the ticket needs; while people are there, one of them can be had instead."""
    if closed_text(exchange):
        ask_what_is_wrong(exchange, sentence, Matter.COMMERCIAL, said, product)
        return
    person = person_button(exchange, HandoffReason.DISPUTE)
    sentence = f"{sentence} {exchange.voice.say('dispute_person')}"
    ask_what_is_wrong(exchange, sentence, Matter.COMMERCIAL, said, product, person)


def _named_or_talked_about(exchange: Exchange) -> str | None:
    asked = exchange.asked
    if not exchange.who.may_see_money:
        return asked.first("invoice_number")
    if names_one(exchange):
        facts = chosen(exchange)
        return facts.number if facts else None
    return asked.slot("invoice_number")


def _intro(exchange: Exchange, facts: PaymentFacts) -> str:
    voice, invoice = exchange.voice, facts.invoice
    if invoice is not None and invoice.status is not InvoiceStatus.PAID:
        return voice.say("pay_invoice", number=invoice.number, balance=voice.money(invoice.invoice.balance))
    if invoice is not None:
        return f"{words.sentence(exchange, invoice)} {voice.say('pay_in_general')}"
    if facts.currencies:
        return voice.say("pay_in_currencies", currencies=voice.list(facts.currencies))
    return voice.say("pay_in_general")


def _option(exchange: Exchange, option: PaymentOption, facts: PaymentFacts) -> str:
    voice = exchange.voice
    said = voice.say(f"pay_by_{option.method}")
    if option.iban:
        said = voice.say("pay_by_transfer_to", method=said, iban=option.iban)
    if option.currencies is not None and len(facts.currencies) != 1:
        said = voice.say("pay_only_in", method=said, currencies=voice.list(sorted(option.currencies)))
    return said


def _pay(exchange: Exchange, facts: InvoiceFacts | None) -> list[Button]:
    if facts is None or not facts.payment_link or facts.status is InvoiceStatus.PAID:
        return []
    return [words.pay_button(exchange, facts.payment_link, facts.invoice.balance)]


def _concerned(exchange: Exchange) -> InvoiceFacts | None:
    """The invoice named or talked about; else an unpaid one with a declined payment, else the one due first."""
    if names_one(exchange) or exchange.asked.slot("invoice_number"):
        return chosen(exchange)
    unpaid = exchange.desk.billing.invoices.unpaid(asked_by=exchange.who, today=exchange.today)
    facts = next((facts for facts in unpaid if facts.declined), next(iter(unpaid), None)) or chosen(exchange)
    if facts is not None:
        exchange.remember(invoice_number=facts.number)
    return facts


def _seen(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice = exchange.voice
    events = [*(_payment(exchange, p, "declined") for p in facts.declined)]
    events += [_payment(exchange, p, "received") for p in facts.received]
    if not events:
        events = [voice.say("no_payment_seen")]
    about = voice.say("payments_seen", number=facts.number)
    return " ".join([about, *events, words.standing(exchange, facts)])


def _payment(exchange: Exchange, payment: Payment, state: str) -> str:
    voice = exchange.voice
    method = voice.say(f"method_{payment.method}")
    return voice.say(
        f"payment_{state}", method=method, amount=voice.money(payment.amount), day=voice.day(payment.made_on)
    )


def _correction_lines(exchange: Exchange, found: Corrections) -> list[str]:
    voice, invoice = exchange.voice, found.facts.invoice
    lines = []
    for note in found.credit_notes:
        key = f"credit_reason_{note.reason}"
        lines.append(
            voice.say(
                "credit_note",
                note=note.number,
                day=voice.day(note.issued_on),
                amount=voice.money(abs(note.amount)),
                reason=voice.say(key if voice.knows(key) else "credit_reason_other"),
                number=invoice.number,
                balance=voice.money(invoice.balance),
            )
        )
    if found.overpaid is not None:
        lines.append(voice.say("overpaid", number=invoice.number, amount=voice.money(found.overpaid)))
    return lines


def _ticket_button(exchange: Exchange) -> Button:
    return exchange.button("open_commercial_ticket", "open_ticket", ticket_matter=Matter.COMMERCIAL)
