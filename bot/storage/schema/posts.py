"""Browsers that take pushes, and what is posted to other servers."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from bot.domain.notices.posting import PostState, PostWay
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

POSTS_UNDER_WAY = text("state IN ('pending', 'sending')")

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agent_id", ForeignKey("agents.id"), nullable=False, index=True),
    Column("endpoint", Words, nullable=False, unique=True),
    Column("p256dh", Words, nullable=False),
    Column("auth", Words, nullable=False),
    Column("browser", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
)

alert_posts = Table(
    "alert_posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("way", Words, nullable=False),
    Column("alert_id", ForeignKey("alerts.id"), nullable=False, index=True),
    Column("telling_id", ForeignKey("alert_tellings.id"), index=True),
    Column("subscription_id", ForeignKey("push_subscriptions.id", ondelete="SET NULL"), index=True),
    Column("hook", Words),
    Column("body", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("lease_worker", Words),
    Column("lease_until", Instant),
    Column("detail", Words, nullable=False),
    one_of("way", PostWay),
    one_of("state", PostState),
    CheckConstraint("(way = 'hook') = (hook IS NOT NULL)", name="a_browser_or_a_server"),
    CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name="lease_has_end"),
    Index("ix_alert_posts_hook", "hook", "id"),
    Index("ix_alert_posts_under_way", "id", sqlite_where=POSTS_UNDER_WAY, postgresql_where=POSTS_UNDER_WAY),
)
