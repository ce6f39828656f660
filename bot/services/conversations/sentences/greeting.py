"""The first words of a conversation, with a few things this speaker may ask."""

from dataclasses import replace

from bot.domain.conversations.messages import Reply
from bot.domain.customers.audience import audience_of
from bot.domain.customers.identity import Identity
from bot.domain.kernel.locales import by_language
from bot.domain.partner import Partner
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports.conversations import Responses


def greeting(words: Responses, partner: Partner, language: str, speaker: Identity) -> Reply:
    """What the desk says to whoever comes in: in the partner's own words where the theme has some.

    Either way people learn that an automatic assistant answers (EU regulation 2024/1689, article 50).
    """
    name = partner.organisation.name
    usual = spoken(words, greeting_for(speaker), language, name=speaker.name, partner=name)
    own = by_language(partner.theme.greeting, language)
    if not own:
        return usual
    return replace(usual, text=words.say("utter_desk_greeting_own", language, greeting=own, partner=name))


def greeting_for(speaker: Identity) -> str:
    """The key of the greeting for a speaker: it offers nothing that would be refused to them."""
    return f"utter_desk_greeting_{audience_of(speaker)}"
