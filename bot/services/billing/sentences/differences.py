"""Why an invoice is higher or lower than another: the difference, and its causes with their amounts."""

from decimal import Decimal

from bot.domain.billing.comparison import Comparison, compare
from bot.domain.billing.explanation import RecurringCharge, items_of
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.services.billing.sentences.causes import cause_text
from bot.services.billing.sentences.lines import credited
from bot.writing.voice import Voice, bullets


def compared(voice: Voice, earlier: Invoice, later: Invoice) -> str:
    """The difference with its causes, or why two invoices cannot be compared and what each comes to."""
    try:
        return causes(voice, earlier, later)
    except (CurrenciesDiffer, PeriodsDiffer) as reason:
        return why_not(voice, reason, earlier, later)


def causes(voice: Voice, earlier: Invoice, later: Invoice) -> str:
    """The causes with their amounts, after the difference itself. Raises CurrenciesDiffer, PeriodsDiffer."""
    found = compare(earlier, later)
    parts = [_higher_or_lower(voice, found)]
    if found.causes:
        parts.append(bullets(cause_text(voice, cause) for cause in found.causes))
    else:
        parts.append(_why_same(voice, earlier, later))
    if found.credited:
        noted = [credited(voice, invoice) for invoice in (earlier, later) if invoice.credit_notes]
        parts.append(" ".join([*noted, voice.say("comparison_credited")]))
    return "\n\n".join(filter(None, parts))


def why_not(voice: Voice, reason: CurrenciesDiffer | PeriodsDiffer, earlier: Invoice, later: Invoice) -> str:
    """Why two invoices cannot be compared, and what each comes to."""
    return f"{voice.say(reason.code, **reason.blanks)} {voice.say('two_totals', **totals(voice, earlier, later))}"


def totals(voice: Voice, earlier: Invoice, later: Invoice) -> dict[str, str]:
    """Numbers and totals of both, as sentences about them need them."""
    return {
        "later": later.number,
        "earlier": earlier.number,
        "later_total": voice.money(later.total),
        "earlier_total": voice.money(earlier.total),
    }


def _why_same(voice: Voice, earlier: Invoice, later: Invoice) -> str:
    """Of two alike: the seats that both bill, used or not."""
    billed = [_seats_billed(invoice) for invoice in (earlier, later)]
    if billed[0] != billed[1] or earlier.credit_notes or later.credit_notes:
        return ""
    return " ".join(
        voice.say("same_seats", seats=voice.seats(quantity), product=product) for product, quantity in billed[0]
    )


def _seats_billed(invoice: Invoice) -> list[tuple[str, Decimal]]:
    return [(item.product, item.quantity) for item in items_of(invoice) if isinstance(item, RecurringCharge)]


def _higher_or_lower(voice: Voice, found: Comparison) -> str:
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
