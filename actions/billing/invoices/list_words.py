"""Several invoices in words: how many, of what kind, and what they come to."""

from collections.abc import Sequence

from actions.billing import invoice_words as words
from actions.billing.invoices.subjects import FEW
from actions.kernel.exchange import Exchange
from bot.domain.billing.selection import Sums
from bot.services.billing.invoice_lists import By, InvoiceList, InvoiceWish
from bot.writing.voice import quoted


def head(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> str:
    """How many there are of what was wanted, and what they come to: one phrase without its final point."""
    voice = exchange.voice
    key = f"list_{wish.state}" if wish.state else "list_all"
    sums = voice.list(_amount(exchange, wish, sums) for sums in found.sums)
    return voice.counted(key, found.count, what=_what(exchange, wish, found), sums=sums)


def _amount(exchange: Exchange, wish: InvoiceWish, sums: Sums) -> str:
    if wish.state in ("open", "overdue"):
        return exchange.voice.money(sums.owed)
    return _credited(exchange, sums)


def _summed(exchange: Exchange, wish: InvoiceWish, sums: Sums) -> str:
    """What is billed in one currency, or to be paid where unpaid ones were asked for."""
    if wish.state in ("open", "overdue"):
        return exchange.voice.say("sum_owed", owed=exchange.voice.money(sums.owed))
    return exchange.voice.say("sum_billed", sum=_credited(exchange, sums, bold=True))


def _credited(exchange: Exchange, sums: Sums, *, bold: bool = False) -> str:
    voice = exchange.voice
    billed = f"**{voice.money(sums.billed)}**" if bold else voice.money(sums.billed)
    if not sums.credited:
        return billed
    return voice.say("sum_after_credit", billed=billed, after=voice.money(sums.after_credit))


def sum_text(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> str:
    """What invoices come to, and of which that is the sum; a few by their numbers."""
    voice = exchange.voice
    sums = voice.list(_summed(exchange, wish, sums) for sums in found.sums)
    said = f"{sums} {voice.counted('sum_of', found.count, what=_what(exchange, wish, found))}"
    if found.count > FEW:
        return said
    return voice.say("sum_with_numbers", sum=said, numbers=voice.list(facts.number for facts in found.invoices))


def _what(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> str:
    """The conditions that were said, in brackets; empty where none was."""
    voice, said = exchange.voice, []
    if found.period is not None:
        key = "what_issued" if found.by is By.ISSUED else "what_billed"
        said.append(voice.say(key, period=voice.span(found.period)))
    if wish.product:
        said.append(voice.say("what_product", product=quoted(wish.product)))
    said += [voice.say(f"what_{bound}", amount=_bound(exchange, value)) for bound, value in _bounds(wish) if value]
    if wish.currency:
        said.append(voice.currency(wish.currency))
    if wish.last and wish.last == found.count:
        said.append(voice.say(f"what_{wish.order}"))
    return f" ({', '.join(said)})" if said else ""


def _bounds(wish: InvoiceWish) -> Sequence[tuple[str, str | None]]:
    return (("above", wish.above), ("below", wish.below), ("amount", wish.amount))


def _bound(exchange: Exchange, code: str) -> str:
    return words.amount_said(exchange, code)
