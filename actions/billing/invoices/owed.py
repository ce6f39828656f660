"""What is owed: in all, overdue, without tax, after credit notes, what comes next, and what a payment would leave."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from actions.billing import invoice_words as words
from actions.billing.invoices.asking import InvoiceQuestion
from actions.billing.invoices.statement import statement
from actions.billing.invoices.subjects import FEW, ask_which, show_button
from actions.billing.invoices.together import or_together
from actions.kernel.exchange import Button, Exchange
from actions.kernel.forms import tax_answer
from actions.kernel.planned import Plan
from bot.domain.kernel.money import Money, total
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.invoices import Balance, InvoiceFacts


def _in_all(exchange: Exchange) -> None:
    """What is owed in each currency; the invoices behind it on a card."""
    balances = _balances(exchange)
    invoices = _invoices(balances)
    if not invoices:
        return
    said = [words.balance_line(exchange, balance) for balance in balances]
    if len(invoices) == 1:
        facts = invoices[0]
        key = "owed_for_overdue" if facts.days_overdue else "owed_for"
        said.append(exchange.voice.say(key, number=facts.number, day=exchange.voice.day(facts.invoice.due_on)))
        exchange.say(" ".join(said), _after(exchange, invoices))
        return
    card = words.list_card(exchange, exchange.voice.say("unpaid_title"), invoices)
    exchange.say(" ".join(said), _after(exchange, invoices), card)


def _overdue(exchange: Exchange) -> None:
    """How much of it is overdue, and for which invoices."""
    voice, balances = exchange.voice, _balances(exchange)
    if not balances:
        return
    late = [facts for balance in balances for facts in balance.invoices if facts.days_overdue]
    if not late:
        owed = voice.list(voice.money(balance.owed) for balance in balances)
        first = min(_invoices(balances), key=lambda facts: facts.invoice.due_on)
        blanks = {"owed": owed, "day": voice.day(first.invoice.due_on), "in_days": voice.in_days(first.days_to_due)}
        exchange.say(voice.say("owed_none_overdue", **blanks), _after(exchange, _invoices(balances)))
        return
    overdue = voice.list(voice.money(balance.overdue) for balance in balances if balance.overdue)
    each = voice.list(_days_late(exchange, facts) for facts in late)
    exchange.say(voice.say("owed_overdue", overdue=overdue, each=each), _after(exchange, late))


def _net(exchange: Exchange) -> None:
    """What is owed without tax, as far as payments and credit notes can be split."""
    balances = _balances(exchange)
    if not balances:
        return
    said = [tax_answer(exchange, told_net=False), *(_net_of(exchange, balance) for balance in balances)]
    exchange.say(" ".join(filter(None, said)), _after(exchange, _invoices(balances)))


def _net_of(exchange: Exchange, balance: Balance) -> str:
    voice, owed = exchange.voice, exchange.voice.money(balance.owed)
    nets = [facts.invoice.net_balance for facts in balance.invoices]
    known = [net for net in nets if net is not None]
    if len(known) < len(nets):
        billed = total((facts.invoice.net for facts in balance.invoices), balance.currency)
        return voice.say("owed_net_unknown", net=voice.money(billed), owed=owed)
    net = total(known, balance.currency)
    if net == balance.owed:
        return voice.say("owed_net_untaxed", net=voice.money(net))
    return voice.say("owed_net", net=voice.money(net), tax=voice.money(balance.owed - net), owed=owed)


def _credit(exchange: Exchange) -> None:
    """What is owed after the credit notes, and what it was before."""
    voice, balances = exchange.voice, _balances(exchange)
    if not balances:
        return
    said = []
    for balance in balances:
        credited = total((facts.invoice.credited for facts in balance.invoices), balance.currency)
        notes = voice.list(note.number for facts in balance.invoices for note in facts.invoice.credit_notes)
        blanks = {"owed": voice.money(balance.owed)}
        if credited:
            blanks |= {"before": voice.money(balance.owed - credited), "notes": notes}
        said.append(voice.say("owed_credited" if credited else "owed_uncredited", **blanks))
    exchange.say(" ".join(said), _after(exchange, _invoices(balances)))


def _next_due(exchange: Exchange) -> None:
    """What must be paid next: what is overdue first, then what comes."""
    voice, balances = exchange.voice, _balances(exchange)
    invoices = sorted(_invoices(balances), key=lambda facts: facts.invoice.due_on)
    if not invoices:
        return
    late = [facts for facts in invoices if facts.days_overdue]
    coming = [facts for facts in invoices if not facts.days_overdue]
    said = [_due(exchange, "next_overdue", facts, voice.days(facts.days_overdue)) for facts in late]
    first = coming[0].invoice.due_on if coming else None
    due = [facts for facts in coming if facts.invoice.due_on == first]
    if len(late) == 1 or (not late and len(due) == 1):  # "and if I pay only that one?"
        exchange.remember(invoice_number=(late or due)[0].number)
    said += [_due(exchange, "next_due", facts, voice.in_days(facts.days_to_due)) for facts in due]
    exchange.say(" ".join(said), _after(exchange, [*late, *due]))


def _remaining(exchange: Exchange) -> None:
    """What would be left after paying the invoices named, those overdue, or a sum."""
    balances = _balances(exchange)
    invoices, asked = _invoices(balances), exchange.asked
    if not invoices:
        return
    if asked.first("amount"):
        exchange.say(_left_after(exchange, balances), _after(exchange, invoices))
        return
    paying = _paying(exchange, invoices)
    if paying is None:
        ask_which(exchange, [facts.number for facts in invoices[:FEW]])
        return
    rest = [facts for facts in invoices if facts not in paying]
    numbers = exchange.voice.list(facts.number for facts in paying)
    if not rest:
        exchange.say(exchange.voice.say("remaining_nothing", numbers=numbers), _after(exchange, invoices))
        return
    left = exchange.voice.list(exchange.voice.money(sum_) for sum_ in _sums(rest))
    for_these = exchange.voice.list(facts.number for facts in rest)
    exchange.say(exchange.voice.say("remaining", left=left, numbers=numbers, rest=for_these), _after(exchange, rest))


def _paying(exchange: Exchange, invoices: Sequence[InvoiceFacts]) -> Sequence[InvoiceFacts] | None:
    """The unpaid invoices that would be paid; None where that is not clear."""
    asked = exchange.asked
    if asked.first("invoice_number"):
        found = exchange.desk.billing.invoices
        named = {found.one(n, asked_by=exchange.who, today=exchange.today).number for n in asked.all("invoice_number")}
        return [facts for facts in invoices if facts.number in named]
    if asked.first("state") == "overdue":
        return [facts for facts in invoices if facts.days_overdue]
    here = [facts for facts in invoices if facts.number == asked.slot("invoice_number")]
    return here or (invoices if len(invoices) == 1 else None)


def _left_after(exchange: Exchange, balances: Sequence[Balance]) -> str:
    voice = exchange.voice
    amount, currency = amount_of(exchange.asked.first("amount") or "")
    fitting = [balance for balance in balances if currency in (None, balance.currency)]
    if len(fitting) != 1:
        said = [words.balance_line(exchange, balance) for balance in balances]
        return " ".join([voice.say("remaining_unclear"), *said])
    owed = fitting[0].owed
    left = Money(max(owed.amount - abs(amount), Decimal("0.00")), owed.currency)
    paid = Money(abs(amount), owed.currency)
    return voice.say("remaining_after", left=voice.money(left), paid=voice.money(paid), owed=voice.money(owed))


def _sums(invoices: Iterable[InvoiceFacts]) -> list[Money]:
    by_currency = sorted(invoices, key=lambda facts: facts.invoice.currency)
    groups = groupby(by_currency, key=lambda facts: facts.invoice.currency)
    return [total((facts.invoice.balance for facts in group), currency) for currency, group in groups]


def _balances(exchange: Exchange) -> tuple[Balance, ...]:
    """What is owed; when it is nothing, that has been said. One invoice alone is what is talked about now."""
    balances = exchange.desk.billing.invoices.balances(asked_by=exchange.who, today=exchange.today)
    invoices = _invoices(balances)
    if not invoices:
        exchange.tell("nothing_owed")
    only = invoices[0].number if len(invoices) == 1 else None
    exchange.remember(listed=",".join(facts.number for facts in invoices) or None)
    if only or exchange.asked.slot("invoice_number") not in {facts.number for facts in invoices}:
        exchange.remember(invoice_number=only)
    return balances


def _invoices(balances: Iterable[Balance]) -> list[InvoiceFacts]:
    return [facts for balance in balances for facts in balance.invoices]


def _days_late(exchange: Exchange, facts: InvoiceFacts) -> str:
    days = exchange.voice.days(facts.days_overdue)
    return exchange.voice.say("owed_days_late", number=facts.number, days=days)


def _due(exchange: Exchange, key: str, facts: InvoiceFacts, days: str) -> str:
    voice, invoice = exchange.voice, facts.invoice
    balance, day = voice.money(invoice.balance), voice.day(invoice.due_on)
    return voice.say(key, number=facts.number, balance=balance, day=day, days=days)


def _after(exchange: Exchange, invoices: Sequence[InvoiceFacts]) -> list[Button]:
    if len(invoices) == 1:
        offered = [*words.payment(exchange, invoices[0]), show_button(exchange, invoices[0].number)]
    else:
        offered = [show_button(exchange, facts.number) for facts in invoices[:FEW]]
    offered.append(exchange.button("payment_methods", "payment_methods"))
    late = any(facts.days_overdue for facts in invoices)
    return [*offered, exchange.button("what_happens_next", "collections_policy")] if late else offered


class BalanceDue(InvoiceQuestion):
    """What is owed, by currency, and what of it is overdue."""

    action = "action_balance_due"
    plans: ClassVar[Mapping[str, Plan]] = {
        "total": or_together(_in_all, "total"),
        "overdue": _overdue,
        "net": or_together(_net, "net"),
        "credit": _credit,
        "next_due": _next_due,
        "remaining": _remaining,
        "statement": statement,
    }

    def whole(self, exchange: Exchange) -> None:
        """A figure for each currency, with the invoices behind it."""
        _in_all(exchange)
