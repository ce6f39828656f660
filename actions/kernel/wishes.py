"""Wishes that people carry out: read back in one line, which the customer confirms and the ticket bears."""

from collections.abc import Iterable
from typing import Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.question import FALLBACK, Question
from actions.kernel.ticket_reading import is_question
from actions.kernel.ticket_steps import offer
from bot.domain.kernel import lengths
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import subject_of
from bot.writing.voice import quoted

WHICH: Final = "which"
"""`pending` after the desk asked which subscription is meant."""
SEATS: Final = "seats"
"""`ticket_step` after the desk asked how many seats are meant."""
CHANGE: Final = "change_subscription"
"""The intent of wishes for more or fewer seats."""
BY_SEATS: Final = frozenset({"add", "remove"})
"""Its aspects that need a number."""
UNCLEAR: Final = frozenset({FALLBACK, "out_of_scope", "affirm"})
"""What few words around a number may be understood as."""
MOST_DIGITS: Final = 5
"""A longer number is no number of seats."""
NAMED: Final = ("invoice_number", "order_reference", "email", "tax_number", "iban", "amount", "seats", "product")
"""The entities whose values are read back, in this order."""


def wish_line(exchange: Exchange, title: str) -> str:
    """What is wished and its values; where none was named, the customer's own words."""
    return wish_of(exchange, title, _values(exchange))


def wish_of(exchange: Exchange, title: str, values: Iterable[str]) -> str:
    """As `wish_line`, with values of the caller's."""
    told = list(values) or ([exchange.asked.text] if exchange.asked.has_words else [])
    return exchange.voice.say("wish_line", title=title, values=", ".join(told)) if told else title


def read_back(exchange: Exchange, line: str, *, before: Iterable[str] = (), product: str | None = None) -> None:
    """Says what comes `before`, then the line, cut as a subject is, and offers a commercial ticket under it."""
    line = subject_of(line)
    shown = exchange.voice.say("wish_read_back", line=quoted(line, limit=lengths.SUBJECT))
    sentence, said = "\n\n".join((*before, shown)), said_so_far(exchange) or line
    offer(exchange, sentence, Matter.COMMERCIAL, said, product or exchange.asked.first("product"), subject=line)


def said_so_far(exchange: Exchange) -> str:
    """The customer's words for a wish, those before a question of the desk as well; empty when only pressed."""
    asked = exchange.asked
    asked_back = asked.is_choice or asked.offered == WHICH or asked.slot("ticket_step") == SEATS
    before = asked.slot("ticket_text") if asked_back else None
    return "\n\n".join(filter(None, (before, None if asked.is_choice else asked.text)))


def ask_which(exchange: Exchange, sentence: str, buttons: Iterable[Button]) -> None:
    """Asks for a part of the wish that stands on buttons, and keeps what was said."""
    exchange.remember(pending=WHICH, ticket_text=said_so_far(exchange))
    exchange.say(sentence, [*buttons, exchange.button("no", "deny")])


def ask_seats(exchange: Exchange, sentence: str, product: str) -> None:
    """Asks how many seats, and keeps what was said: the next number answers it."""
    exchange.remember(ticket_step=SEATS, ticket_matter=Matter.COMMERCIAL, ticket_text=said_so_far(exchange))
    exchange.remember(ticket_product=product)
    exchange.say(f"{sentence} {exchange.voice.say('ask_ticket_seats')}", [exchange.button("no_ticket", "deny")])


def took_seats(exchange: Exchange) -> bool:
    """Whether the message is the number of seats asked for, whatever it was understood as, and has been read back."""
    asked = exchange.asked
    seats, product = seats_in(asked), asked.slot("ticket_product")
    several = len(numbers_possible(asked)) > 1 or target_in(asked) is not None
    if asked.slot("ticket_step") != SEATS or not seats or several or not product or not _tells_seats(asked):
        return False
    aspect = asked.aspect if asked.aspect in BY_SEATS else asked.slot("aspect") or "add"
    exchange.remember(topic=CHANGE, aspect=aspect)
    read_back(exchange, seats_line(exchange, aspect, seats, product), product=product)
    return True


def _tells_seats(asked: Question) -> bool:
    """Whether a message is a number, or tells one for the wish, and asks nothing else."""
    if asked.is_choice or is_question(asked):
        return False
    of_the_wish = asked.intent == CHANGE and (asked.aspect is None or asked.aspect in BY_SEATS)
    return asked.text.strip().isdecimal() or of_the_wish or asked.intent in UNCLEAR


def seats_in(asked: Question) -> int | None:
    """The number of seats spoken of, or a number that is the whole message; None without one."""
    said = asked.first("seats") or asked.first("count") or asked.text.strip()
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None


def numbers_possible(asked: Question) -> tuple[int, ...]:
    """Every number of seats a message may mean, each once: more than one must be asked about, never guessed."""
    said = dict.fromkeys(value for value in asked.all("seats") if value not in asked.all("seats_to"))
    return tuple(int(value) for value in said if value.isdecimal() and len(value) <= MOST_DIGITS)


def target_in(asked: Question) -> int | None:
    """The number of seats there shall be after the change ("from 60 to 48"), where that is what was said."""
    said = asked.first("seats_to") or ""
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None


def speaks_of_more(asked: Question) -> bool:
    """Whether seats beside those there are, or all of them together, are spoken of."""
    return asked.speaks_of(SpokenOf.MORE)


def speaks_of_change(asked: Question) -> bool:
    """Whether it is asked how many seats came or went."""
    return asked.speaks_of(SpokenOf.CHANGED)


def has_deleted_users(asked: Question) -> bool:
    """Whether users are said to be deleted: who wonders about the charge then may not know that seats are billed."""
    return asked.speaks_of(SpokenOf.DELETED)


def asks_price(asked: Question) -> bool:
    """Whether a wish for seats asks what they would cost rather than for them."""
    return asked.form is Form.HOW_MUCH or asked.speaks_of(SpokenOf.PRICE)


def seats_line(exchange: Exchange, aspect: str, seats: int, product: str) -> str:
    """ "Remove 3 seats from Microsoft 365 Business Premium"."""
    return exchange.voice.say(f"wish_{aspect}", seats=exchange.voice.seats(seats), product=product)


def _values(exchange: Exchange) -> list[str]:
    asked = exchange.asked
    found = [(name, value) for name in NAMED for value in dict.fromkeys(asked.all(name))]
    return [exchange.voice.seats(int(value)) if name == "seats" else value for name, value in found]
