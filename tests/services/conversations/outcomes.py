"""How the engine may answer a turn, and what the customer may write."""

from dataclasses import replace
from typing import Any

from bot.answering.engine import EngineRefused, EngineUnavailable
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Button, Reply
from bot.services.conversations.turns import Answer, HandOff
from bot.services.records.conversations import ConversationRecord, Turn
from tests.services.conversations.stage import Outcome

TEXTS = ("hello", "find my invoice", "thanks", "a person please", "how long will it take?", "leave a message", "no")
PARSES = (
    {"intent": "greet", "confidence": 0.9},
    {"intent": "deny", "confidence": 0.97},
    {"intent": "open_ticket", "confidence": 0.95},
    None,
)


def answer(turn: Turn, record: ConversationRecord, *replies: Reply, intent: str = "greet", **more: Any) -> Answer:
    parse = {
        "intent": intent,
        "confidence": 0.97,
        "begin_again": record.conversation.begin_again,
        "fresh": record.state is None,
    }
    given = Answer(replies, record.language, {"after": turn.message_id}, parse)
    return replace(given, **more)


def says(turn: Turn, record: ConversationRecord) -> Answer:
    return answer(turn, record, Reply(f"Answer to {turn.message_id}."))


def looks_up(turn: Turn, record: ConversationRecord) -> Answer:
    return answer(turn, record, Reply("Your invoice."), intent="find_invoice")


def bids_farewell(turn: Turn, record: ConversationRecord) -> Answer:
    return answer(turn, record, Reply("You are welcome."), intent="thank")


def offers(turn: Turn, record: ConversationRecord) -> Answer:
    buttons = (Button(f"b{turn.message_id}", "My last invoice", "/find_invoice"),)
    return answer(turn, record, Reply("Which?", buttons))


def changes_language(turn: Turn, record: ConversationRecord) -> Answer:
    return answer(turn, record, Reply("Bien sûr."), language="fr" if record.language == "en" else "en")


def hands_off(turn: Turn, record: ConversationRecord) -> Answer:
    wish = HandOff("technical", HandoffReason.ASKED)
    return answer(turn, record, Reply("A colleague will answer."), intent="talk_to_human", hand_off=wish)


def fails(turn: Turn, record: ConversationRecord) -> Answer:
    raise EngineUnavailable("down")


def refuses(turn: Turn, record: ConversationRecord) -> Answer:
    raise EngineRefused("not one of ours")


OUTCOMES: tuple[Outcome, ...] = (
    says,
    hands_off,
    looks_up,
    bids_farewell,
    offers,
    changes_language,
    fails,
    refuses,
)
