"""Tickets on request, opened with the customer."""

from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.ticket_steps import begin
from bot.domain.kernel.cues import Cue
from bot.domain.support.described import described_in
from bot.domain.support.tickets import Matter


class OpenTicket(Answer):
    """Opens a ticket, asking for what is missing: matter, description, address."""

    action = "action_open_ticket"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """A matter on the button decides; else the product or the offer before; else it is asked."""
        exchange.require_partner_customer()
        asked = exchange.asked
        exchange.remember(topic=asked.intent, aspect=None)
        begin(
            exchange,
            _matter(exchange),
            text=asked.slot("ticket_text") or (described_in(asked.text) if asked.has_words else None),
            product=asked.slot("ticket_product") or asked.first("product"),
        )


def _matter(exchange: Exchange) -> Matter | None:
    asked = exchange.asked
    for named in (asked.first("ticket_matter"), asked.first(Cue.MATTER), asked.slot("ticket_matter")):
        if named in set(Matter):
            return Matter(named)
    return Matter.TECHNICAL if asked.first("product") else None
