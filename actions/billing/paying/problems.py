"""What the desk sees of a payment that went wrong or is missed, and a ticket for what it cannot see."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from actions.billing import invoice_words as words
from actions.billing.paying.account import account_of, offer_ticket, pay_buttons, payment_text, say_what_is_missing
from actions.billing.paying.payments import booked_or
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from bot.domain.billing.invoices import InvoiceStatus
from bot.domain.customers.identity import Level
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.invoices import InvoiceFacts
from bot.services.billing.paying import Account


def _failed(exchange: Exchange) -> None:
    """The attempt that failed, with its day and its invoice."""
    account = account_of(exchange)
    tried = [facts for facts in (*account.meant, *(() if account.meant else account.corrected)) if facts.declined]
    facts = next(iter([*tried, *account.concerned]), None)
    if facts is None:
        exchange.tell("no_invoices")
        return
    exchange.remember(invoice_number=facts.number)
    voice = exchange.voice
    said = [payment_text(exchange, payment, "declined") for payment in facts.declined]
    if said:
        said.append(voice.say("declined_on_invoice", number=facts.number))
    said += [] if said or facts.received else [voice.say("no_payment_on", numbers=f"**{facts.number}**")]
    said += [payment_text(exchange, payment, "received") for payment in facts.received]
    said += [words.standing(exchange, facts)]
    said += [voice.say("pay_by_another_card")] if facts.declined and facts.payment_link else []
    said.append(voice.say("payment_problem_offer"))
    offer_ticket(exchange, " ".join(said), facts, *pay_buttons(exchange, [facts]))
    say_what_is_missing(exchange, account)


def _arrived(exchange: Exchange) -> None:
    """Yes with the payment, or not yet with what is open and what to do."""
    account = account_of(exchange)
    invoices = _spoken_of(exchange, account)
    arrived = [facts for facts in invoices if facts.status is InvoiceStatus.PAID]
    waiting = [facts for facts in invoices if facts.status is not InvoiceStatus.PAID]
    voice = exchange.voice
    said = [voice.say("arrived_yes", payment=_arrived_text(exchange, facts)) for facts in arrived]
    if waiting:
        said += [_not_yet(exchange, waiting), *_declined(exchange, waiting), voice.say("not_yet_do")]
    if not said:
        exchange.tell("no_invoices")
        return
    exchange.remember(invoice_number=invoices[0].number if len(invoices) == 1 else None)
    if waiting:
        offer_ticket(exchange, " ".join(said), waiting[0] if len(waiting) == 1 else None)
    else:
        exchange.say(" ".join(said))
    say_what_is_missing(exchange, account)


def _twice(exchange: Exchange) -> None:
    """Yes with the sum that is too much, or no; the rest is for people."""
    account, voice = account_of(exchange), exchange.voice
    looked_at = account.meant or account.corrected
    over = [facts for facts in looked_at if facts.invoice.balance.amount < 0]
    if not over and (alike := _alike(exchange, account)):
        _told_as_two(exchange, alike)
        return
    said = [
        voice.say("paid_too_much", number=facts.number, amount=voice.money(-facts.invoice.balance)) for facts in over
    ]
    if not over and account.meant:
        said = [voice.say("not_paid_twice_on", number=facts.number) for facts in account.meant]
        said += [_payments(exchange, facts) for facts in account.meant]
    said = said or [voice.say("not_paid_twice")]
    one = next(iter(over or account.meant), None)
    offer_ticket(exchange, " ".join([*said, voice.say("payment_problem_offer")]), one)
    say_what_is_missing(exchange, account)


def _alike(exchange: Exchange, account: Account) -> tuple[InvoiceFacts, ...]:
    """Several open invoices of the amount that is said to have come twice; none where an invoice is named."""
    code = exchange.asked.first("amount")
    if code is None or exchange.asked.first("invoice_number"):
        return ()
    amount = abs(amount_of(code)[0])
    found = tuple(facts for facts in account.unpaid if facts.invoice.total.amount == amount)
    return found if len(found) > 1 else ()


def _told_as_two(exchange: Exchange, alike: Sequence[InvoiceFacts]) -> None:
    """They are different invoices: each with its day; who still thinks that one is too many has a ticket."""
    voice = exchange.voice
    each = voice.list(
        voice.say("invoice_issued_on", number=f.number, day=voice.day(f.invoice.issued_on)) for f in alike
    )
    said = [voice.say("same_amount", invoices=each, amount=voice.money(alike[0].invoice.total))]
    said += [f"{f.number}: {words.standing(exchange, f)}" for f in alike]
    offer_ticket(exchange, " ".join([*said, voice.say("payment_problem_offer")]), None)


def _wrong(exchange: Exchange) -> None:
    """What was paid wrongly people put right; what is booked so far is told."""
    account, voice = account_of(exchange), exchange.voice
    said = [voice.say("payments_by_people")]
    said += [
        voice.say("payments_on", number=facts.number, payments=_payments(exchange, facts))
        for facts in account.concerned[:3]
    ]
    one = account.concerned[0] if len(account.concerned) == 1 else None
    offer_ticket(exchange, " ".join([*said, voice.say("payment_problem_ticket")]), one)
    say_what_is_missing(exchange, account)


def _unmatched(exchange: Exchange) -> None:
    """Why it still shows as open, or that it does not."""
    account, voice = account_of(exchange), exchange.voice
    invoices = account.meant or tuple(f for f in account.unpaid if f.days_overdue) or account.concerned
    if not invoices:
        exchange.tell("no_invoices")
        return
    paid = [facts for facts in invoices if facts.status is InvoiceStatus.PAID]
    waiting = [facts for facts in invoices if facts.status is not InvoiceStatus.PAID]
    said = [f"{_arrived_text(exchange, facts)} {voice.say('counts_as_paid')}" for facts in paid]
    if waiting:
        said += [voice.say("still_open", invoices=_open_list(exchange, waiting)), *_declined(exchange, waiting)]
        said.append(voice.say("not_yet_do"))
    else:
        said.append(voice.say("payment_problem_offer"))
    exchange.remember(invoice_number=invoices[0].number if len(invoices) == 1 else None)
    offer_ticket(exchange, " ".join(said), invoices[0] if len(invoices) == 1 else None)
    say_what_is_missing(exchange, account)


def _spoken_of(exchange: Exchange, account: Account) -> tuple[InvoiceFacts, ...]:
    """The invoices a payment may be for: one that is named, else the open ones of its amount, else the paid ones of it,
    else those concerned. A day or month said beside the amount is that of the payment."""
    code = exchange.asked.first("amount")
    if code is None or exchange.asked.first("invoice_number"):
        return account.concerned
    amount = abs(amount_of(code)[0])
    fitting = (f for f in account.unpaid if amount in (f.invoice.balance.amount, f.invoice.total.amount))
    paid = (facts for facts in account.of_amount if any(amount == payment.amount.amount for payment in facts.received))
    return tuple(fitting) or tuple(paid) or account.concerned


def _arrived_text(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice = exchange.voice
    said = [payment_text(exchange, payment, "received") for payment in facts.received]
    return " ".join([*said, voice.say("paid_invoice", number=facts.number)])


def _payments(exchange: Exchange, facts: InvoiceFacts) -> str:
    said = [payment_text(exchange, payment, "declined") for payment in facts.declined]
    said += [payment_text(exchange, payment, "received") for payment in facts.received]
    return " ".join([*(said or [exchange.voice.say("no_payment_seen")]), words.standing(exchange, facts)])


def _not_yet(exchange: Exchange, waiting: Sequence[InvoiceFacts]) -> str:
    return exchange.voice.say("not_yet_arrived", invoices=_open_list(exchange, waiting))


def _declined(exchange: Exchange, waiting: Sequence[InvoiceFacts]) -> list[str]:
    """Attempts that failed: who believes that it is paid may mean one of them."""
    return [payment_text(exchange, payment, "declined") for facts in waiting for payment in facts.declined]


def _open_list(exchange: Exchange, invoices: Sequence[InvoiceFacts]) -> str:
    voice = exchange.voice
    return voice.list(
        voice.say("open_part", number=facts.number, balance=voice.money(facts.invoice.balance)) for facts in invoices
    )


class PaymentProblem(Planned):
    """What is booked of a payment, and a ticket for the rest."""

    action = "action_payment_problem"
    plans: ClassVar[Mapping[str, Plan]] = {
        "failed": _failed,
        "arrived": booked_or(_arrived),
        "twice": _twice,
        "wrong": _wrong,
        "unmatched": _unmatched,
    }

    def answer(self, exchange: Exchange) -> None:
        """Visitors are offered a ticket; customers first see what is booked."""
        exchange.require_partner_customer()
        if exchange.who.level < Level.SIGNED:
            offer_ticket(exchange, exchange.voice.say(exchange.to_no_contact("payment_problem")), None)
        else:
            super().answer(exchange)

    def whole(self, exchange: Exchange) -> None:
        """What was tried and what arrived."""
        _failed(exchange)
