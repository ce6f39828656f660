"""Asking for a person: into the queue while somebody is there, a ticket and the next opening otherwise."""

from actions.answer import Answer
from actions.exchange import Exchange
from actions.ticket_steps import ask_what_is_wrong, submit, tell_opened
from bot.domain.conversation import HandoffReason
from bot.domain.identity import Level
from bot.domain.tickets import TicketChannel

_TECHNICAL_INTENTS = frozenset({"technical_issue"})


class TalkToHuman(Answer):
    """Goes to the queue at once when asked for; the service knows whether anybody is there."""

    action = "action_talk_to_human"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """Queued: the place in the queue. Closed: a ticket and the next opening."""
        exchange.require_partner_customer()
        hand_over(exchange)


def hand_over(exchange: Exchange, reason: HandoffReason = HandoffReason.ASKED) -> None:
    """Asks for a person of the team that fits what was talked about. Raises DeskError."""
    channel = _channel(exchange)
    team = exchange.desk.partner.handoff.team_for(channel)
    facts = exchange.desk.handoff.ask(exchange.asked.conversation_id, team, reason, exchange.now)
    if facts.queued:
        exchange.tell("queued_next" if (facts.position or 1) <= 1 else "queued", position=facts.position or 1)
        return
    voice = exchange.voice
    closed = voice.say("closed_now")
    if facts.opens_at is not None:
        closed = voice.say("nobody_until", when=voice.moment(facts.opens_at, exchange.today))
    _leave_ticket(exchange, channel, closed)


def _leave_ticket(exchange: Exchange, channel: TicketChannel, closed: str) -> None:
    """Customers with something described get their ticket at once; everybody else is asked for a sentence."""
    said = exchange.asked.slot("ticket_text")
    if said is None or exchange.who.level < Level.SIGNED:
        ask_what_is_wrong(exchange, f"{closed} {exchange.voice.say('leave_ticket')}", channel, said or "", None)
        return
    exchange.say(closed)
    tell_opened(exchange, submit(exchange, channel, said, exchange.asked.slot("ticket_product")))


def _channel(exchange: Exchange) -> TicketChannel:
    named = exchange.asked.slot("ticket_channel")
    if named in set(TicketChannel):
        return TicketChannel(named)
    technical = exchange.asked.previous_intent in _TECHNICAL_INTENTS
    return TicketChannel.TECHNICAL if technical else TicketChannel.COMMERCIAL
