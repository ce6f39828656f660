"""Asking for a person: into the queue while somebody is there, a ticket and the next opening otherwise."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.person_offers import closed_text, person_button, queue_wanted, reason_pressed
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_reading import severity_in
from actions.kernel.ticket_steps import ask_what_is_wrong, begin
from actions.kernel.wishes import read_back, wish_line
from actions.support.hours_words import state_text
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.services.conversations.sentences.queue_words import QueueWords


def _person(exchange: Exchange) -> None:
    hand_over(exchange, reason_pressed(exchange.asked))


def _callback(exchange: Exchange) -> None:
    """Nobody calls because a chat says so: a ticket with the wish, and the number that can be rung."""
    exchange.require_partner_customer()
    facts = exchange.desk.support.plans.contact(now=exchange.now)
    honest = exchange.voice.say("callback_honest", phone=facts.phone, state=state_text(exchange, facts.state))
    _wish(exchange, "callback_wish", honest)


def _certain(exchange: Exchange) -> None:
    """Into the queue like everybody: whom the customer asked for stands in the conversation."""
    exchange.require_partner_customer()
    exchange.tell("certain_person")
    _person(exchange)


def _complaint(exchange: Exchange) -> None:
    exchange.require_partner_customer()
    _wish(exchange, "complaint_wish", exchange.voice.say("complaint_taken"))


def _wish(exchange: Exchange, title: str, before: str) -> None:
    exchange.person_asked = True
    line = wish_line(exchange, exchange.voice.say(title))
    read_back(exchange, line, before=(before,))
    exchange.messages[-1]["buttons"].insert(1, person_button(exchange, HandoffReason.ASKED))


class TalkToHuman(Planned):
    """Goes to the queue at once when asked for and somebody is there; a call or a complaint is written down."""

    action = "action_talk_to_human"
    leads_tickets = True
    plans: ClassVar[Mapping[str, Plan]] = {
        "person": _person,
        "callback": _callback,
        "certain": _certain,
        "complaint": _complaint,
    }

    def whole(self, exchange: Exchange) -> None:
        """Queued: the place in the queue. Closed: a ticket and the next opening."""
        _person(exchange)


def hand_over(exchange: Exchange, reason: HandoffReason) -> None:
    """Asks for a person in the queue that takes what was talked about, with one message. Raises DeskError.

    The wish travels with the reply; the conversation changes hands in the transaction that releases it.
    """
    exchange.person_asked = True
    exchange.require_partner_customer()
    queue = queue_wanted(exchange)
    here, now = exchange.asked.conversation_id, exchange.now
    facts = exchange.desk.conversations.availability.facts(here, queue=queue, now=now)
    if not facts.reachable:
        _leave_ticket(exchange, exchange.desk.partner.routing.matter_of(queue), closed_text(exchange))
        return
    signed, voice = exchange.who.can_be_answered, exchange.voice
    waiting = QueueWords(exchange.desk.words, voice.language, facts, now=now, signed=signed)
    exchange.say(waiting.announced(), voice.buttons("queue_write_on"))
    exchange.hand_off(queue, reason)


def _leave_ticket(exchange: Exchange, matter: Matter, closed: str) -> None:
    """Customers with something described get their ticket at once; everybody else is asked for a sentence.

    Who says with the wish itself what does not work, or that it stops everybody, has described it.
    """
    asked = exchange.asked
    names_it = asked.first("product") is not None and matter is Matter.TECHNICAL
    told = asked.has_words and (names_it or severity_in(asked) is Severity.CRITICAL)
    said = asked.slot("ticket_text") or (asked.text if told else None)
    if said is None or not exchange.who.can_be_answered:
        ask_what_is_wrong(exchange, f"{closed} {exchange.voice.say('leave_ticket')}", matter, said or "", None)
        return
    exchange.say(closed)
    begin(exchange, matter, text=said, product=asked.slot("ticket_product") or asked.first("product"))
