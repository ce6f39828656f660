"""The customer's tickets by what is asked of them."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.support.deadlines import deadlines_told
from actions.support.plan_coverage import hours, names_a_moment
from actions.support.ticket_status.changes import add, close, reopen
from actions.support.ticket_status.one import (
    LONGEST_ANSWER,
    ask_which,
    chosen,
    counted,
    day_of,
    readable,
    role_of,
    team_of,
    tell_none,
    tell_state,
)
from bot.domain.kernel.cues import SpokenOf
from bot.domain.support.tickets import Ticket, TicketState
from bot.writing.voice import opening, quoted


def _list(exchange: Exchange) -> None:
    """How many there are and how many of them are open; the card holds them. One named or described is told alone."""
    if exchange.asked.first("ticket_number") or exchange.asked.first("request"):
        _state(exchange)
        return
    found = readable(exchange)
    if not found:
        tell_none(exchange)
    elif len(found) == 1:
        tell_state(exchange, found[0])
    else:
        ask_which(exchange, found, yes_or_no(exchange, True, counted(exchange, found)))


def _state(exchange: Exchange) -> None:
    if (ticket := chosen(exchange)) is not None:
        tell_state(exchange, ticket)


def _who(exchange: Exchange) -> None:
    """Oneself or a role, never another person; and who works on it."""
    if (ticket := chosen(exchange)) is None:
        return
    voice, asked = exchange.voice, exchange.asked
    if asked.speaks_of(SpokenOf.WORKED_ON):
        _worked_on(exchange, ticket)
        return
    opener = exchange.desk.support.own_tickets.opener(
        ticket.number, asked_by=exchange.who, conversation_id=asked.conversation_id
    )
    if opener.oneself:
        said = voice.say(
            "ticket_opened_by_you", number=ticket.number, day=voice.day(day_of(exchange, ticket.opened_at))
        )
    else:
        said = voice.say("ticket_opened_by", number=ticket.number, who=opening(role_of(exchange, opener.roles)))
    if ticket.state is not TicketState.CLOSED:
        said = f"{said} {voice.say('ticket_worked_on', team=team_of(exchange, ticket))}"
    exchange.say(said)


def _worked_on(exchange: Exchange, ticket: Ticket) -> None:
    """Whose it is and what is due; asked for a moment, whether anybody is there then. A closed one is nobody's."""
    voice = exchange.voice
    if ticket.state is TicketState.CLOSED:
        exchange.say(voice.say("ticket_nobody_closed", number=ticket.number))
        return
    said = voice.say("ticket_with_team", number=ticket.number, team=team_of(exchange, ticket))
    exchange.say(" ".join((said, *deadlines_told(exchange, ticket))), [exchange.button("person", "talk_to_human")])
    if names_a_moment(exchange):
        hours(exchange)


def _since(exchange: Exchange) -> None:
    if (ticket := chosen(exchange)) is None:
        return
    voice, opened = exchange.voice, day_of(exchange, ticket.opened_at)
    days = (exchange.today - opened).days
    key = "ticket_since" if days else "ticket_since_today"
    said = voice.say(key, number=ticket.number, day=voice.day(opened), days=voice.days(days))
    if ticket.state is TicketState.CLOSED:
        closed = voice.day(day_of(exchange, ticket.changed_at))
        said = f"{said} {voice.say('ticket_closed_since', day=closed)}"
    exchange.say(said)


def _about(exchange: Exchange) -> None:
    if (ticket := chosen(exchange)) is None:
        return
    said = exchange.voice.say("ticket_about", number=ticket.number, subject=quoted(ticket.subject))
    text = "" if ticket.is_told_by_its_subject else ticket.text
    exchange.say(f"{said}\n\n{quoted(text, limit=LONGEST_ANSWER)}" if text else said)


class TicketStatus(Planned):
    """The ticket named or talked about, else the only one; of several it is asked which."""

    action = "action_ticket_status"
    plans: ClassVar[Mapping[str, Plan]] = {
        "list": _list,
        "state": _state,
        "who": _who,
        "since": _since,
        "about": _about,
        "add": add,
        "close": close,
        "reopen": reopen,
    }

    def whole(self, exchange: Exchange) -> None:
        """All tickets, or the one named."""
        _list(exchange)
