"""Writing a ticket with the customer, question by question; every question has a way out."""

from dataclasses import replace
from typing import Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.person_offers import closed_text, offer_person
from actions.kernel.ticket_cards import ticket_card
from actions.kernel.ticket_reading import (
    DESCRIBES,
    STOPS,
    UNSTOPPED,
    is_question,
    matter_in,
    severity_in,
    severity_said,
)
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.kernel import lengths
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.services.conversations.sentences.opening_words import first_answer
from bot.services.support.tickets import TicketOpened, TicketRequest
from bot.writing.voice import quoted

SHOWN: Final = 300
"""Characters read back of a new ticket whose title does not tell all; the ticket holds the rest."""
MAX_TRIES: Final = 2
"""Addresses that are none before the desk gives up and names its own."""


def begin(
    exchange: Exchange,
    matter: Matter | None,
    *,
    text: str | None = None,
    product: str | None = None,
    severity: Severity | None = None,
) -> None:
    """Goes on to the next question that is open, or opens the ticket when none is. Raises DeskError.

    `severity` is what the customer just said; without it, what the button pressed or an earlier answer says.
    """
    severity = severity or severity_said(exchange.asked)
    exchange.remember(ticket_matter=matter, ticket_text=text, ticket_product=product, ticket_severity=severity)
    if matter is None:
        exchange.remember(ticket_step="matter")
        exchange.tell("ask_ticket_matter", [_out(exchange)])
    elif text is None:
        exchange.remember(ticket_step="text")
        exchange.tell(f"ask_ticket_text_{matter}", [_out(exchange)])
    elif matter is Matter.TECHNICAL and severity is None:
        _ask_severity(exchange)
    else:
        asked_for = severity if matter is Matter.TECHNICAL else None
        _ask_address_or_submit(exchange, TicketRequest(matter, text, "", product=product, severity=asked_for))


def ask_what_is_wrong(
    exchange: Exchange, sentence: str, matter: Matter, said: str, product: str | None, *more: Button
) -> None:
    """Asks for a description with a sentence of the caller's; a plain "yes" then takes what was `said` before."""
    exchange.remember(ticket_step="text", ticket_matter=matter, ticket_text=said, ticket_product=product)
    exchange.say(sentence, [*more, _out(exchange)])


def offer(
    exchange: Exchange,
    sentence: str,
    matter: Matter,
    said: str,
    product: str | None,
    *more: Button,
    subject: str | None = None,
) -> None:
    """Offers a ticket with what was said as its description: yes, its button, or no."""
    exchange.remember(pending="open_ticket", ticket_matter=matter, ticket_text=said, ticket_product=product)
    exchange.remember(ticket_subject=subject, ticket_severity=severity_in(exchange.asked))
    yes = exchange.button(f"open_{matter}_ticket", "open_ticket", ticket_matter=matter)
    exchange.say(sentence, [yes, *more, exchange.button("no", "deny")])


def taken_as_ticket(exchange: Exchange) -> bool:
    """Whether the message was an answer to the ticket's open question, and has been dealt with. Raises DeskError."""
    asked, step = exchange.asked, exchange.asked.slot("ticket_step")
    if asked.is_choice:
        return False
    if step == "matter":
        return took_matter(exchange)
    if step in {"seats", "note"} or (step != "email" and is_question(exchange.asked)):
        return False
    if step == "text":
        return _take_text(exchange)
    return step == "email" and _take_address(exchange)


def told_as_set_aside(exchange: Exchange) -> None:
    """After a question in the middle of a ticket: the ticket is dropped, and can be taken up again."""
    if exchange.asked.slot("ticket_step") == "note":
        return
    matter = exchange.asked.slot("ticket_matter")
    entities = {"ticket_matter": matter} if matter else {}
    exchange.tell("ticket_set_aside", [exchange.button("go_on_with_ticket", "open_ticket", **entities)])


def took_matter(exchange: Exchange) -> bool:
    """Whether the message answered "billing or technical?", whatever it was understood as, and has been dealt with."""
    asked = exchange.asked
    if asked.is_choice or asked.slot("ticket_step") != "matter" or not asked.text.strip():
        return False
    matter = matter_in(asked)
    if matter is None:
        return False
    described = len(asked.text.split()) > DESCRIBES
    begin(exchange, matter, text=asked.text if described else asked.slot("ticket_text"), product=asked.first("product"))
    return True


def _take_text(exchange: Exchange) -> bool:
    asked = exchange.asked
    if not asked.has_words:
        return repeat(exchange)
    matter = Matter(asked.slot("ticket_matter") or Matter.COMMERCIAL)
    before = asked.slot("ticket_text")
    text = f"{before}\n\n{asked.text}" if before else asked.text
    begin(exchange, matter, text=text, product=asked.slot("ticket_product") or asked.first("product"))
    return True


