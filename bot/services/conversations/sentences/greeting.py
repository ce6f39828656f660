"""The first words of a conversation, with a few things this speaker may ask."""

from bot.domain.conversations.messages import Reply
from bot.domain.customers.audience import audience_of
from bot.domain.customers.identity import Identity
from bot.domain.partner import Partner
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports.conversations import Responses


def greeting(words: Responses, partner: Partner, language: str, speaker: Identity) -> Reply:
    """What the desk says to whoever comes in."""
    return spoken(words, greeting_for(speaker), language, name=speaker.name, partner=partner.organisation.name)


def greeting_for(speaker: Identity) -> str:
    """The key of the greeting for a speaker: it offers nothing that would be refused to them."""
    return f"utter_desk_greeting_{audience_of(speaker)}"
