"""What repositories take and hand over about pushes to browsers and other posts."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.posting import PostOutcome, PostWay


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser that takes pushes for an agent: where they go, and the keys they are encrypted for (base64url).

    `browser` is what it called itself.
    """

    id: int
    agent_id: int
    endpoint: str
    p256dh: str
    auth: str
    browser: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post to be queued; the same `key` is posted once. `telling_id` and `subscription_id` belong to a push."""

    key: str
    way: PostWay
    alert_id: int
    body: str
    telling_id: int | None = None
    subscription_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutgoingPost:
    """A post in a desk's hands. `attempts` counts this one; `subscription` is None where it was removed meanwhile."""

    id: int
    key: str
    way: PostWay
    body: str
    attempts: int
    queued_at: datetime
    subscription: Subscription | None


@dataclass(frozen=True, slots=True)
class PostSettled:
    """How an attempt ended, to be written down."""

    outcome: PostOutcome
    at: datetime
    detail: str = ""
    gone: bool = False
