"""Why an invoice costs what it costs, and why more or less than the one before."""

from actions.billing.cause_words import cause_text
from actions.billing.item_words import item_text
from actions.billing.which_invoice import chosen, compared
from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.voice import bullets
from bot.domain.billing.comparison import Comparison
from bot.domain.billing.explanation import Explanation, SeatChange
from bot.domain.billing.invoices import CreditNote
from bot.domain.kernel.cues import Aspect, Cue
from bot.domain.kernel.errors import CurrenciesDiffer, NothingToCompare, PeriodsDiffer
from bot.domain.kernel.money import Money


class ExplainCharge(Answer):
    """An invoice in plain words; asked why it is higher, the comparison with the one before."""

    action = "action_explain_charge"

    def answer(self, exchange: Exchange) -> None:
        """The wording of the question decides between the lines and the comparison."""
        changed = exchange.asked.is_about(Aspect.CHANGE)
        facts = compared(exchange) if changed else chosen(exchange)
        if facts is None:
            exchange.tell("no_invoices")
        elif changed:
            _compare(exchange, facts.number)
        else:
            _explain(exchange, facts.number)


class CompareInvoices(Answer):
    """The comparison with the invoice before, from a button."""

    action = "action_compare_invoices"

    def answer(self, exchange: Exchange) -> None:
        """Compares the invoice named by the button."""
        facts = chosen(exchange)
        if facts is None:
            exchange.tell("no_invoices")
        else:
            _compare(exchange, facts.number)


def told_as_comparison(exchange: Exchange) -> bool:
    """Answers "why is it higher than the one before?" where it was understood as a wish to see that one."""
    asked = exchange.asked
    if asked.place_of(Cue.MEASURED_AGAINST) is None or not asked.is_about(Aspect.CHANGE):
        return False
    facts = compared(exchange)
    if facts is not None:
        _compare(exchange, facts.number)
    return facts is not None


def told_as_seat_change(exchange: Exchange) -> bool:
    """Explains the invoice in question when what looks like a refund on it is the first line of a change of seats.

    Asked for refunds by a button, the customer may mean such a line as well.
    """
    asked = exchange.asked
    if not (asked.is_choice or asked.is_about(Aspect.LINE)) or (facts := chosen(exchange)) is None:
        return False
    told = exchange.desk.billing.explaining.explain(facts.number, asked_by=exchange.who)
    if not any(isinstance(item, SeatChange) for item in told.items):
        return False
    _explain(exchange, facts.number)
    return True


def _explain(exchange: Exchange, number: str, because: str = "") -> None:
    told = exchange.desk.billing.explaining.explain(number, asked_by=exchange.who)
    voice = exchange.voice
    intro = voice.say("explanation", number=told.number, period=voice.span(told.period), total=voice.money(told.total))
    lines = [item_text(exchange, item) for item in told.items]
    text = f"{because} {intro}".strip() + f"\n\n{bullets([*lines, *_tax_and_credit(exchange, told)])}"
    exchange.say(text, _after(exchange, told.number, "compare", "compare_invoices"))


def _compare(exchange: Exchange, number: str) -> None:
    try:
        found = exchange.desk.billing.explaining.compare(number, asked_by=exchange.who)
    except (NothingToCompare, CurrenciesDiffer, PeriodsDiffer) as reason:
        _explain(exchange, number, because=exchange.voice.say(reason.code, **reason.blanks))
        return
    text = _difference(exchange, found)
    if found.causes:
        text += f"\n\n{bullets(cause_text(exchange, cause) for cause in found.causes)}"
    if found.credited:
        text += f"\n\n{exchange.voice.say('comparison_credited')}"
    exchange.say(text, _after(exchange, number, "every_line", "explain_charge"))


def _difference(exchange: Exchange, found: Comparison) -> str:
    voice = exchange.voice
    blanks = {
        "later": found.later_number,
        "earlier": found.earlier_number,
        "later_total": voice.money(found.later_total),
        "earlier_total": voice.money(found.earlier_total),
    }
    if not found.difference:
        return voice.say("comparison_same", **blanks)
    key = "comparison_higher" if found.difference.amount > 0 else "comparison_lower"
    return voice.say(key, difference=voice.money(abs(found.difference)), **blanks)


def _tax_and_credit(exchange: Exchange, told: Explanation) -> list[str]:
    voice = exchange.voice
    lines = [voice.say("item_tax", rate=voice.percent(told.tax_rate), amount=voice.money(told.tax))]
    if not told.tax:
        lines = [voice.say("item_no_tax")]
    if not told.credit_notes:
        return [*lines, _total_line(exchange, told.total, told.balance)]
    credits = [_credit_line(exchange, note) for note in told.credit_notes]
    total = voice.say("item_total_credited", total=voice.money(told.total))
    return [*lines, total, *credits, voice.say("item_balance", balance=voice.money(told.balance))]


def _credit_line(exchange: Exchange, note: CreditNote) -> str:
    voice, reason = exchange.voice, f"credit_reason_{note.reason}"
    because = voice.say(reason if voice.knows(reason) else "credit_reason_other")
    return voice.say("item_credit", note=note.number, reason=because, amount=voice.signed(note.amount))


def _total_line(exchange: Exchange, total: Money, balance: Money) -> str:
    voice = exchange.voice
    if balance.amount <= 0:
        return voice.say("item_total_paid", total=voice.money(total))
    if balance == total:
        return voice.say("item_total_open", total=voice.money(total))
    return voice.say("item_total", total=voice.money(total), balance=voice.money(balance))


def _after(exchange: Exchange, number: str, label: str, intent: str) -> list[dict[str, str]]:
    return [
        exchange.button(label, intent, invoice_number=number),
        exchange.button("dispute", "dispute_charge", invoice_number=number),
    ]
