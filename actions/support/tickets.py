"""Tickets on request: opened with the customer, and how far they are."""

from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.ticket_steps import begin, ticket_card, tickets_card, tickets_list
from actions.kernel.voice import quoted
from bot.domain.customers.identity import Level
from bot.domain.kernel.cues import Cue
from bot.domain.support.described import described_in
from bot.domain.support.tickets import Matter, Ticket

LONGEST_ANSWER = 600
"""Characters shown of what people answered; the conversation holds the rest."""


class OpenTicket(Answer):
    """Opens a ticket, asking for what is missing: matter, description, address."""

    action = "action_open_ticket"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """A matter on the button decides; else the product or the offer before; else it is asked."""
        exchange.require_partner_customer()
        asked = exchange.asked
        begin(
            exchange,
            _matter(exchange),
            text=asked.slot("ticket_text") or (described_in(asked.text) if asked.has_words else None),
            product=asked.slot("ticket_product") or asked.first("product"),
        )


class TicketStatus(Answer):
    """How far a ticket is: the one named, else those the speaker may read."""

    action = "action_ticket_status"

    def answer(self, exchange: Exchange) -> None:
        """Missing and someone else's tickets get the same answer."""
        number = exchange.asked.first("ticket_number")
        found = exchange.desk.support.tickets.status(
            number, asked_by=exchange.who, conversation_id=exchange.asked.conversation_id
        )
        if not found:
            key = "no_tickets" if exchange.who.level >= Level.SIGNED else "no_tickets_visitor"
            exchange.tell(key, [exchange.button("open_ticket", "open_ticket")])
        elif len(found) == 1:
            _tell_one(exchange, found[0])
        else:
            intro = exchange.voice.counted("tickets", len(found))
            exchange.say(f"{intro}\n\n{tickets_list(exchange, found)}", card=tickets_card(exchange, found))


def _tell_one(exchange: Exchange, ticket: Ticket) -> None:
    voice, zone = exchange.voice, exchange.desk.partner.zone
    text = voice.say(
        f"ticket_is_{ticket.state}",
        number=ticket.number,
        matter=voice.say(f"matter_{ticket.matter}"),
        opened=voice.day(ticket.opened_at.astimezone(zone).date()),
        changed=voice.day(ticket.changed_at.astimezone(zone).date()),
    )
    if ticket.answer:
        text = f"{text}\n\n{voice.say('ticket_answer_said', answer=quoted(ticket.answer, limit=LONGEST_ANSWER))}"
    exchange.say(text, [exchange.button("person", "talk_to_human")], ticket_card(exchange, ticket))


def _matter(exchange: Exchange) -> Matter | None:
    asked = exchange.asked
    for named in (asked.first("ticket_matter"), asked.first(Cue.MATTER), asked.slot("ticket_matter")):
        if named in set(Matter):
            return Matter(named)
    return Matter.TECHNICAL if asked.first("product") else None
