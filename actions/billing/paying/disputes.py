"""Contested charges: they become a ticket with the invoice named; a person is offered beside it."""

from collections.abc import Mapping
from typing import ClassVar

from actions.billing.charges.oddities import not_ours
from actions.billing.paying.account import account_of, say_what_is_missing
from actions.kernel.exchange import Exchange
from actions.kernel.person_offers import closed_text, person_button
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_steps import ask_what_is_wrong
from actions.kernel.wishes import has_deleted_users
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.identity import Level
from bot.domain.support.tickets import Matter


def _dispute(exchange: Exchange) -> None:
    """Asks what is wrong, with the invoice in question beside it."""
    voice, asked = exchange.voice, exchange.asked
    said = asked.text if asked.has_words else ""
    if exchange.who.level < Level.SIGNED:
        _ask(exchange, voice.say(exchange.to_no_contact("dispute")), said, None)
        return
    account = account_of(exchange)
    facts = next(iter(account.meant), account.latest)
    if facts is None:
        exchange.tell("no_invoices")
        return
    if has_deleted_users(asked):
        exchange.tell("unused_are_billed")
    exchange.remember(invoice_number=facts.number)
    sentence = voice.say("dispute", number=facts.number, total=voice.money(facts.invoice.total))
    _ask(exchange, sentence, f"{facts.number}: {said}" if said else facts.number, asked.first("product"))
    say_what_is_missing(exchange, account)


def _how(exchange: Exchange) -> None:
    dispute = exchange.button("dispute", "dispute_charge", aspect="dispute")
    exchange.tell("dispute_how", [dispute], email=exchange.desk.partner.support.email)


def _meanwhile(exchange: Exchange) -> None:
    """Nothing is settled for it in advance: a person decides, and the dates stand until then."""
    said = [exchange.voice.say("dispute_meanwhile")]
    if exchange.who.may_see_money:
        account, voice = account_of(exchange), exchange.voice
        said += [
            voice.say("dispute_due", number=facts.number, day=voice.day(facts.invoice.due_on))
            for facts in (account.meant or account.to_pay)
            if facts.invoice.balance.amount > 0
        ]
    exchange.say(" ".join(said), [exchange.button("dispute", "dispute_charge", aspect="dispute")])


def _ask(exchange: Exchange, sentence: str, said: str, product: str | None) -> None:
    """Asks for what the ticket needs; while people are there, one of them can be had instead."""
    if closed_text(exchange):
        ask_what_is_wrong(exchange, sentence, Matter.COMMERCIAL, said, product)
        return
    person = person_button(exchange, HandoffReason.DISPUTE)
    sentence = f"{sentence} {exchange.voice.say('dispute_person')}"
    ask_what_is_wrong(exchange, sentence, Matter.COMMERCIAL, said, product, person)


class DisputeCharge(Planned):
    """A contested charge becomes a commercial ticket with the invoice named."""

    action = "action_dispute_charge"
    plans: ClassVar[Mapping[str, Plan]] = {"dispute": _dispute, "how": _how, "meanwhile": _meanwhile}

    def answer(self, exchange: Exchange) -> None:
        """What Microsoft charged itself cannot be contested with the partner."""
        exchange.require_partner_customer()
        if exchange.asked.first("foreign_number") and not exchange.asked.first("invoice_number"):
            not_ours(exchange)
        else:
            super().answer(exchange)

    def whole(self, exchange: Exchange) -> None:
        """The contesting itself."""
        _dispute(exchange)
