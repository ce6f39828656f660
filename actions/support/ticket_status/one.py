"""The ticket that is meant, and how it is told: state, answers, card, and the list of several."""

from datetime import date, datetime
from typing import Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.ticket_cards import ticket_card
from actions.support.deadlines import deadlines_told
from bot.domain.customers.identity import Role
from bot.domain.kernel.questions import ASPECTS
from bot.domain.support.ticket_matching import about
from bot.domain.support.tickets import Ticket, TicketState
from bot.writing.voice import opening, quoted

LONGEST_ANSWER: Final = 600
"""Characters shown of what people answered or of what a ticket is about; the conversation holds the rest."""
MOST_ANSWERS: Final = 3
"""Answers told at once."""


def chosen(exchange: Exchange) -> Ticket | None:
    """The ticket meant; None after it was said that there is none, or asked which. Raises TicketNotFound."""
    asked = exchange.asked
    named, described = asked.first("ticket_number"), asked.first("request") or asked.first("product")
    here = asked.slot("ticket_number") or asked.slot("opened_ticket")
    if here and not named and asked.first("which") == "other":
        return _only(exchange, _others(exchange, here))
    if described and not named and (meant := about(readable(exchange), described)):
        return _only(exchange, meant)
    found = readable(exchange, named or here)
    if not found:
        tell_none(exchange)
    return _only(exchange, found)


def _only(exchange: Exchange, found: tuple[Ticket, ...]) -> Ticket | None:
    """The one found, talked about from now on; of several it is asked which."""
    if len(found) > 1:
        ask_which(exchange, found, exchange.voice.say("which_ticket"))
    if len(found) != 1:
        return None
    exchange.remember(ticket_number=found[0].number)
    return found[0]


def _others(exchange: Exchange, here: str) -> tuple[Ticket, ...]:
    """All but the one talked about; that there is no other is said."""
    found = tuple(ticket for ticket in readable(exchange) if ticket.number != here)
    if not found:
        exchange.tell("no_other_ticket", number=here)
    return found


def readable(exchange: Exchange, number: str | None = None) -> tuple[Ticket, ...]:
    """Those the speaker may read, or the one of a number. Raises TicketNotFound."""
    conversation = exchange.asked.conversation_id
    return exchange.desk.support.tickets.status(number, asked_by=exchange.who, conversation_id=conversation)


def tell_none(exchange: Exchange) -> None:
    """That there is none, with a button to open one."""
    known = exchange.who.can_be_answered
    said = exchange.voice.say("no_tickets" if known else "no_tickets_visitor")
    exchange.say(yes_or_no(exchange, False, said), [exchange.button("open_ticket", "open_ticket")])


def ask_which(exchange: Exchange, found: tuple[Ticket, ...], said: str) -> None:
    """With a button each, that asks the same of it."""
    aspect = exchange.asked.aspect if exchange.asked.aspect in ASPECTS["ticket_status"] else None
    buttons = [button_for(exchange, None, aspect if aspect != "list" else None, ticket) for ticket in found[:5]]
    exchange.say(said, buttons, _tickets_card(exchange, found))


def counted(exchange: Exchange, found: tuple[Ticket, ...]) -> str:
    """How many there are, and how many of them are not closed."""
    still = sum(ticket.state is not TicketState.CLOSED for ticket in found)
    return exchange.voice.say("tickets_counted" if still else "tickets_counted_closed", count=len(found), open=still)


def tell_state(exchange: Exchange, ticket: Ticket) -> None:
    """How far it is, what is due, the answer, and its card."""
    exchange.remember(ticket_number=ticket.number)
    changed = exchange.voice.day(day_of(exchange, ticket.changed_at))
    text = exchange.voice.say(f"ticket_is_{ticket.state}", number=ticket.number, changed=changed)
    text = " ".join((text, *deadlines_told(exchange, ticket)))
    for answer in _answers(exchange, ticket):
        said = exchange.voice.say("ticket_answer_said", answer=quoted(answer, limit=LONGEST_ANSWER))
        text = f"{text}\n\n{said}"
    card = {name: value for name, value in ticket_card(exchange, ticket).items() if name != "status"}
    again = [button_for(exchange, "reopen_ticket", "reopen", ticket)] if ticket.state is TicketState.CLOSED else []
    exchange.say(text, [*again, exchange.button("person", "talk_to_human")], card)


def _answers(exchange: Exchange, ticket: Ticket) -> tuple[str, ...]:
    """The last answer; where several were not read yet, the last of those."""
    conversation = exchange.asked.conversation_id
    reading = exchange.desk.support.reading
    unseen = reading.shown(ticket.number, asked_by=exchange.who, conversation_id=conversation)
    if len(unseen) > 1:
        return tuple(entry.text for entry in unseen[-MOST_ANSWERS:])
    return (ticket.answer,) if ticket.answer else ()


def button_for(exchange: Exchange, label: str | None, aspect: str | None, ticket: Ticket) -> Button:
    """A button that asks the same, or `aspect`, of this ticket."""
    more = {"aspect": aspect} if aspect else {}
    asks = exchange.button(label or "person", "ticket_status", ticket_number=ticket.number, **more)
    return asks if label else {**asks, "title": ticket.number}


def day_of(exchange: Exchange, at: datetime) -> date:
    """The day of an instant at the partner's place."""
    return at.astimezone(exchange.desk.partner.zone).date()


def team_of(exchange: Exchange, ticket: Ticket) -> str:
    """Who works on it."""
    return exchange.desk.partner.routing.team_called(ticket.assigned_to, exchange.voice.language)


def role_of(exchange: Exchange, roles: frozenset[Role]) -> str:
    """Who opened it, without telling a person."""
    role = next((role for role in (Role.ADMIN, Role.BILLING, Role.TECHNICAL) if role in roles), None)
    return exchange.voice.say(f"role_{role}" if role else "role_other")


def _tickets_card(exchange: Exchange, tickets: tuple[Ticket, ...]) -> dict[str, object]:
    """Several tickets as a card, one a row."""
    voice = exchange.voice
    news = {own.ticket.number for own in exchange.desk.support.reading.unread(asked_by=exchange.who)}

    def state(ticket: Ticket) -> str:
        said = opening(voice.say(f"ticket_state_{ticket.state}"))
        return voice.say("ticket_new_answer", state=said) if ticket.number in news else said

    rows = [
        {
            "label": ticket.number,
            "value": state(ticket),
            "note": quoted(ticket.subject),
        }
        for ticket in tickets
    ]
    return {"kind": "tickets", "title": voice.say("tickets_title"), "facts": [], "sections": [{"rows": rows}]}
