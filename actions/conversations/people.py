"""Asking for a person: into the queue while somebody is there, a ticket and the next opening otherwise."""

from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.person_offers import closed_text, reason_pressed
from actions.kernel.ticket_steps import ask_what_is_wrong, submit, tell_opened
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.identity import Level
from bot.domain.support.tickets import Matter
from bot.services.conversations.sentences.queue_words import QueueWords

_TECHNICAL = frozenset({"technical_issue"})
"""What was talked about just before that makes it a technical matter."""


class TalkToHuman(Answer):
    """Goes to the queue at once when asked for and somebody is there."""

    action = "action_talk_to_human"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """Queued: the place in the queue. Closed: a ticket and the next opening."""
        hand_over(exchange, reason_pressed(exchange.asked))


def hand_over(exchange: Exchange, reason: HandoffReason) -> None:
    """Asks for a person in the queue that takes what was talked about, with one message. Raises DeskError.

    The wish travels with the reply; the conversation changes hands in the transaction that releases it.
    """
    exchange.person_asked = True
    exchange.require_partner_customer()
    matter = _matter(exchange)
    product = exchange.asked.first("product") or exchange.asked.slot("ticket_product")
    queue = exchange.desk.partner.routing.queue_for(matter, product, exchange.who.support_plan).key
    here, now = exchange.asked.conversation_id, exchange.now
    facts = exchange.desk.conversations.availability.facts(here, queue=queue, now=now)
    if not facts.state.is_open:
        _leave_ticket(exchange, matter, closed_text(exchange))
        return
    signed, voice = exchange.who.level >= Level.SIGNED, exchange.voice
    waiting = QueueWords(exchange.desk.words, voice.language, facts, now=now, signed=signed)
    exchange.say(waiting.announced(), voice.buttons("queue_write_on"))
    exchange.hand_off(queue, reason)


def _leave_ticket(exchange: Exchange, matter: Matter, closed: str) -> None:
    """Customers with something described get their ticket at once; everybody else is asked for a sentence."""
    said = exchange.asked.slot("ticket_text")
    if said is None or exchange.who.level < Level.SIGNED:
        ask_what_is_wrong(exchange, f"{closed} {exchange.voice.say('leave_ticket')}", matter, said or "", None)
        return
    exchange.say(closed)
    tell_opened(exchange, submit(exchange, matter, said, exchange.asked.slot("ticket_product")))


def _matter(exchange: Exchange) -> Matter:
    named = exchange.asked.slot("ticket_matter")
    if named in set(Matter):
        return Matter(named)
    return Matter.TECHNICAL if exchange.asked.previous_intent in _TECHNICAL else Matter.COMMERCIAL
