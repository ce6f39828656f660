"""A customer's words written into an open ticket: with the wish itself, or in answer to a question for them."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.ticket_reading import is_question
from bot.domain.support.tickets import TicketState
from bot.writing.voice import quoted

NOTE: Final = "note"
"""`ticket_step` after the desk asked what is to be added to a ticket."""
SHOWN: Final = 300
"""Characters shown of what was added; the ticket holds all."""


def ask_note(exchange: Exchange, number: str) -> None:
    """Asks what is to be added: the next message is."""
    exchange.remember(ticket_step=NOTE, ticket_number=number)
    exchange.tell("ask_ticket_note", [exchange.button("no_ticket", "deny")], number=number)


def took_note(exchange: Exchange) -> bool:
    """Whether the message is what was to be added, and has been. Raises DeskError."""
    asked, number = exchange.asked, exchange.asked.slot("ticket_number")
    way_out = asked.intent in {"deny", "talk_to_human", "switch_language"}
    if asked.slot("ticket_step") != NOTE or number is None or not asked.has_words or way_out or is_question(asked):
        return False
    write_note(exchange, number, asked.text)
    return True


def write_note(exchange: Exchange, number: str, text: str) -> None:
    """Adds the text and shows it; a closed ticket is opened again by it. Raises DeskError."""
    support, asked = exchange.desk.support, exchange.asked
    (before,) = support.tickets.status(number, asked_by=exchange.who, conversation_id=asked.conversation_id)
    ticket = support.own_tickets.add(
        before.number,
        text,
        asked_by=exchange.who,
        conversation_id=asked.conversation_id,
        origin=asked.message_id,
        now=exchange.now,
    )
    exchange.remember(ticket_number=ticket.number)
    key = "note_added_reopened" if before.state is TicketState.CLOSED else "note_added"
    exchange.tell(key, number=ticket.number, text=quoted(text, limit=SHOWN))
