"""What a question says of the invoices it is about; what could not be read in it is named first."""

from actions.kernel.exchange import Exchange
from actions.kernel.planned import Planned
from actions.kernel.question import Question
from bot.domain.billing.selection import Order
from bot.services.billing.invoice_lists import InvoiceWish
from bot.writing.voice import quoted

DESCRIBING = ("state", "period", "span", "date", "product", "currency", "amount", "above", "below")
"""Entities that say which invoices are meant, without naming one."""
IN_TURN = "+"
"""Between the numbers of invoices told one after the other."""
_RANKS = {"largest": Order.LARGEST, "smallest": Order.SMALLEST}


class InvoiceQuestion(Planned):
    """A question about the speaker's own invoices."""

    def answer(self, exchange: Exchange) -> None:
        """Nothing is answered instead of what could not be read, or is not ours."""
        exchange.who.require_money()
        unread = _told_as_unread(exchange)
        if not unread or exchange.asked.first("invoice_number"):
            super().answer(exchange)


def wish_of(
    exchange: Exchange, order: Order = Order.NEWEST, state: str | None = None, numbers: tuple[str, ...] | None = None
) -> InvoiceWish:
    """Everything the message says of the invoices wanted."""
    asked = exchange.asked
    return InvoiceWish(
        state=asked.first("state") or state,
        period=asked.first("period"),
        span=asked.first("span"),
        day=asked.first("date"),
        product=asked.first("product"),
        currency=None if _is_asked_of(asked) else asked.first("currency"),
        amount=asked.first("amount"),
        above=asked.first("above"),
        below=asked.first("below"),
        numbers=numbers,
        order=_RANKS.get(asked.first("rank") or "", order),
        last=_number(asked.first("count")),
        page=_number(asked.first("page")) or 0,
    )


def is_described(asked: Question) -> bool:
    """Whether the message says which invoices are meant without naming one."""
    return any(asked.first(entity) for entity in DESCRIBING if entity != "currency" or not _is_asked_of(asked))


def is_plural(asked: Question) -> bool:
    """Whether several invoices are asked for."""
    return bool(asked.first("many")) or (_number(asked.first("count")) or 1) > 1


def listed_last(asked: Question) -> tuple[str, ...]:
    """The numbers of the invoices listed last."""
    listed = asked.slot("listed") or ""
    return () if IN_TURN in listed else tuple(number for number in listed.split(",") if number)


def told_in_turn(asked: Question) -> tuple[str, ...]:
    """The numbers of the invoices told one after the other ("and the one before?"), which nobody listed."""
    listed = asked.slot("listed") or ""
    return tuple(listed.split(IN_TURN)) if IN_TURN in listed else ()


def of_those_listed(asked: Question) -> tuple[str, ...] | None:
    """The numbers listed last, where a question can be about these: it names no time, product or amount of its own."""
    own = any(asked.first(entity) for entity in DESCRIBING if entity not in ("state", "currency"))
    return None if own or asked.first("many") == "all" else listed_last(asked) or None


def _is_asked_of(asked: Question) -> bool:
    """Whether a currency named is what is asked about ("is it in dollars?"), and describes nothing."""
    return asked.aspect == "currency"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _told_as_unread(exchange: Exchange) -> bool:
    asked = exchange.asked
    latest = exchange.button("latest_invoice", "find_invoice", which="last")
    every = exchange.button("all_invoices", "find_invoice", aspect="list", many="all")
    for typed in asked.all("foreign_number"):
        prefix = exchange.desk.partner.number_prefix
        exchange.tell("not_our_number", [latest, every], number=quoted(typed, limit=40), prefix=prefix)
    for typed in asked.all("unread"):
        exchange.tell("not_understood", [latest, every], words=quoted(typed, limit=40))
    return bool(asked.first("foreign_number") or asked.first("unread"))
