"""What the desk itself says around the bot's answers: greeting, delays, refusals."""

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Reply
from bot.domain.customers.audience import audience_of
from bot.domain.customers.identity import Identity
from bot.services.conversations.spoken import spoken

CANCEL_WAITING = "/cancel_waiting"
STILL_THERE = "/still_there"
LEAVE_MESSAGE = "/leave_message"
QUEUE_BUTTONS = frozenset({CANCEL_WAITING, STILL_THERE, LEAVE_MESSAGE})
"""What only the desk itself understands; the engine knows none of them."""


class Sentences:
    """The desk's own sentences, filled with facts. Every text comes from the responses file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def greeting(self, language: str, speaker: Identity) -> Reply:
        """The first words of a conversation, with a few things this speaker may ask."""
        return self._reply(
            greeting_for(speaker), language, name=speaker.name, partner=self._desk.partner.organisation.name
        )

    def delayed(self, language: str) -> Reply:
        """It takes longer; the message is safe."""
        return self._reply("utter_desk_delayed", language)

    def too_long(self, language: str, limit: str) -> Reply:
        """The message exceeded the limit and was not taken."""
        return self._reply("utter_desk_message_too_long", language, limit=limit)

    def not_waiting(self, language: str) -> Reply:
        """The customer is not waiting for a person; the bot answers."""
        return self._reply("utter_desk_not_waiting", language)

    def _reply(self, key: str, language: str, **blanks: object) -> Reply:
        return spoken(self._desk.words, key, language, **blanks)


def greeting_for(speaker: Identity) -> str:
    """The key of the greeting for a speaker: it offers nothing that would be refused to them."""
    return f"utter_desk_greeting_{audience_of(speaker)}"
