"""The conversation itself: doubt, yes, no, the other language, and what the desk cannot do."""

from collections.abc import Mapping
from typing import ClassVar, Final

from actions.conversations.people import hand_over
from actions.kernel.answer import Answer
from actions.kernel.exchange import Button, Exchange, payload
from actions.kernel.person_offers import PERSON, offer_person, reason_offered
from actions.kernel.planned import Plan
from actions.kernel.question import FALLBACK
from actions.kernel.ticket_steps import begin, repeat
from actions.subscriptions.suspensions import explains_fault
from actions.support.more_details import told_of_open_ticket
from actions.support.technical import cut_off
from actions.support.ticket_status.changes import CLOSE, REOPEN, close_offered, reopen_offered
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.audience import Audience, audience_of
from bot.domain.customers.identity import Level
from bot.domain.kernel.cues import Cue
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.support.tickets import Matter

NOT_OFFERED: Final = frozenset({
    FALLBACK, "out_of_scope", "greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "switch_language",
    "talk_to_human", "previous_invoice",
})  # fmt: skip
"""Meanings that are no help as a choice."""
MOST: Final = 3
"""Meanings offered at most."""
ENOUGH_WORDS: Final = 2
"""A description has more words than these."""
MAYBE_OURS: Final = 0.35
"""Confidence of the engine that a message is for this desk, from which a refused one is asked back instead."""
UNNAMED: Final = frozenset({"language", "mood", *Cue})
"""Entities that say nothing of what is asked for."""
LIKELY: Final = 0.25
"""A third meaning is offered only when it is at least this likely against the first."""


class Clarify(Answer):
    """A message that may mean several things: asked once which, then a person is offered."""

    action = "action_clarify"

    def answer(self, exchange: Exchange) -> None:
        """Never asks twice in a row. Right after a ticket was opened, it is more about that problem."""
        if _told_more(exchange):
            return
        if explains_fault(exchange):
            cut_off(exchange)
            return
        _clarify(exchange, _options(exchange))


class SomethingElse(Answer):
    """None of the meanings offered was right."""

    action = "action_something_else"

    def answer(self, exchange: Exchange) -> None:
        """Asks to say it differently; a person is one press away. What an answer missed is noted for review."""
        exchange.remember(clarifications=1.0)
        topic, _, aspect = (exchange.asked.first("aspect") or "").partition("/")
        if not topic:
            exchange.tell("something_else")
            return
        exchange.desk.learning.reviews.missed(
            exchange.asked.conversation_id, topic, aspect or None, asked_by=exchange.who, now=exchange.now
        )
        exchange.tell("sorry_missed", [exchange.button("person", "talk_to_human")])


class Affirm(Answer):
    """Yes, to what was offered in the turn before."""

    action = "action_affirm"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """An offer lasts one turn; without one, a yes is asked what it is for."""
        asked = exchange.asked
        if asked.offered == PERSON:
            hand_over(exchange, reason_offered(asked))
        elif asked.slot("ticket_step") == "text" and _described(asked.slot("ticket_text")):
            _take_up_ticket(exchange)
        elif asked.slot("ticket_step"):
            repeat(exchange)
        elif asked.offered == "open_ticket":
            _take_up_ticket(exchange)
        elif asked.offered == "clarify":
            _offer_person(exchange)
        elif asked.offered == CLOSE:
            close_offered(exchange)
        elif asked.offered == REOPEN:
            reopen_offered(exchange)
        else:
            exchange.tell("yes_to_what")


class Deny(Answer):
    """No, stop, never mind: out of whatever was going on."""

    action = "action_deny"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """Says what was dropped, and that the desk is still there. No to a person leaves a ticket as it is."""
        asked = exchange.asked
        if asked.slot("ticket_step") and asked.offered == PERSON and not asked.is_choice:
            repeat(exchange)
        elif asked.slot("ticket_step"):
            exchange.tell("ticket_dropped")
        elif asked.offered or asked.is_choice:
            exchange.tell("offer_dropped")
        else:
            exchange.tell("nothing_to_drop")


