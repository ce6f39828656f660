"""The first words of a conversation, with a few things this speaker may ask."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.conversations.messages import Reply
from bot.domain.customers.audience import audience_of
from bot.domain.customers.identity import Identity
from bot.domain.kernel import lengths
from bot.domain.kernel.locales import by_language, locale_for
from bot.domain.partner import Partner
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports.conversations import Responses
from bot.writing.lists import listed
from bot.writing.voice import quoted

MOST_NAMED: Final = 3
"""Tickets with answers that are named in a greeting."""


def greeting(words: Responses, partner: Partner, language: str, speaker: Identity) -> Reply:
    """What the desk says to whoever comes in: in the partner's own words where the theme has some.

    Either way people learn that an automatic assistant answers (EU regulation 2024/1689, article 50).
    """
    name = partner.organisation.name
    email = quoted(speaker.email, limit=lengths.ADDRESS)
    usual = spoken(words, greeting_for(speaker), language, name=speaker.name, partner=name, email=email)
    own = by_language(partner.theme.greeting, language)
    if not own:
        return usual
    said = words.say("utter_desk_greeting_own", language, greeting=own, partner=name)
    if speaker.confirmed_address is None:
        return replace(usual, text=said)
    known = words.say("utter_desk_company_unknown", language, email=email)
    return replace(usual, text=f"{said} {known}")


def with_answers(words: Responses, said: Reply, language: str, numbers: Sequence[str]) -> Reply:
    """The greeting with the tickets that have answers the contact has not read; of many only that there are some."""
    if not numbers:
        return said
    kind = "one" if len(numbers) == 1 else "some" if len(numbers) <= MOST_NAMED else "many"
    blanks = {"one": {"number": numbers[0]}, "some": {"numbers": listed(numbers, locale_for(language))}, "many": {}}
    told = spoken(words, f"utter_desk_answered_{kind}", language, **blanks[kind])
    return replace(said, text=f"{said.text}\n\n{told.text}", buttons=(*told.buttons, *said.buttons))


def greeting_for(speaker: Identity) -> str:
    """The key of the greeting for a speaker: it offers nothing that would be refused to them."""
    return f"utter_desk_greeting_{audience_of(speaker)}"
