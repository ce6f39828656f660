"""How long a bearer token opens a conversation: half an hour at a time, renewed in a chain that ends."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TOKEN_LIFE = timedelta(minutes=30)
"""How long a token opens its conversation; Direct Line's own default."""

CHAIN_LIFE = timedelta(hours=12)
"""How long after signing in the last of the tokens renewed from each other ends: a stolen one is worth no more."""

GRACE = timedelta(minutes=1)
"""How long a renewed token is still good: for requests under way, and when the answer with the new one is lost."""

STREAM_GRANT_LIFE = timedelta(minutes=1)
"""How long the address of a stream may be used to open it: clients do so at once."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token opens. The token itself is known to its bearer alone.

    At `expires_at` it is dead (UTC); nothing renewed from it lives beyond `renewable_until`.
    """

    conversation_id: str
    expires_at: datetime
    renewable_until: datetime

    @classmethod
    def first(cls, conversation_id: str, now: datetime) -> "Token":
        """The token of somebody who has just come in."""
        return cls(conversation_id, now + TOKEN_LIFE, now + CHAIN_LIFE)

    def renewed(self, now: datetime) -> "Token":
        """The next token of the chain."""
        return replace(self, expires_at=min(now + TOKEN_LIFE, self.renewable_until))

    def stream_grant(self, now: datetime) -> "Token":
        """What opens one stream, which then ends with the chain."""
        return replace(self, expires_at=min(now + STREAM_GRANT_LIFE, self.renewable_until))

    def is_ending(self, now: datetime) -> bool:
        """Whether whoever still uses this token should be given the next one: it was renewed, or is about to end."""
        return self.expires_at - now <= GRACE

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds for which it is still good."""
        return int((self.expires_at - now).total_seconds())
