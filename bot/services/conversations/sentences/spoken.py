"""A sentence with its buttons, ready to be said: what customers read comes from one file, by key and language."""

import secrets

from bot.domain.conversations.messages import Button, Reply
from bot.services.ports.conversations import Responses


def spoken(words: Responses, key: str, language: str, **blanks: object) -> Reply:
    """The sentence of a key. A choice gets an id nobody can guess: knowing it proves that it was offered."""
    return Reply(
        words.say(key, language, **blanks),
        tuple(
            Button(secrets.token_urlsafe(9), button["title"], button.get("payload"), button.get("url"))
            for button in words.buttons(key, language, **blanks)
        ),
    )
