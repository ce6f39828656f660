"""Why an amount is what it is: a credit note took something off, or a change of seats stands in two lines."""

from actions.billing.charges.asked import each_line, keep, meant_by
from actions.billing.charges.oddities import negative
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from bot.domain.billing.explanation import SeatChange
from bot.domain.billing.invoices import Invoice
from bot.domain.billing.shares import items_at
from bot.domain.kernel.money import Money
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.sentences.lines import credited


def unless_an_amount(plan: Plan) -> Plan:
    """The plan; "why 2,100 and not 2,310?", "why minus 412?" and "why?" after a credit ask about that amount."""

    def either(exchange: Exchange) -> None:
        if not _told(exchange):
            plan(exchange)

    return either


def _told(exchange: Exchange) -> bool:
    asked = exchange.asked
    after_credit = asked.slot("topic") == "refund_status" and not asked.first("period")
    if not (asked.first("amount") or after_credit) or asked.first("product") or asked.first("which"):
        return False
    found = exchange.desk.billing.explaining.billed(meant_by(exchange), asked_by=exchange.who, today=exchange.today)
    invoice = found.invoices[0] if found.invoices and not found.meant.instead else None
    text = _why(exchange, invoice, after_credit=after_credit) if invoice else None
    if invoice is None or text is None:
        return False
    keep(exchange, [invoice])
    exchange.say(text, each_line(exchange, invoice.number))
    return True


def _why(exchange: Exchange, invoice: Invoice, *, after_credit: bool) -> str | None:
    amounts = [amount_of(code) for code in exchange.asked.all("amount")]
    sums = [Money(abs(amount), currency or invoice.currency) for amount, currency in amounts]
    known = {invoice.total, invoice.balance, *(abs(note.amount) for note in invoice.credit_notes)}
    if invoice.credit_notes and (after_credit or known.intersection(sums)):
        return credited(exchange.voice, invoice)
    if any(isinstance(item, SeatChange) for one in sums for item in items_at(invoice, one)):
        return negative(exchange, invoice)
    return None
