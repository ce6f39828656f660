"""An invoice told line by line, with its tax, its total and what came later."""

from bot.domain.billing.explanation import Explanation, explain
from bot.domain.billing.invoices import CreditNote, Invoice
from bot.domain.kernel.money import Money
from bot.services.billing.sentences.items import item_text
from bot.writing.voice import Voice, bullets


def every_line(voice: Voice, invoice: Invoice) -> str:
    """The invoice line by line, with tax, total and what came later."""
    told = explain(invoice)
    intro = voice.say("explanation", number=told.number, period=voice.span(told.period), total=voice.money(told.total))
    return f"{intro}\n\n{lines_of(voice, told)}"


def lines_of(voice: Voice, told: Explanation) -> str:
    """The lines alone, as a list."""
    return bullets([*(item_text(voice, item) for item in told.items), *_tax_and_credit(voice, told)])


def reason_of(voice: Voice, note: CreditNote) -> str:
    """Why a credit note was issued, in words."""
    key = f"credit_reason_{note.reason}"
    return voice.say(key if voice.knows(key) else "credit_reason_other")


def credited(voice: Voice, invoice: Invoice) -> str:
    """What the credit notes on an invoice took off it, and why."""
    return " ".join(
        voice.say(
            "credited_because",
            note=note.number,
            amount=voice.money(abs(note.amount)),
            reason=reason_of(voice, note),
            day=voice.day(note.issued_on),
            number=invoice.number,
            total=voice.money(invoice.total),
            balance=voice.money(invoice.balance),
        )
        for note in invoice.credit_notes
    )


def _tax_and_credit(voice: Voice, told: Explanation) -> list[str]:
    lines = [voice.say("item_tax", rate=voice.percent(told.tax_rate), amount=voice.money(told.tax))]
    if not told.tax:
        lines = [voice.say("item_no_tax")]
    if not told.credit_notes:
        return [*lines, _total_line(voice, told.total, told.balance)]
    credits = [_credit_line(voice, note) for note in told.credit_notes]
    total = voice.say("item_total_credited", total=voice.money(told.total))
    return [*lines, total, *credits, voice.say("item_balance", balance=voice.money(told.balance))]


def _credit_line(voice: Voice, note: CreditNote) -> str:
    return voice.say("item_credit", note=note.number, reason=reason_of(voice, note), amount=voice.signed(note.amount))


def _total_line(voice: Voice, total: Money, balance: Money) -> str:
    if balance.amount <= 0:
        return voice.say("item_total_paid", total=voice.money(total))
    if balance == total:
        return voice.say("item_total_open", total=voice.money(total))
    return voice.say("item_total", total=voice.money(total), balance=voice.money(balance))
