"""Asking for a person: into the queue while somebody is there, a ticket and the next opening otherwise."""

from actions.answer import Answer
from actions.exchange import Exchange
from actions.ticket_steps import ask_what_is_wrong, submit, tell_opened
from bot.domain.conversation import HandoffReason
from bot.domain.hours import OpenState
from bot.domain.identity import Level
from bot.domain.tickets import TicketChannel

_TECHNICAL = frozenset({"technical_issue"})
"""What was talked about just before that makes it a matter for the technical team."""


class TalkToHuman(Answer):
    """Goes to the queue at once when asked for and somebody is there."""

    action = "action_talk_to_human"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """Queued: the place in the queue. Closed: a ticket and the next opening."""
        exchange.require_partner_customer()
        hand_over(exchange)


def hand_over(exchange: Exchange, reason: HandoffReason = HandoffReason.ASKED) -> None:
    """Asks for a person of the team that fits what was talked about. Raises DeskError.

    The wish travels with the reply; the conversation changes hands in the transaction that releases it.
    """
    channel = _channel(exchange)
    team = exchange.desk.partner.handoff.team_for(channel)
    facts = exchange.desk.queue.facts(exchange.asked.conversation_id, team=team, now=exchange.now)
    if not facts.state.is_open:
        _leave_ticket(exchange, channel, _closed(exchange, facts.state))
        return
    position = facts.position or facts.ahead + 1
    exchange.tell("queued_next" if position == 1 else "queued", position=position)
    exchange.hand_off(team, reason)


def _closed(exchange: Exchange, state: OpenState) -> str:
    if state.opens_at is None:
        return exchange.voice.say("closed_now")
    return exchange.voice.say("nobody_until", when=exchange.voice.moment(state.opens_at, exchange.today))


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
    return TicketChannel.TECHNICAL if exchange.asked.previous_intent in _TECHNICAL else TicketChannel.COMMERCIAL
