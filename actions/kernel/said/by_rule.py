"""What is answered by rule before the topic's plan: the meaning of a word, data to erase, interfaces, an address."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.question import FALLBACK
from actions.kernel.wishes import read_back, wish_of
from bot.domain.conversations.glossary import TERMS, TOPIC_OF
from bot.domain.customers.identity import Level, Relationship
from bot.domain.kernel.cues import Cue, SpokenOf

MOST_TERMS: Final = 4
"""Words explained in one answer."""
ROUTES: Final = {
    SpokenOf.BANK_CHANGED: ("payment_methods", "account"),
    SpokenOf.CONFIDENTIAL: ("out_of_scope", "confidential"),
}
"""What is told by the plan of another topic, whatever the message was understood as."""
NOTHING_ELSE: Final = 8
"""Words up to which "that is not what I asked" says nothing of what was asked."""
_SAYS_NOTHING: Final = frozenset({FALLBACK, "out_of_scope", "deny", "affirm"})
_NOT_ADDRESS: Final = frozenset({"account_request", "open_ticket", "talk_to_human"})
"""Topics for which an address is given to be used."""


def told_by_rule(exchange: Exchange) -> bool:
    """Whether the message, or this question of it, was answered by rule."""
    asked = exchange.asked
    if asked.is_choice or asked.slot("ticket_step") == "email":
        return False
    told_in_turn = (
        *(_told_missed, _told_terms, _told_erasure, _told_interface, _told_address, _told_prices_to_come),
        *(_told_who_we_are, _told_sign_in, _told_back_later),
    )
    return any(told(exchange) for told in told_in_turn)


def _told_missed(exchange: Exchange) -> bool:
    """Sorry, noted for review, and what was meant is asked; False where the message says that itself."""
    asked, topic = exchange.asked, exchange.asked.slot("topic")
    if not asked.speaks_of(SpokenOf.MISSED):
        return False
    if topic is not None:
        exchange.desk.learning.reviews.missed(
            asked.conversation_id, topic, asked.slot("aspect"), asked_by=exchange.who, now=exchange.now
        )
    alone = len(asked.text.split()) <= NOTHING_ELSE or asked.intent in _SAYS_NOTHING
    if alone:
        exchange.remember(clarifications=1.0)
        exchange.tell("sorry_missed", [exchange.button("person", "talk_to_human")])
    return alone


def _told_terms(exchange: Exchange) -> bool:
    """What the words mean, for everybody; what follows is about the last of them."""
    terms = [term for term in dict.fromkeys(exchange.asked.all(Cue.TERM)) if term in TERMS][:MOST_TERMS]
    if not terms:
        return False
    topic = TOPIC_OF[terms[-1]]
    if topic is not None:
        exchange.remember(topic=topic[0], aspect=topic[1])
    exchange.say("\n\n".join(exchange.voice.say(f"term_{term}") for term in terms))
    return True


def _told_erasure(exchange: Exchange) -> bool:
    """People decide and carry it out: the wish is read back and becomes a ticket; nothing is said to be done."""
    if not exchange.asked.speaks_of(SpokenOf.ERASURE):
        return False
    voice, email = exchange.voice, exchange.desk.partner.support.email
    exchange.remember(topic="account_request", aspect=None)
    if exchange.who.relationship is Relationship.DIRECT:
        exchange.tell("erasure_by_mail", email=email)
        return True
    key = "erasure_visitor" if exchange.who.level < Level.SIGNED else "erasure"
    line = wish_of(exchange, voice.say("erasure_wish"), ())
    read_back(exchange, line, before=[voice.say(key, email=email)])
    return True


def _told_interface(exchange: Exchange) -> bool:
    """No interface for programs is known here; lists can be downloaded once one is signed in."""
    asked, signed = exchange.asked, exchange.who.level >= Level.SIGNED
    interface = asked.speaks_of(SpokenOf.INTERFACE)
    if not interface and (signed or not asked.speaks_of(SpokenOf.DOWNLOAD)):
        return False
    files = exchange.voice.say("download_signed" if signed else exchange.to_no_contact("download"))
    parts = [exchange.voice.say("no_interface", email=exchange.desk.partner.support.email)] if interface else []
    exchange.say(" ".join([*parts, files]))
    return True


def _told_address(exchange: Exchange) -> bool:
    """A typed address proves nothing, whoever's it is: how to sign in is told again."""
    asked = exchange.asked
    typed = asked.has_words and asked.first("email") and exchange.who.level < Level.SIGNED
    if not typed or asked.intent in _NOT_ADDRESS or asked.slot("ticket_step"):
        return False
    known = exchange.who.confirmed_address is not None
    exchange.tell("address_proves_nothing_unlinked" if known else "address_proves_nothing")
    return True


def _told_prices_to_come(exchange: Exchange) -> bool:
    """Prices of the future are not known here; those of today would answer something else."""
    if not exchange.asked.speaks_of(SpokenOf.PRICE_TO_COME):
        return False
    exchange.tell("price_to_come", [exchange.button("person", "talk_to_human")])
    return True


def _told_who_we_are(exchange: Exchange) -> bool:
    """We are no Microsoft: what we sell, and that a machine answers."""
    if not exchange.asked.speaks_of(SpokenOf.WHO_WE_ARE):
        return False
    said = exchange.voice.say("who_we_are", name=exchange.desk.partner.organisation.name)
    exchange.say(yes_or_no(exchange, False, said), [exchange.button("person", "talk_to_human")])
    return True


def _told_sign_in(exchange: Exchange) -> bool:
    """How visitors sign in, and who helps where it does not work; nothing is looked up."""
    asked = exchange.asked
    if exchange.who.level >= Level.SIGNED or not asked.speaks_of(SpokenOf.SIGN_IN) or asked.first("product"):
        return False
    support = exchange.desk.partner.support
    exchange.tell("sign_in_how", [exchange.button("person", "talk_to_human")], email=support.email, phone=support.phone)
    return True


def _told_back_later(exchange: Exchange) -> bool:
    """Somebody who looks first and comes back: nothing else is answered, and nothing is opened."""
    asked = exchange.asked
    if not asked.speaks_of(SpokenOf.BACK_LATER) or asked.first("asks") or asked.slot("ticket_step"):
        return False
    exchange.tell("take_your_time")
    return True
