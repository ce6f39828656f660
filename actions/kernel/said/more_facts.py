"""More facts told while a ticket is offered: they belong into its text, whatever topic they sound like."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.question import FALLBACK, Question
from actions.kernel.ticket_steps import offer
from bot.domain.kernel.cues import Cue
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.writing.voice import quoted

LONGEST: Final = 4_000
"""Characters of a description up to which more is added to it."""
SHOWN: Final = 400
"""Characters of it that are read back; the ticket holds all."""
LEAST_WORDS: Final = 3
"""Fewer words are an answer to the offer, or courtesy."""
_WISHES: Final = frozenset({
    "affirm", "deny", "thank", "greet", "goodbye", "bot_challenge", "switch_language", "talk_to_human", "open_ticket",
    "cancel_subscription", "change_subscription", "account_request",
})  # fmt: skip
"""Topics of sentences that want something else than to describe."""
CLEAR: Final = 0.9
"""Confidence from which a sentence about something else is believed to be about that."""


def took_more_facts(exchange: Exchange) -> bool:
    """Whether the message told more of the problem a ticket was offered for, and the offer was renewed with it."""
    asked = exchange.asked
    before, matter = asked.slot("ticket_text"), asked.slot("ticket_matter")
    if asked.offered != "open_ticket" or not before or matter is None or asked.slot("ticket_subject"):
        return False
    if not _tells(asked, Matter(matter)) or len(before) > LONGEST:
        return False
    text = f"{before}\n\n{asked.text}"
    voice = exchange.voice
    shown = voice.say("facts_added", text=quoted(" ".join(text.split()), limit=SHOWN))
    sentence = f"{shown} {voice.say(f'offer_{matter}_ticket')}"
    product = asked.slot("ticket_product") or asked.first("product")
    offer(exchange, sentence, Matter(matter), text, product, exchange.button("person", "talk_to_human"))
    return True


def _tells(asked: Question, matter: Matter) -> bool:
    """Whether it states something, asks nothing, and wishes nothing else."""
    if asked.is_choice or not asked.has_words or asked.others or asked.intent in _WISHES:
        return False
    if asked.form is not Form.STATEMENT or asked.first(Cue.ASKS) or len(asked.text.split()) < LEAST_WORDS:
        return False
    if any(asked.all(name) for name in ("invoice_number", "ticket_number")) and matter is Matter.TECHNICAL:
        return False
    described = {"technical_issue", "out_of_scope", FALLBACK, "payment_problem", "dispute_charge", "refund_status"}
    return asked.confidence < CLEAR or asked.intent in described
