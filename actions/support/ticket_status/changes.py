"""What a customer does with a ticket: add to it, close it, open it again."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.ticket_notes import ask_note, write_note
from actions.support.ticket_status.one import button_for, chosen, team_of
from bot.domain.kernel.questions import Form
from bot.domain.support.described import told_in
from bot.domain.support.tickets import Ticket, TicketState
from bot.writing.voice import quoted

CLOSE: Final = "close_ticket"
"""`pending` after the desk asked whether a ticket is to be closed."""
REOPEN: Final = "reopen_ticket"
"""`pending` after the desk said that a closed ticket can be opened again."""
ASKING: Final = frozenset({Form.YES_NO, Form.HOW, Form.WHO, Form.WHEN})
"""Forms that ask whether or how something is done, and do not ask to do it."""


def add(exchange: Exchange) -> None:
    """What stands behind "that" or a colon is added; else it is asked for."""
    if (ticket := chosen(exchange)) is None:
        return
    asked = exchange.asked
    said = told_in(asked.text) if asked.has_words else asked.slot("ticket_text")
    if said is None:
        ask_note(exchange, ticket.number)
    else:
        write_note(exchange, ticket.number, said)


def close(exchange: Exchange) -> None:
    """Done when the ticket was named or is talked about; asked whether it can be, or of another one, a yes does it."""
    if (ticket := chosen(exchange)) is None:
        return
    asked, yes = exchange.asked, [button_for(exchange, "close_ticket", "close", ticket)]
    if ticket.state is TicketState.CLOSED:
        exchange.tell("ticket_closed_already", number=ticket.number)
    elif asked.form in ASKING and not asked.is_choice:
        exchange.remember(pending=CLOSE)
        exchange.tell("ticket_may_close", yes, number=ticket.number)
    elif not _is_meant(exchange, ticket):
        exchange.remember(pending=CLOSE)
        out = exchange.button("no", "deny")
        exchange.tell("ask_close_ticket", [*yes, out], number=ticket.number, subject=quoted(ticket.subject))
    else:
        _close(exchange, ticket)


def close_offered(exchange: Exchange) -> None:
    """Yes, to the question whether the ticket is to be closed."""
    if (ticket := chosen(exchange)) is not None:
        _close(exchange, ticket)


def _close(exchange: Exchange, ticket: Ticket) -> None:
    exchange.desk.support.own_tickets.close(ticket.number, **_wish(exchange))  # type: ignore[arg-type]
    undo = button_for(exchange, "reopen_ticket", "reopen", ticket)
    exchange.tell("ticket_closed_now", [undo], number=ticket.number)


def _is_meant(exchange: Exchange, ticket: Ticket) -> bool:
    """Whether the customer named the ticket, pressed its button, or was answered about it just before."""
    asked = exchange.asked
    talked_about = asked.slot("topic") == "ticket_status" and asked.slot("ticket_number") == ticket.number
    return asked.is_choice or talked_about or asked.first("ticket_number") is not None


def reopen(exchange: Exchange) -> None:
    """Opens a closed one again."""
    if (ticket := chosen(exchange)) is None:
        return
    if ticket.state is not TicketState.CLOSED:
        exchange.tell("ticket_open_still", number=ticket.number)
    elif exchange.asked.form in {*ASKING, Form.STATEMENT} and not exchange.asked.is_choice:
        exchange.remember(pending=REOPEN)
        exchange.tell(
            "ticket_may_reopen", [button_for(exchange, "reopen_ticket", "reopen", ticket)], number=ticket.number
        )
    else:
        _reopen(exchange, ticket)


def reopen_offered(exchange: Exchange) -> None:
    """Yes, to a closed ticket that can be opened again."""
    if (ticket := chosen(exchange)) is not None:
        _reopen(exchange, ticket)


def _reopen(exchange: Exchange, ticket: Ticket) -> None:
    exchange.desk.support.own_tickets.reopen(ticket.number, **_wish(exchange))  # type: ignore[arg-type]
    undo = button_for(exchange, "close_ticket", "close", ticket)
    exchange.tell("ticket_reopened", [undo], number=ticket.number, team=team_of(exchange, ticket))


def _wish(exchange: Exchange) -> dict[str, object]:
    asked = exchange.asked
    return {
        "asked_by": exchange.who,
        "conversation_id": asked.conversation_id,
        "origin": asked.message_id,
        "now": exchange.now,
    }
