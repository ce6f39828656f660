"""Wishes that people carry out: read back in one line, which the customer confirms and the ticket bears."""

from collections.abc import Iterable
from typing import Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.ticket_steps import offer
from actions.kernel.voice import quoted
from bot.domain.kernel import lengths
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import subject_of

NAMED: Final = ("invoice_number", "order_reference", "email", "tax_number", "iban", "amount", "seats", "product")
"""The entities whose values are read back, in this order."""


def wish_line(exchange: Exchange, title: str) -> str:
    """What is wished and its values; where none was named, the customer's own words. As long as a subject may be."""
    values = _values(exchange) or ([exchange.asked.text] if exchange.asked.has_words else [])
    return subject_of(exchange.voice.say("wish_line", title=title, values=", ".join(values)) if values else title)


def read_back(exchange: Exchange, line: str, *, before: Iterable[str] = (), product: str | None = None) -> None:
    """Says what comes `before`, then the line, and offers a commercial ticket with the whole message under it."""
    asked = exchange.asked
    said = asked.text if asked.has_words else asked.slot("ticket_text") or line
    offer_line(exchange, line, said, before=before, product=product or asked.first("product"))


def offer_line(
    exchange: Exchange,
    line: str,
    said: str,
    *more: Button,
    before: Iterable[str] = (),
    product: str | None = None,
) -> None:
    """As `read_back`, with the words the ticket holds."""
    shown = exchange.voice.say("wish_read_back", line=quoted(line, limit=lengths.SUBJECT))
    sentence = "\n\n".join((*before, shown))
    offer(exchange, sentence, Matter.COMMERCIAL, said, product, *more, subject=line)


def _values(exchange: Exchange) -> list[str]:
    asked = exchange.asked
    found = [(name, value) for name in NAMED for value in dict.fromkeys(asked.all(name))]
    return [exchange.voice.seats(int(value)) if name == "seats" else value for name, value in found]
