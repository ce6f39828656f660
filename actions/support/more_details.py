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
    email = exchange.desk.partner.support.email
    sentence = exchange.voice.say("ticket_open_already", number=ticket.number, email=email)
    said = exchange.asked.text if exchange.asked.has_words else ""
    offer(exchange, sentence, Matter.TECHNICAL, said, product, exchange.button("person", "talk_to_human"))
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
