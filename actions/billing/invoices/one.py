"""One thing about an invoice, in a sentence: what it comes to, its tax, its days, its number."""

from collections.abc import Callable

from actions.billing import invoice_words as words
from actions.billing.invoices.expected import expected
from actions.billing.invoices.subjects import FEW, all_button, listing, show_button, subjects
from actions.billing.invoices.together import sum_of_part
from actions.kernel.exchange import Button, Exchange
from actions.kernel.forms import tax_answer
from actions.kernel.planned import Plan
from actions.kernel.question import Question
from bot.domain.billing.invoices import CreditNote, InvoiceStatus
from bot.domain.billing.shares import products_of
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.services.billing.invoice_lists import InvoiceWish
from bot.services.billing.invoices import InvoiceFacts
from bot.writing.voice import bullets, opening

OF_LINES = frozenset({"line", "unit_price", "share", "seats", "days"})
"""What is told of charges in amounts without tax."""
Told = Callable[[Exchange, InvoiceFacts], str]
"""A sentence about one invoice, which names it."""


def each(told: Told, *labels: str, summed: str | None = None) -> Plan:
    """A plan that says the same of every invoice the question is about, in order; `summed` is added up as well."""

    def plan(exchange: Exchange) -> None:
        found = subjects(exchange)
        if not found.invoices:
            return
        said = [told(exchange, facts) for facts in found.invoices]
        text = f"{said[0]} {found.note}" if len(said) == 1 else f"{bullets(said)}\n\n{found.note}"
        if summed and len(said) > 1 and not found.note:
            text = f"{_in_all(exchange, found.invoices, summed)}\n\n{text}"
        exchange.say(text.strip(), _buttons(exchange, found.invoices, labels))

    return plan


def _in_all(exchange: Exchange, invoices: tuple[InvoiceFacts, ...], summed: str) -> str:
    found = listing(exchange, InvoiceWish(numbers=tuple(facts.number for facts in invoices)))
    return " ".join(sum_of_part(exchange, sums, summed) for sums in found.sums)


def _buttons(exchange: Exchange, invoices: tuple[InvoiceFacts, ...], labels: tuple[str, ...]) -> list[Button]:
    if len(invoices) > 1:
        return [*(show_button(exchange, facts.number) for facts in invoices[:FEW]), all_button(exchange)]
    facts = invoices[0]
    offered = [*words.payment(exchange, facts)] if "pay" in labels else []
    if "ticket" in labels:
        offered.append(exchange.button("open_commercial_ticket", "open_ticket", ticket_matter=Matter.COMMERCIAL))
    return [*offered, show_button(exchange, facts.number), words.copy_button(exchange, facts)]


def amount(exchange: Exchange, facts: InvoiceFacts) -> str:
    """What it comes to, of which tax, and what credit notes made of it."""
    voice, invoice = exchange.voice, facts.invoice
    blanks = {"number": facts.number, "total": voice.money(invoice.total)}
    if not invoice.tax:
        said = voice.say("one_amount_untaxed", **blanks)
    else:
        said = voice.say("one_amount", net=voice.money(invoice.net), tax=voice.money(invoice.tax), **blanks)
        said = f"{tax_answer(exchange, told_net=False)} {said}".strip()
    return " ".join([said, *words.credits(exchange, facts)])


def net(exchange: Exchange, facts: InvoiceFacts) -> str:
    """What it comes to without tax."""
    voice, invoice = exchange.voice, facts.invoice
    return voice.say("one_net", number=facts.number, net=voice.money(invoice.net), total=voice.money(invoice.total))


def tax(exchange: Exchange, facts: InvoiceFacts) -> str:
    """How much tax is on it."""
    voice, invoice = exchange.voice, facts.invoice
    if not invoice.tax:
        return voice.say("one_no_tax", number=facts.number)
    blanks = {"tax": voice.money(invoice.tax), "rate": voice.percent(invoice.tax_rate), "net": voice.money(invoice.net)}
    first = tax_answer(exchange, told_net=True) if _told_net(exchange) else ""
    said = [first, voice.say("one_tax", number=facts.number, **blanks), *words.credits(exchange, facts)]
    return " ".join(filter(None, said))


def _told_net(exchange: Exchange) -> bool:
    """Whether what was told last is without tax."""
    asked = exchange.asked
    return (asked.slot("topic"), asked.slot("aspect")) == ("find_invoice", "net") or (
        asked.slot("topic") == "explain_charge" and asked.slot("aspect") in OF_LINES
    )


def tax_rate(exchange: Exchange, facts: InvoiceFacts) -> str:
    """At which percentage."""
    voice, invoice = exchange.voice, facts.invoice
    if not invoice.tax:
        return voice.say("one_no_tax", number=facts.number)
    rate = voice.percent(invoice.tax_rate)
    return voice.say("one_tax_rate", number=facts.number, rate=rate, tax=voice.money(invoice.tax))


