"""What looks odd on an invoice: minus lines, zeros, charges that come twice, and numbers that are not ours."""

from actions.billing.charges.asked import each_line, keep, meant_by, of_each, say_what_is_empty, say_what_is_missing
from actions.billing.charges.lines import change_blanks
from actions.kernel.exchange import Exchange
from bot.domain.billing.explanation import Item, RecurringCharge, SeatChange, items_of, net_of
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.money import Money
from bot.domain.kernel.periods import Period
from bot.domain.kernel.products import Family
from bot.domain.kernel.questions import Form
from bot.services.billing.invoice_search import amount_of
from bot.services.billing.sentences.items import item_text
from bot.services.billing.sentences.lines import reason_of
from bot.writing.voice import quoted


def negative(exchange: Exchange, invoice: Invoice) -> str:
    """Why there is a minus: a change of seats in two lines, another line, or a credit note that came later."""
    voice = exchange.voice
    told = [_minus(exchange, invoice, item) for item in items_of(invoice)]
    told += [
        voice.say(
            "negative_credit",
            note=note.number,
            reason=reason_of(exchange.voice, note),
            amount=voice.money(abs(note.amount)),
            day=voice.day(note.issued_on),
            number=invoice.number,
        )
        for note in invoice.credit_notes
    ]
    return "\n".join(filter(None, told)) or voice.say("negative_none", number=invoice.number)


def zero(exchange: Exchange, invoice: Invoice) -> str:
    """What stands at zero: lines without an amount, else the tax."""
    voice = exchange.voice
    items = [item for item in items_of(invoice) if not net_of(item)]
    told = [voice.say("zero_line", number=invoice.number, item=item_text(exchange.voice, item)) for item in items]
    if not invoice.tax:
        told.append(voice.say("zero_tax", number=invoice.number))
    return "\n".join(told) or voice.say("zero_none", number=invoice.number)


def twice(exchange: Exchange) -> None:
    """Whether something is charged twice: the invoices meant, else the latest two, with the periods they bill."""
    found = exchange.desk.billing.explaining.billed(meant_by(exchange), asked_by=exchange.who, today=exchange.today)
    if not found.invoices:
        exchange.tell("no_invoices")
        return
    say_what_is_empty(exchange, found)
    neighbour = found.earlier or found.later
    both = (*found.invoices, neighbour) if len(found.invoices) == 1 and neighbour else found.invoices
    invoices = sorted(both, key=lambda invoice: (invoice.period_from, invoice.number))
    keep(exchange, invoices)
    exchange.remember(invoice_number=found.invoices[0].number)
    exchange.say(_billed_twice(exchange, invoices), each_line(exchange, found.invoices[0].number))
    say_what_is_missing(exchange, found)


def not_ours(exchange: Exchange) -> None:
    """A number or name that is Microsoft's own: not one of our invoices, and where to look instead."""
    asked, voice = exchange.asked, exchange.voice
    for name in asked.all("foreign_number"):
        key = "not_ours_number" if any(letter.isdigit() for letter in name) else "not_ours_card"
        exchange.say(f"{voice.say(key, name=quoted(name, limit=40))} {_where_to_look(exchange)}")
    if asked.all("foreign_number"):
        return
    if exchange.who.may_see_money and (asked.first("amount") or asked.first("invoice_number")):
        _is_it_ours(exchange)
        return
    ours = exchange.desk.partner.organisation.name
    exchange.say(voice.say("ours_carry", prefix=exchange.desk.partner.number_prefix, partner=ours))


def _is_it_ours(exchange: Exchange) -> None:
    """Whether an amount or number stands on an invoice of the customer."""
    of_each(_ours)(exchange)


def _ours(exchange: Exchange, invoice: Invoice) -> str:
    voice, code = exchange.voice, exchange.asked.first("amount")
    blanks = {"number": invoice.number, "total": voice.money(invoice.total)}
    if code is None or _stands_on(invoice, code):
        period = voice.span(Period(invoice.period_from, invoice.period_to))
        return voice.say("charge_is_ours", period=period, **blanks)
    amount, currency = amount_of(code)
    return voice.say("amount_not_ours", amount=voice.money(Money(amount, currency or invoice.currency)))


def _stands_on(invoice: Invoice, code: str) -> bool:
    amount, currency = amount_of(code)
    sums = (invoice.total, invoice.balance, *(payment.amount for payment in invoice.payments))
    return currency in (None, invoice.currency) and any(one.amount == abs(amount) for one in sums)


def _minus(exchange: Exchange, invoice: Invoice, item: Item) -> str:
    voice = exchange.voice
    if isinstance(item, SeatChange):
        in_figures = exchange.asked.form is Form.HOW_MUCH or exchange.asked.aspect in ("difference", "share")
        told = exchange.asked.form in (Form.YES_NO, Form.STATEMENT)
        key = "negative_change_net" if in_figures else "negative_change_told" if told else "negative_change"
        return voice.say(key, number=invoice.number, **change_blanks(exchange, item))
    if net_of(item).amount >= 0:
        return ""
    return voice.say("negative_other", number=invoice.number, item=item_text(exchange.voice, item))


def _billed_twice(exchange: Exchange, invoices: list[Invoice]) -> str:
    voice = exchange.voice
    if len(invoices) == 1:
        said = voice.say("billed_once", **_named(exchange, invoices[0]))
    else:
        periods = voice.list(voice.say("invoice_of_period", **_named(exchange, invoice)) for invoice in invoices)
        said = voice.say("billed_overlapping" if _overlap(invoices) else "billed_apart", invoices=periods)
    changes = [(invoice, item) for invoice in invoices for item in items_of(invoice) if isinstance(item, SeatChange)]
    lines = [voice.say("twice_in_lines", number=i.number, **change_blanks(exchange, item)) for i, item in changes]
    return " ".join([said, *lines])


def _overlap(invoices: list[Invoice]) -> bool:
    """Whether two invoices bill the same product for the same days."""
    charges = [
        (number, item.product, item.served)
        for number, invoice in enumerate(invoices)
        for item in items_of(invoice)
        if isinstance(item, RecurringCharge)
    ]
    return any(
        one != other and product == same and days.first <= served.last and served.first <= days.last
        for one, product, days in charges
        for other, same, served in charges
    )


def _named(exchange: Exchange, invoice: Invoice) -> dict[str, str]:
    voice, period = exchange.voice, Period(invoice.period_from, invoice.period_to)
    return {"number": invoice.number, "period": voice.span(period), "total": voice.money(invoice.total)}


def _where_to_look(exchange: Exchange) -> str:
    portals = exchange.desk.support.plans.portals(asked_by=exchange.who).portals
    portal = portals.get(Family.MICROSOFT_365.value, next(iter(portals.values())))
    return exchange.voice.say("not_ours_look", portal=portal, prefix=exchange.desk.partner.number_prefix)
