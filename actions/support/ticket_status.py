"""The customer's tickets: which there are, how far, by whom, since when and about what; adding, closing, reopening."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_notes import ask_note, write_note
from actions.kernel.ticket_steps import ticket_card
from actions.support.deadlines import deadlines_told
from bot.domain.customers.identity import Level, Role
from bot.domain.kernel.questions import Form
from bot.domain.support.described import told_in
from bot.domain.support.ticket_matching import about
from bot.domain.support.tickets import Ticket, TicketState
from bot.writing.voice import opening, quoted

LONGEST_ANSWER: Final = 600
"""Characters shown of what people answered or of what a ticket is about; the conversation holds the rest."""
ASKING: Final = frozenset({Form.YES_NO, Form.HOW, Form.WHO, Form.WHEN})
"""Forms that ask whether or how something is done, and do not ask to do it."""


def _list(exchange: Exchange) -> None:
    """How many there are and how many of them are open; the card holds them. One named or described is told alone."""
    if exchange.asked.first("ticket_number") or exchange.asked.first("request"):
        _state(exchange)
        return
    found = _readable(exchange)
    if not found:
        _none(exchange)
    elif len(found) == 1:
        _tell_state(exchange, found[0])
    else:
        _several(exchange, found, yes_or_no(exchange, True, _count(exchange, found)))


def _state(exchange: Exchange) -> None:
    if (ticket := _chosen(exchange)) is not None:
        _tell_state(exchange, ticket)


def _who(exchange: Exchange) -> None:
    """Oneself or a role, never another person; and who works on it."""
    if (ticket := _chosen(exchange)) is None:
        return
    voice, asked = exchange.voice, exchange.asked
    opener = exchange.desk.support.own_tickets.opener(
        ticket.number, asked_by=exchange.who, conversation_id=asked.conversation_id
    )
    if opener.oneself:
        said = voice.say("ticket_opened_by_you", number=ticket.number, day=voice.day(_day(exchange, ticket.opened_at)))
    else:
        said = voice.say("ticket_opened_by", number=ticket.number, who=opening(_role(exchange, opener.roles)))
    if ticket.state is not TicketState.CLOSED:
        said = f"{said} {voice.say('ticket_worked_on', team=_team(exchange, ticket))}"
    exchange.say(said)


def _since(exchange: Exchange) -> None:
    if (ticket := _chosen(exchange)) is None:
        return
    voice, opened = exchange.voice, _day(exchange, ticket.opened_at)
    days = (exchange.today - opened).days
    key = "ticket_since" if days else "ticket_since_today"
    said = voice.say(key, number=ticket.number, day=voice.day(opened), days=voice.days(days))
    if ticket.state is TicketState.CLOSED:
        closed = voice.day(_day(exchange, ticket.changed_at))
        said = f"{said} {voice.say('ticket_closed_since', day=closed)}"
    exchange.say(said)


def _about(exchange: Exchange) -> None:
    if (ticket := _chosen(exchange)) is None:
        return
    said = exchange.voice.say("ticket_about", number=ticket.number, subject=quoted(ticket.subject))
    text = "" if ticket.is_told_by_its_subject else ticket.text
    exchange.say(f"{said}\n\n{quoted(text, limit=LONGEST_ANSWER)}" if text else said)


def _add(exchange: Exchange) -> None:
    """What stands behind "that" or a colon is added; else it is asked for."""
    if (ticket := _chosen(exchange)) is None:
        return
    asked = exchange.asked
    said = told_in(asked.text) if asked.has_words else asked.slot("ticket_text")
    if said is None and ticket.state is not TicketState.CLOSED:
        ask_note(exchange, ticket.number)
    else:
        write_note(exchange, ticket.number, said or asked.text)


def _close(exchange: Exchange) -> None:
    """Done when asked to; asked whether it can be, a button does it."""
    if (ticket := _chosen(exchange)) is None:
        return
    if ticket.state is TicketState.CLOSED:
        exchange.tell("ticket_closed_already", number=ticket.number)
    elif exchange.asked.form in ASKING and not exchange.asked.is_choice:
        exchange.tell("ticket_may_close", [_button(exchange, "close_ticket", "close", ticket)], number=ticket.number)
    else:
        exchange.desk.support.own_tickets.close(ticket.number, **_wish(exchange))  # type: ignore[arg-type]
        exchange.tell("ticket_closed_now", [_button(exchange, "reopen_ticket", "reopen", ticket)], number=ticket.number)


def _reopen(exchange: Exchange) -> None:
    if (ticket := _chosen(exchange)) is None:
        return
    if ticket.state is not TicketState.CLOSED:
        exchange.tell("ticket_open_still", number=ticket.number)
    elif exchange.asked.form in ASKING and not exchange.asked.is_choice:
        exchange.tell("ticket_may_reopen", [_button(exchange, "reopen_ticket", "reopen", ticket)], number=ticket.number)
    else:
        exchange.desk.support.own_tickets.reopen(ticket.number, **_wish(exchange))  # type: ignore[arg-type]
        exchange.tell("ticket_reopened", number=ticket.number, team=_team(exchange, ticket))


class TicketStatus(Planned):
    """The ticket named or talked about, else the only one; of several it is asked which."""

    action = "action_ticket_status"
    plans: ClassVar[Mapping[str, Plan]] = {
        "list": _list,
        "state": _state,
        "who": _who,
        "since": _since,
        "about": _about,
        "add": _add,
        "close": _close,
        "reopen": _reopen,
    }

    def whole(self, exchange: Exchange) -> None:
        """All tickets, or the one named."""
        _list(exchange)


def _chosen(exchange: Exchange) -> Ticket | None:
    """The ticket meant; None after it was said that there is none, or asked which. Raises TicketNotFound."""
    asked = exchange.asked
    named, described = asked.first("ticket_number"), asked.first("request") or asked.first("product")
    if described and not named and (meant := about(_readable(exchange), described)):
        found = meant
    else:
        found = _readable(exchange, named or asked.slot("ticket_number") or asked.slot("opened_ticket"))
    if not found:
        _none(exchange)
        return None
    if len(found) > 1:
        _several(exchange, found, exchange.voice.say("which_ticket"))
        return None
    exchange.remember(ticket_number=found[0].number)
    return found[0]


def _readable(exchange: Exchange, number: str | None = None) -> tuple[Ticket, ...]:
    conversation = exchange.asked.conversation_id
    return exchange.desk.support.tickets.status(number, asked_by=exchange.who, conversation_id=conversation)


def _none(exchange: Exchange) -> None:
    signed = exchange.who.level >= Level.SIGNED
    said = exchange.voice.say("no_tickets" if signed else "no_tickets_visitor")
    exchange.say(yes_or_no(exchange, False, said), [exchange.button("open_ticket", "open_ticket")])


def _several(exchange: Exchange, found: tuple[Ticket, ...], said: str) -> None:
    """With a button each, that asks the same of it."""
    aspect = exchange.asked.aspect if exchange.asked.aspect in TicketStatus.plans else None
    buttons = [_button(exchange, None, aspect if aspect != "list" else None, ticket) for ticket in found[:5]]
    exchange.say(said, buttons, _tickets_card(exchange, found))


def _count(exchange: Exchange, found: tuple[Ticket, ...]) -> str:
    still = sum(ticket.state is not TicketState.CLOSED for ticket in found)
    return exchange.voice.say("tickets_counted" if still else "tickets_counted_closed", count=len(found), open=still)


def _tell_state(exchange: Exchange, ticket: Ticket) -> None:
    exchange.remember(ticket_number=ticket.number)
    changed = exchange.voice.day(_day(exchange, ticket.changed_at))
    text = exchange.voice.say(f"ticket_is_{ticket.state}", number=ticket.number, changed=changed)
    text = " ".join((text, *deadlines_told(exchange, ticket)))
    if ticket.answer:
        answer = quoted(ticket.answer, limit=LONGEST_ANSWER)
        text = f"{text}\n\n{exchange.voice.say('ticket_answer_said', answer=answer)}"
    card = {name: value for name, value in ticket_card(exchange, ticket).items() if name != "status"}
    exchange.say(text, [exchange.button("person", "talk_to_human")], card)


def _button(exchange: Exchange, label: str | None, aspect: str | None, ticket: Ticket) -> Button:
    more = {"aspect": aspect} if aspect else {}
    asks = exchange.button(label or "person", "ticket_status", ticket_number=ticket.number, **more)
    return asks if label else {**asks, "title": ticket.number}


def _wish(exchange: Exchange) -> dict[str, object]:
    asked = exchange.asked
    return {
        "asked_by": exchange.who,
        "conversation_id": asked.conversation_id,
        "origin": asked.message_id,
        "now": exchange.now,
    }


def _day(exchange: Exchange, at: datetime) -> date:
    return at.astimezone(exchange.desk.partner.zone).date()


def _team(exchange: Exchange, ticket: Ticket) -> str:
    return exchange.desk.partner.routing.team_called(ticket.assigned_to, exchange.voice.language)


def _role(exchange: Exchange, roles: frozenset[Role]) -> str:
    role = next((role for role in (Role.ADMIN, Role.BILLING, Role.TECHNICAL) if role in roles), None)
    return exchange.voice.say(f"role_{role}" if role else "role_other")


def _tickets_card(exchange: Exchange, tickets: tuple[Ticket, ...]) -> dict[str, object]:
    """Several tickets as a card, one a row."""
    voice = exchange.voice
    rows = [
        {
            "label": ticket.number,
            "value": opening(voice.say(f"ticket_state_{ticket.state}")),
            "note": quoted(ticket.subject),
        }
        for ticket in tickets
    ]
    return {"kind": "tickets", "title": voice.say("tickets_title"), "facts": [], "sections": [{"rows": rows}]}