def tax_reason(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Why tax is on it, or none, as far as the invoice says."""
    voice, invoice = exchange.voice, facts.invoice
    if not invoice.tax:
        return voice.say("one_no_tax_reason", number=facts.number)
    blanks = {"rate": voice.percent(invoice.tax_rate), "tax": voice.money(invoice.tax)}
    return " ".join([voice.say("one_tax_reason", number=facts.number, **blanks), *words.credits(exchange, facts)])


def or_unconverted(plan: Plan) -> Plan:
    """The plan; asked what a sum typed comes to in a currency: no rate is known here."""

    def either(exchange: Exchange) -> None:
        asked = exchange.asked
        if asked.first("amount") and _asks_in_another_currency(asked):
            exchange.tell("no_rate", currency=exchange.voice.currency(asked.first("currency") or ""))
        else:
            plan(exchange)

    return either


def _asks_in_another_currency(asked: Question) -> bool:
    """Whether it is asked what something comes to in one currency, not in which of several it is."""
    return len(asked.all("currency")) == 1 and asked.form in (Form.HOW_MUCH, Form.HOW_MANY, Form.WHICH)


def currency(exchange: Exchange, facts: InvoiceFacts) -> str:
    """In which currency; asked whether it is a certain one, yes or no first."""
    voice, own = exchange.voice, facts.invoice.currency
    said = voice.say("one_currency", number=facts.number, currency=voice.currency(own), code=own)
    wanted = exchange.asked.first("currency")
    if wanted is not None and _asks_in_another_currency(exchange.asked):
        amount = voice.say("one_in_own_currency", number=facts.number, total=voice.money(facts.invoice.total))
        return amount if wanted == own else f"{voice.say('no_rate', currency=voice.currency(wanted))} {amount}"
    one_or_other = len(set(exchange.asked.all("currency"))) > 1  # "is it in euros or dollars?"
    if exchange.asked.form is not Form.YES_NO or wanted is None or one_or_other:
        return opening(said)
    return f"{voice.say('yes' if wanted == own else 'no')} {said}"


def issued(exchange: Exchange, facts: InvoiceFacts) -> str:
    """When it was issued."""
    voice, day = exchange.voice, facts.invoice.issued_on
    ago = voice.days_ago((exchange.today - day).days)
    said = voice.say("one_issued", number=facts.number, day=voice.day(day), ago=ago)
    return " ".join([said, *(_note_issued(exchange, note) for note in facts.invoice.credit_notes)])


def _note_issued(exchange: Exchange, note: CreditNote) -> str:
    voice, ago = exchange.voice, exchange.voice.days_ago((exchange.today - note.issued_on).days)
    return voice.say("note_issued", note=note.number, day=voice.day(note.issued_on), ago=ago)


def period(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Which days it bills."""
    voice = exchange.voice
    blanks = {"first": voice.day(facts.period.first), "last": voice.day(facts.period.last)}
    blanks["products"] = voice.list(products_of(facts.invoice))
    return voice.say("one_period", number=facts.number, days=voice.days(facts.period.days), **blanks)


def number(exchange: Exchange, facts: InvoiceFacts) -> str:
    """Its number, and which invoice that is."""
    voice, invoice = exchange.voice, facts.invoice
    return voice.say(
        "one_number", number=facts.number, day=voice.day(invoice.issued_on), total=voice.money(invoice.total)
    )


def recipient(exchange: Exchange, facts: InvoiceFacts) -> str:
    """To whom it went: not known here."""
    return exchange.voice.say("one_recipient", number=facts.number, company=exchange.who.customer_name)


def coming(exchange: Exchange) -> None:
    """What is known of the next invoice: the days that follow those billed last, and no amount."""
    facts = exchange.desk.billing.invoices.in_question(None, asked_by=exchange.who, today=exchange.today)
    if facts is None:
        exchange.tell("no_invoices")
        return
    exchange.remember(invoice_number=facts.number)
    said = [coming_text(exchange, facts), expected(exchange, facts)]
    said = said[::-1] if exchange.asked.form is Form.HOW_MUCH else said
    exchange.say("\n\n".join(filter(None, said)), [show_button(exchange, facts.number)])


def coming_text(exchange: Exchange, facts: InvoiceFacts) -> str:
    """What is known of the invoice after the latest one."""
    voice, last = exchange.voice, facts.period
    return voice.say(
        "next_invoice",
        number=facts.number,
        first=voice.day(last.first),
        last=voice.day(last.last),
        issued=voice.day(facts.invoice.issued_on),
        following=voice.day(last.following),
        days=voice.days(last.days),
    )


def is_paid(facts: InvoiceFacts) -> bool:
    return facts.status is InvoiceStatus.PAID