def _not_ours(exchange: Exchange) -> None:
    maybe_ours = exchange.asked.confidence >= MAYBE_OURS
    if maybe_ours and _told_more(exchange):
        return
    options = _options(exchange) if maybe_ours else []
    if options:
        _clarify(exchange, options)
    else:
        exchange.tell(f"out_of_scope_{audience_of(exchange.who)}")


def _confidential(exchange: Exchange) -> None:
    exchange.tell("confidential_visitor" if exchange.who.level < Level.SIGNED else "confidential")


class OutOfScope(Answer):
    """Says what the desk can do, or that it does not tell what belongs to others."""

    action = "action_out_of_scope"
    plans: ClassVar[Mapping[str, Plan]] = {"other": _not_ours, "confidential": _confidential}

    def answer(self, exchange: Exchange) -> None:
        """With buttons to the most wanted; what may well be a question for the desk is asked back instead."""
        if exchange.asked.first("company") and exchange.asked.aspect != "confidential":
            exchange.tell("only_own_company")
        elif explains_fault(exchange):
            cut_off(exchange)
        else:
            self.plans.get(exchange.asked.aspect or "", _not_ours)(exchange)


class SwitchLanguage(Answer):
    """Goes on in the language asked for, and stays there."""

    action = "action_switch_language"
    leads_tickets = True

    def answer(self, exchange: Exchange) -> None:
        """The engine has set the language already; an open question is asked again in it. Others are not spoken."""
        wanted = exchange.asked.first("wanted_language")
        exchange.tell("language_switched" if wanted in LANGUAGES else "languages_spoken")
        if exchange.asked.slot("ticket_step"):
            repeat(exchange)


def _told_more(exchange: Exchange) -> bool:
    asked = exchange.asked
    return asked.just_opened is not None and asked.has_words and told_of_open_ticket(exchange)


def _clarify(exchange: Exchange, options: list[Button]) -> None:
    """Asks which meaning is right, but never twice in a row: then a person is offered."""
    asked = exchange.asked
    doubted = asked.previous_intent in {FALLBACK, "out_of_scope"} and asked.count("clarifications") > 0
    exchange.remember(clarifications=1.0)
    if doubted or not options:
        _offer_person(exchange)
        return
    exchange.remember(pending="clarify")
    exchange.ask_back("clarify", [*options, exchange.button("something_else", "something_else")])


def _described(text: str | None) -> bool:
    """Whether there is more than an invoice number to write into a ticket."""
    return text is not None and len(text.split()) > ENOUGH_WORDS


def _take_up_ticket(exchange: Exchange) -> None:
    asked = exchange.asked
    matter = Matter(asked.slot("ticket_matter") or Matter.COMMERCIAL)
    begin(exchange, matter, text=asked.slot("ticket_text"), product=asked.slot("ticket_product"))


def _offer_person(exchange: Exchange) -> None:
    """Those who buy elsewhere have no person here: they are told what the desk can do for them."""
    if audience_of(exchange.who) is Audience.DIRECT:
        exchange.tell("out_of_scope_direct")
        return
    no = exchange.button("no", "deny")
    offer_person(exchange, exchange.voice.say("still_unclear"), HandoffReason.FALLBACK, no, label="yes_person")


def _options(exchange: Exchange) -> list[Button]:
    """The two or three likeliest meanings, each with the entities that were understood."""
    guesses = [guess for guess in exchange.asked.ranking if guess.intent not in NOT_OFFERED]
    guesses = [guess for guess in guesses if exchange.voice.knows(f"meaning_{guess.intent}")][:MOST]
    if len(guesses) == MOST and guesses[2].confidence < LIKELY * guesses[0].confidence:
        guesses = guesses[:2]
    entities = exchange.asked.entities
    named = {name: values[0] for name, values in entities.items() if name not in UNNAMED and values}
    return [
        {"title": exchange.voice.say(f"meaning_{guess.intent}"), "payload": payload(guess.intent, **named)}
        for guess in guesses
    ]
