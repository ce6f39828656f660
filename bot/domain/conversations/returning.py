"""A customer who comes back: which conversation goes on, whether the customer is there, and what a title says."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.conversations.conversation import OwnerKind

GOES_ON_FOR: Final = timedelta(days=30)
"""After so long without a word the assistant begins anew; the old conversation stays in the list."""

LONGEST: Final = 600
"""Rows after which the assistant begins anew: more is read in the list, and not loaded with every page."""

HERE_FOR: Final = timedelta(seconds=60)
"""How long after the last sign of a client the customer still counts as there: two signs and a slow network."""

SIGN_EVERY: Final = timedelta(seconds=25)
"""How often an open client is noted."""

TITLE: Final = 70
"""Characters of a title; longer words are cut at a word."""


def goes_on(owner: OwnerKind, last_at: datetime | None, last_seq: int, now: datetime) -> bool:
    """Whether a contact who comes back is brought into this conversation, the one taken up last.

    What people have goes on whatever its length and age: somebody answers there.
    """
    if owner is not OwnerKind.BOT or last_at is None:
        return True
    return now - last_at < GOES_ON_FOR and last_seq < LONGEST


def is_here(here_at: datetime | None, now: datetime) -> bool:
    """Whether a client of the customer was connected just now. `here_at` is its last sign (UTC)."""
    return here_at is not None and now - here_at <= HERE_FOR


def initials_of(name: str) -> str:
    """The first letters of the first and the last word: "SK" of "Sofia Keller"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
