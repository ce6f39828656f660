"""What is said after a wish was read back: another number, more of it, or what it would cost; the wish stays open."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.question import FALLBACK, Question
from actions.kernel.ticket_steps import offer
from actions.kernel.wishes import BY_SEATS, CHANGE, MOST_DIGITS, asks_price, numbers_possible, seats_line, target_in
from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel import lengths
from bot.domain.kernel.cues import Asks, Cue, SpokenOf
from bot.domain.kernel.errors import RoleMayNotSeeMoney
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import subject_of
from bot.writing.voice import quoted

LONGEST: Final = 4_000
"""Characters of a wish up to which more is added to it."""
SHOWN: Final = 200
"""Characters of what was added that are read back; the ticket holds all."""
CLEAR: Final = 0.9
"""Confidence from which a sentence about something else is believed to be about that."""
LEAST_WORDS: Final = 2
"""Fewer words are an answer to the offer, or courtesy."""
SHORT: Final = 12
"""Words up to which a message may only correct the number or the product of a wish."""
_SAID_ANEW: Final = ("order_reference", "seats", "date", "plan")
"""What a wish of the same kind names anew, and so stands in its stead."""
_OTHERWISE: Final = frozenset({
    "affirm", "thank", "greet", "goodbye", "bot_challenge", "switch_language", "talk_to_human", "open_ticket",
})  # fmt: skip
"""Topics of sentences that are no part of a wish."""
_NAMES: Final = ("date", "period", "email", "seats", "amount", "order_reference", "invoice_number", "product")
"""What a sentence names that makes it more of the wish, though it begins with a no."""
_NUMBERS: Final = (
    *("date", "period", "time", "amount", "invoice_number", "ticket_number", "late_days", "order_reference"),
)
"""Things named by numbers that are no number of seats."""


def took_more_of_wish(exchange: Exchange) -> bool:
    """Whether the message went on with the wish read back just before, and was dealt with. Raises DeskError."""
    asked = exchange.asked
    subject, before = asked.slot("ticket_subject"), asked.slot("ticket_text")
    if asked.offered != "open_ticket" or not subject or asked.is_choice or not asked.has_words or asked.others:
        return False
    if asked.slot("ticket_matter") != Matter.COMMERCIAL or before is None or len(before) > LONGEST:
        return False
    return _told_price(exchange, subject) or _corrected(exchange, subject, before) or _added(exchange, subject, before)


def _told_price(exchange: Exchange, subject: str) -> bool:
    """What the seats wished for cost, or save."""
    asked, seats = exchange.asked, _seats_of(exchange, subject)
    own = asked.first("seats") or asked.first("invoice_number") or asked.first("plan") or asked.first("product")
    if seats is None or own or not asks_price(asked):
        return False
    if not exchange.who.may_see_money:
        refusal = exchange.voice.say(RoleMayNotSeeMoney.code)
        _again(exchange, refusal, subject, asked.slot("ticket_text") or subject, asked.slot("ticket_product"))
        return True
    product, voice = asked.slot("ticket_product") or "", exchange.voice
    found = exchange.desk.billing.subscriptions.standing(product, asked_by=exchange.who, today=exchange.today)
    cost = found.found[0].subscription.cost_of(seats) if found.is_named and len(found.found) == 1 else None
    if cost is None:
        return False
    each, aspect = found.found[0].subscription, asked.slot("aspect")
    blanks = {"seats": voice.seats(seats), "product": each.product, "cost": voice.money(cost)}
    blanks["price"] = voice.money(each.unit_price) if each.unit_price else ""
    said = voice.say(f"wish_{'saves' if aspect == 'remove' else 'costs'}_{each.frequency}", **blanks)
    _again(exchange, said, subject, asked.slot("ticket_text") or subject, product)
    return True


def _corrected(exchange: Exchange, subject: str, before: str) -> bool:
    """The same wish with another number of seats, or for another product."""
    asked, seats, aspect = exchange.asked, _seats_of(exchange, subject), exchange.asked.slot("aspect") or ""
    if seats is None or asked.form not in (Form.STATEMENT, Form.PLEASE, Form.YES_NO) or not _is_short(asked):
        return False
    if asked.first(Cue.ASKS) == Asks.MARK or target_in(asked) is not None:
        return False
    number, product = _number_in(asked), _product_in(exchange)
    turned_round = asked.intent == CHANGE and asked.aspect in BY_SEATS - {aspect} and asked.confidence >= CLEAR
    if (number is None and product is None) or turned_round:
        return False
    meant, where = number or seats, product or asked.slot("ticket_product") or ""
    line = subject_of(seats_line(exchange, aspect, meant, where))
    _again(exchange, exchange.voice.say("wish_corrected"), line, f"{before}\n\n{asked.text}", where)
    return True


def _added(exchange: Exchange, subject: str, before: str) -> bool:
    """More words for the wish: they are read back and go into the ticket."""
    asked = exchange.asked
    if not _goes_on(asked):
        return False
    said = exchange.voice.say("wish_added", text=quoted(" ".join(asked.text.split()), limit=SHOWN))
    _again(exchange, said, subject, f"{before}\n\n{asked.text}", asked.slot("ticket_product"))
    return True


def _goes_on(asked: Question) -> bool:
    if asked.intent in _OTHERWISE or asked.form not in (Form.STATEMENT, Form.PLEASE):
        return False
    if asked.first(Cue.ASKS) == Asks.MARK or len(asked.text.split()) < LEAST_WORDS:
        return False
    same = asked.intent == asked.slot("topic") and asked.aspect == asked.slot("aspect")
    if same and any(asked.first(name) for name in _SAID_ANEW):
        return False
    if asked.intent == "deny":
        return any(asked.first(name) for name in _NAMES) or _number_in(asked) is not None
    unclear = asked.intent in {FALLBACK, "out_of_scope"}
    beside = asked.speaks_of(SpokenOf.BESIDES) and asked.intent not in QUESTIONS
    unsure = asked.confidence < CLEAR and asked.form is Form.STATEMENT
    return unclear or beside or same or unsure


def _again(exchange: Exchange, said: str, line: str, text: str, product: str | None) -> None:
    """Says it, reads the wish back again and offers the ticket anew; the wish stays what is talked about."""
    shown = exchange.voice.say("wish_read_back", line=quoted(line, limit=lengths.SUBJECT))
    offer(exchange, f"{said}\n\n{shown}", Matter.COMMERCIAL, text, product, subject=line)
    exchange.remember(topic=exchange.asked.slot("topic"), aspect=exchange.asked.slot("aspect"))


def _seats_of(exchange: Exchange, subject: str) -> int | None:
    """The number of seats in the line that was read back, where it is a wish for more or fewer seats."""
    aspect, product = exchange.asked.slot("aspect"), exchange.asked.slot("ticket_product")
    if exchange.asked.slot("topic") != CHANGE or aspect not in ("add", "remove", "effect") or not product:
        return None
    numbers = [int(word) for word in subject.split() if word.isdecimal() and len(word) <= MOST_DIGITS]
    lines = {seats: subject_of(seats_line(exchange, aspect, seats, product)) for seats in numbers if aspect != "effect"}
    return next((seats for seats, line in lines.items() if line == subject), None)


def _number_in(asked: Question) -> int | None:
    """The one number a message names as one of seats, or that stands in it without any other meaning."""
    named = numbers_possible(asked)
    if named:
        return named[0] if len(named) == 1 else None
    if any(asked.first(name) for name in _NUMBERS):
        return None
    words = [word.strip(".,;:!?") for word in asked.text.split()]
    said = [word for word in words if word.isdecimal() and len(word) <= MOST_DIGITS and int(word) > 0]
    return int(said[0]) if len(said) == 1 else None


def _product_in(exchange: Exchange) -> str | None:
    """The product named, by its full name where it is subscribed."""
    named = exchange.asked.first("product")
    if not named:
        return None
    found = exchange.desk.billing.subscriptions.standing(named, asked_by=exchange.who, today=exchange.today)
    return found.found[0].product if found.is_named and found.found else named


def _is_short(asked: Question) -> bool:
    return len(asked.text.split()) <= SHORT
