"""More details of a problem whose ticket was opened in this conversation: the ticket is named before a second one."""

from actions.kernel.exchange import Exchange
from actions.kernel.ticket_steps import offer
from bot.domain.kernel.errors import TicketNotFound
from bot.domain.support.tickets import Matter, Ticket, TicketState


def told_of_open_ticket(exchange: Exchange) -> bool:
    """Names the open technical ticket of this conversation and offers a second; False when there is none.

    Another product named now is another problem.
    """
    ticket = _open_ticket(exchange)
    product = exchange.asked.first("product")
    if ticket is None or (product and ticket.product and product != ticket.product):
        return False
    sentence = exchange.voice.say("ticket_open_already", number=ticket.number)
    said = exchange.asked.text if exchange.asked.has_words else ""
    add = exchange.button("add_to_ticket", "ticket_status", aspect="add", ticket_number=ticket.number)
    person = exchange.button("person", "talk_to_human")
    offer(exchange, sentence, Matter.TECHNICAL, said, product, *([add] if said else []), person)
    return True


def _open_ticket(exchange: Exchange) -> Ticket | None:
    number = exchange.asked.slot("opened_ticket")
    if number is None:
        return None
    conversation = exchange.asked.conversation_id
    try:
        (ticket,) = exchange.desk.support.tickets.status(number, asked_by=exchange.who, conversation_id=conversation)
    except TicketNotFound:
        return None
    return None if ticket.state is TicketState.CLOSED else ticket
