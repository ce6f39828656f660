"""Whether an invoice is paid, when and how; until when it must be, and whether it is late."""

from collections.abc import Sequence

from actions.billing import invoice_words as words
from actions.billing.invoices.asking import is_described, is_plural, listed_last, of_those_listed
from actions.billing.invoices.one import is_paid
from actions.billing.invoices.subjects import FEW, show_button, subjects
from actions.billing.late.words import steps_ahead
from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from bot.domain.billing.invoices import InvoiceStatus, Payment
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.services.billing.invoices import InvoiceFacts
from bot.writing.voice import bullets

_SAYING_HOW_LONG = frozenset({Form.HOW_LONG, Form.HOW_MANY, Form.WHICH, Form.WHEN})


def paid(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Yes or no, and what supports it."""
    voice, invoice = exchange.voice, facts.invoice
    if is_paid(facts):
        if not facts.received:
            return voice.say("paid_by_credit", number=facts.number)
        return voice.say("paid_yes", number=facts.number, payments=_payments(exchange, facts.received))
    if facts.received:
        blanks = {"paid": voice.money(invoice.paid), "balance": voice.money(invoice.balance)}
        return f"{voice.say('paid_in_part', number=facts.number, **blanks)} {_until(exchange, facts)}"
    said = [voice.say("paid_no", number=facts.number), *_tried(exchange, facts), words.standing(exchange, facts)]
    return " ".join(said)


def _tried(exchange: Exchange, facts: InvoiceFacts) -> list[str]:
    """The last attempt to pay it, which failed."""
    voice = exchange.voice
    return [
        voice.say("paid_tried", day=voice.day(payment.made_on), method=voice.say(f"by_{payment.method}"))
        for payment in facts.declined[-1:]
    ]


def paid_when(exchange: Exchange, facts: InvoiceFacts) -> str:
    """The day on which it was paid."""
    voice = exchange.voice
    day = facts.invoice.paid_on
    if day is None or not is_paid(facts):
        return paid(exchange, facts)
    ago = voice.days_ago((exchange.today - day).days)
    said = voice.say("paid_when", number=facts.number, day=voice.day(day), ago=ago)
    methods = dict.fromkeys(voice.say(f"by_{payment.method}") for payment in facts.received)
    return f"{said} {voice.say('paid_by', methods=voice.list(methods))}" if methods else said


def paid_how(exchange: Exchange, facts: InvoiceFacts) -> str:
    """By which means it was paid."""
    if not facts.received:
        return paid(exchange, facts)
    return exchange.voice.say("paid_how", number=facts.number, payments=_payments(exchange, facts.received))


def due(exchange: Exchange, facts: InvoiceFacts) -> str:
    """By when it must be paid, with the days from now."""
    voice, invoice = exchange.voice, facts.invoice
    if is_paid(facts):
        return (
            f"{voice.say('due_settled', number=facts.number, day=voice.day(invoice.due_on))} {_since(exchange, facts)}"
        )
    key = "due_was" if facts.days_overdue else "due_is"
    days = voice.days_ago(facts.days_overdue) if facts.days_overdue else voice.in_days(facts.days_to_due)
    return voice.say(
        key, number=facts.number, day=voice.day(invoice.due_on), days=days, balance=voice.money(invoice.balance)
    )


def days_left(exchange: Exchange, facts: InvoiceFacts) -> str:
    """How many days are left to pay it."""
    voice, invoice = exchange.voice, facts.invoice
    if is_paid(facts):
        return due(exchange, facts)
    day = voice.day(invoice.due_on)
    if facts.days_overdue:
        return voice.say("days_left_none", number=facts.number, day=day, days=voice.days_ago(facts.days_overdue))
    if not facts.days_to_due:
        return voice.say("days_left_today", number=facts.number, day=day)
    return voice.counted("days_left", facts.days_to_due, number=facts.number, day=day)


def late_one(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Whether it is late, and by how many days."""
    voice, invoice = exchange.voice, facts.invoice
    if is_paid(facts):
        return _paid_in_time(exchange, facts)
    day, balance = voice.day(invoice.due_on), voice.money(invoice.balance)
    if not facts.days_overdue:
        return voice.say("not_late", number=facts.number, day=day, in_days=voice.in_days(facts.days_to_due))
    key = "late_days" if exchange.asked.form in _SAYING_HOW_LONG else "late_yes"
    return voice.say(key, number=facts.number, days=voice.days(facts.days_overdue), day=day, balance=balance)


def _paid_in_time(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Whether a paid one was paid in time; "on time or late?" gets neither yes nor no."""
    voice, invoice, asked = exchange.voice, facts.invoice, exchange.asked
    past = invoice.paid_after
    if past is None or invoice.paid_on is None:
        return f"{voice.say('not_late_paid', number=facts.number)} {_since(exchange, facts)}"
    blanks = {"number": facts.number, "paid": voice.day(invoice.paid_on), "due": voice.day(invoice.due_on)}
    said = voice.say("paid_late", days=voice.days(past), **blanks) if past > 0 else voice.say("paid_in_time", **blanks)
    in_time, is_late = asked.speaks_of(SpokenOf.IN_TIME), asked.speaks_of(SpokenOf.PAID_LATE)
    if in_time and is_late:
        return said
    return yes_or_no(exchange, (past <= 0) is in_time, said)


def late(exchange: Exchange) -> None:
    """Of one invoice, or which of those unpaid are late and which are not."""
    asked = exchange.asked
    named = any(asked.first(entity) for entity in ("invoice_number", "which", "period", "date"))
    talked_about = asked.slot("invoice_number") and not (is_described(asked) or is_plural(asked))
    if named or talked_about:
        found = subjects(exchange).invoices
        if found:
            _say(exchange, found, [late_one(exchange, facts) for facts in found])
        return
    unpaid = exchange.desk.billing.invoices.unpaid(asked_by=exchange.who, today=exchange.today)
    among = of_those_listed(asked)
    concerned = [facts for facts in unpaid if among is None or facts.number in among]
    overdue = [facts for facts in concerned if facts.days_overdue]
    others = [facts for facts in concerned if not facts.days_overdue]
    _say_late(exchange, overdue, others)


def _say_late(exchange: Exchange, overdue: Sequence[InvoiceFacts], others: Sequence[InvoiceFacts]) -> None:
    voice = exchange.voice
    said = [_late(exchange, facts) for facts in sorted(overdue, key=lambda facts: -facts.days_overdue)]
    if exchange.asked.form is Form.YES_NO and said:
        said.insert(0, voice.say("late_yes_plain"))
    elif not said:
        none = voice.say("none_overdue")
        said = [f"{voice.say('no')} {none[:1].lower()}{none[1:]}" if exchange.asked.form is Form.YES_NO else none]
    said += [_not_yet(exchange, facts) for facts in others]
    _say(exchange, [*overdue] or [*others], said)


def _say(exchange: Exchange, invoices: Sequence[InvoiceFacts], said: Sequence[str]) -> None:
    numbers = [facts.number for facts in invoices]
    if len(numbers) == 1:
        kept = numbers[0] in listed_last(exchange.asked)
        exchange.remember(invoice_number=numbers[0], **({} if kept else {"listed": None}))
    elif numbers:
        exchange.remember(invoice_number=None, listed=",".join(numbers))
    pay = words.payment(exchange, invoices[0]) if len(invoices) == 1 else []
    shown = [show_button(exchange, number) for number in numbers[:FEW]]
    text = " ".join(said) if len(said) < 3 else f"{said[0]}\n\n{bullets(said[1:])}"
    exchange.say(text, [*pay, *shown])


def _late(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice, invoice = exchange.voice, facts.invoice
    day, balance = voice.day(invoice.due_on), voice.money(invoice.balance)
    return voice.say("late_days", number=facts.number, days=voice.days(facts.days_overdue), day=day, balance=balance)


def _not_yet(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice = exchange.voice
    in_days = voice.in_days(facts.days_to_due)
    return voice.say("late_not", number=facts.number, day=voice.day(facts.invoice.due_on), in_days=in_days)


def state(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Where it stands; for an overdue one also what comes next."""
    ahead = steps_ahead(exchange, facts.number) if facts.status is InvoiceStatus.OVERDUE else ""
    return f"{words.sentence(exchange, facts)}{ahead}"


def _until(exchange: Exchange, facts: InvoiceFacts) -> str:
    return words.standing(exchange, facts)


def _since(exchange: Exchange, facts: InvoiceFacts) -> str:
    day = facts.invoice.paid_on
    voice = exchange.voice
    return voice.say("invoice_settled") if day is None else voice.say("invoice_paid", day=voice.day(day))


def _payments(exchange: Exchange, received: Sequence[Payment]) -> str:
    return exchange.voice.list(_payment(exchange, payment) for payment in received)


def _payment(exchange: Exchange, payment: Payment) -> str:
    voice = exchange.voice
    return voice.say(
        "paid_with",
        amount=voice.money(payment.amount),
        method=voice.say(f"by_{payment.method}"),
        day=voice.day(payment.made_on),
    )
