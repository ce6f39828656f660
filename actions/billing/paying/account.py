"""The account a question about paying concerns, looked up once, and words that several of its answers share."""

from collections.abc import Iterable, Sequence

from actions.billing import invoice_words as words
from actions.billing.charges.asked import meant_by
from actions.kernel.exchange import Button, Exchange
from actions.kernel.ticket_steps import offer
from bot.domain.billing.invoices import Payment
from bot.domain.billing.payments import PaymentOption
from bot.domain.support.tickets import Matter
from bot.services.billing.invoices import InvoiceFacts
from bot.services.billing.paying import Account
from bot.writing.voice import bullets, quoted

MOST_BUTTONS = 4
"""Buttons to pay at most beside one answer."""


def account_of(exchange: Exchange) -> Account:
    """The speaker's account around what the message names; the invoice concerned is in context if it is one.

    Raises what `Identity.require_money` raises, and InvoiceNotFound.
    """
    account = exchange.desk.billing.paying.account(meant_by(exchange), asked_by=exchange.who, today=exchange.today)
    if len(account.concerned) == 1:
        exchange.remember(invoice_number=account.concerned[0].number)
    return account


def say_what_is_missing(exchange: Exchange, account: Account) -> None:
    """Each number named that is not found."""
    for number in account.missing:
        exchange.tell("invoice_not_found", number=quoted(number, limit=40))


def pay_buttons(exchange: Exchange, invoices: Iterable[InvoiceFacts]) -> list[Button]:
    """Opens the payment page of each invoice on which something is left to pay."""
    payable = [facts for facts in invoices if facts.payment_link]
    if len(payable) == 1:
        return [words.pay_button(exchange, payable[0].payment_link or "", payable[0].invoice.balance)]
    return [_pay_one_of_several(exchange, facts) for facts in payable[:MOST_BUTTONS]]


def _pay_one_of_several(exchange: Exchange, facts: InvoiceFacts) -> Button:
    amount = exchange.voice.money(facts.invoice.balance)
    title = exchange.voice.say("button_pay_one", number=facts.number, amount=amount)
    return {"title": title, "url": facts.payment_link or ""}


def ways_text(exchange: Exchange, currencies: Sequence[str], *, with_account: bool = True) -> str:
    """The ways to pay as a list: for these currencies, or for any with the currency of each."""
    options = exchange.desk.billing.paying.options(tuple(currencies))
    return bullets(way_text(exchange, option, currencies, with_account=with_account) for option in options)


def way_text(exchange: Exchange, option: PaymentOption, currencies: Sequence[str], *, with_account: bool = True) -> str:
    """One way to pay, with the account it goes to where that is told, and its currency where that is a condition."""
    voice = exchange.voice
    said = voice.say(f"pay_by_{option.method}")
    if option.iban and with_account:
        said = voice.say("pay_by_transfer_to", method=said, iban=option.iban)
    if option.currencies is not None and len(currencies) != 1:
        said = voice.say("pay_only_in", method=said, currencies=voice.list(sorted(option.currencies)))
    return said


def payment_text(exchange: Exchange, payment: Payment, state: str) -> str:
    """That a payment was `received` or `declined`, by which means, how much and when."""
    voice = exchange.voice
    blanks = {"method": voice.say(f"method_{payment.method}"), "amount": voice.money(payment.amount)}
    return voice.say(f"payment_{state}", day=voice.day(payment.made_on), **blanks)


def offer_ticket(exchange: Exchange, text: str, facts: InvoiceFacts | None, *more: Button) -> None:
    """Says a text that ends with the question whether to open a ticket, with what was said and the invoice in it."""
    said = exchange.asked.text if exchange.asked.has_words else ""
    about = f"{facts.number}: {said}" if facts and said and facts.number not in said else said
    offer(exchange, text, Matter.COMMERCIAL, about, None, *more)