def _take_address(exchange: Exchange) -> bool:
    asked = exchange.asked
    if exchange.asked.first("email"):
        begin(exchange, _matter(exchange), text=asked.slot("ticket_text"), product=asked.slot("ticket_product"))
        return True
    if is_question(exchange.asked):
        return False
    tries = asked.count("ticket_tries") + 1
    if tries >= MAX_TRIES:
        _give_up_address(exchange)
        return True
    _keep(exchange)
    exchange.remember(ticket_tries=float(tries))
    exchange.tell("ask_ticket_email_again", [_out(exchange)])
    return True


def _give_up_address(exchange: Exchange) -> None:
    """Names the desk's own address; while people are there, one of them is offered with what was written so far."""
    email, asked = exchange.desk.partner.support.email, exchange.asked
    if closed_text(exchange):
        exchange.tell("ticket_without_address", email=email)
        return
    exchange.remember(ticket_matter=_matter(exchange), ticket_text=asked.slot("ticket_text"))
    exchange.remember(ticket_product=asked.slot("ticket_product"))
    sentence = exchange.voice.say("ticket_without_address", email=email)
    contact = exchange.voice.buttons("ticket_without_address")
    offer_person(exchange, sentence, HandoffReason.FORM_FAILED, *contact)


def repeat(exchange: Exchange) -> bool:
    """Asks the open question again, for a message that said nothing. Always True: dealt with."""
    step = exchange.asked.slot("ticket_step")
    _keep(exchange)
    key = f"ask_ticket_text_{_matter(exchange)}" if step == "text" else f"ask_ticket_{step}"
    exchange.tell(key, [*severity_buttons(exchange, step), _out(exchange)])
    return True


def _ask_severity(exchange: Exchange) -> None:
    """Asks whether it stops everybody, once a technical problem is described."""
    exchange.remember(ticket_step=STOPS, ticket_subject=exchange.asked.slot("ticket_subject"))
    exchange.tell("ask_ticket_severity", [*severity_buttons(exchange, STOPS), _out(exchange)])


def severity_buttons(exchange: Exchange, step: str | None) -> list[Button]:
    """What the question whether it stops everybody, or what a no to it meant, can be answered with; else none."""
    if step == UNSTOPPED:
        return [exchange.button("open_technical_ticket", "open_ticket", severity=Severity.MODERATE)]
    choices = Severity if step == STOPS else ()
    return [exchange.button(f"severity_{one}", "open_ticket", severity=one) for one in choices]


def _keep(exchange: Exchange) -> None:
    names = ("ticket_step", "ticket_matter", "ticket_text", "ticket_product", "ticket_subject", "ticket_severity")
    exchange.remember(**{name: exchange.asked.slot(name) for name in names})


def _matter(exchange: Exchange) -> Matter:
    return Matter(exchange.asked.slot("ticket_matter") or Matter.COMMERCIAL)


def _ask_address_or_submit(exchange: Exchange, request: TicketRequest) -> None:
    address = exchange.asked.first("email") if exchange.asked.slot("ticket_step") == "email" else None
    if not exchange.who.can_be_answered and address is None:
        exchange.remember(ticket_step="email", ticket_subject=exchange.asked.slot("ticket_subject"))
        exchange.tell("ask_ticket_email", [_out(exchange)])
        return
    exchange.remember(ticket_matter=None, ticket_text=None, ticket_product=None, ticket_severity=None)
    tell_opened(exchange, _submit(exchange, replace(request, contact_address=address)))


def _submit(exchange: Exchange, request: TicketRequest) -> TicketOpened:
    """Opens the ticket. The message is its origin, so that a repeated turn opens no second one. Raises DeskError."""
    asked = exchange.asked
    written = replace(request, origin=asked.message_id, subject=asked.slot("ticket_subject") or "")
    return exchange.desk.support.tickets.open(
        written, asked_by=exchange.who, conversation_id=asked.conversation_id, now=exchange.now
    )


def tell_opened(exchange: Exchange, opened: TicketOpened) -> None:
    """Confirms with number, matter, when the first answer is promised, else the next opening, and what it holds."""
    voice, ticket = exchange.voice, opened.ticket
    sentences = [voice.say("ticket_opened", number=ticket.number, matter=voice.say(f"matter_{ticket.matter}"))]
    if opened.mailed_to:
        sentences.append(voice.say("ticket_mail_follows", email=quoted(opened.mailed_to, limit=lengths.ADDRESS)))
    elif address := ticket.confirmed_address or ticket.contact_address:
        sentences.append(voice.say("ticket_answered_at", email=quoted(address, limit=lengths.ADDRESS)))
    schedule = exchange.desk.partner.support.schedule
    sentences.append(first_answer(voice.say, opened.answer_due_at, schedule, exchange.now, voice.locale))
    if not ticket.is_told_by_its_subject:
        sentences.append(voice.say("ticket_holds", text=quoted(ticket.text, limit=SHOWN)))
    technical = {"opened_ticket": ticket.number, "topic": "ticket_status", "aspect": None}
    exchange.remember(ticket_number=ticket.number, **(technical if ticket.matter is Matter.TECHNICAL else {}))
    exchange.say(" ".join(sentences), card=ticket_card(exchange, ticket))


def _out(exchange: Exchange) -> Button:
    return exchange.button("no_ticket", "deny")
