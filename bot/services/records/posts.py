"""What repositories take and hand over about pushes to browsers and other posts."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.posting import PostOutcome, PostState, PostWay
from bot.domain.support.alerts import AlertKind


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
    """A post to be queued; the same `key` is posted once. `telling_id` and `subscription_id` belong to a push,
    `hook` (its key) to a server.
    """

    key: str
    way: PostWay
    alert_id: int
    body: str
    telling_id: int | None = None
    subscription_id: int | None = None
    hook: str | None = None


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
    hook: str | None = None
    alert_id: int = 0

    @property
    def message_id(self) -> str:
        """The same for every attempt, and for every server told of the same alert."""
        return message_id(self.alert_id)


def message_id(alert_id: int) -> str:
    """How servers know an alert."""
    return f"alert_{alert_id}"


@dataclass(frozen=True, slots=True)
class HookRow:
    """A post to a server as people see it. `detail` is how the last attempt ended."""

    id: int
    hook: str
    kind: AlertKind
    alert_id: int
    state: PostState
    attempts: int
    detail: str
    queued_at: datetime
    next_at: datetime | None

    @property
    def message_id(self) -> str:
        """The id in the post's headers."""
        return message_id(self.alert_id)


@dataclass(frozen=True, slots=True)
class PostSettled:
    """How an attempt ended, to be written down."""

    outcome: PostOutcome
    at: datetime
    detail: str = ""
    gone: bool = False
