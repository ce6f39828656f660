"""What people did with conversations: stretches, tags, ratings, and verdicts on what was understood."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    text,
)

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.satisfaction import Asked, Score
from bot.domain.conversations.stretches import Ending
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

stretches = Table(
    "stretches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("segment", Integer, nullable=False),
    Column("team", Words, nullable=False),
    Column("reason", Words),
    Column("agent_id", ForeignKey("agents.id"), index=True),
    Column("began_at", Instant, nullable=False, index=True),
    Column("accepted_at", Instant),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    Column("ending", Words),
    Column("summary", Words),
    Column("first_seq", Integer, nullable=False),
    one_of("reason", HandoffReason),
    one_of("ending", Ending),
    CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name="ending_once_ended"),
    CheckConstraint("accepted_at IS NULL OR agent_id IS NOT NULL", name="accepted_by_somebody"),
    CheckConstraint("answered_at IS NULL OR accepted_at IS NOT NULL", name="answered_after_accepting"),
    Index(
        "uq_stretches_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_stretches_conversation_id_began_at", "conversation_id", "began_at"),
    Index("ix_stretches_accepted_at", "accepted_at"),
)

conversation_tags = Table(
    "conversation_tags",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("tag", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    Index("ix_conversation_tags_tag", "tag"),
    CheckConstraint("tag = lower(tag) AND length(tag) BETWEEN 1 AND 40", name="tag_is_short_and_lower_case"),
    sqlite_with_rowid=False,
)

satisfaction = Table(
    "satisfaction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("segment", Integer, nullable=False),
    Column("about", Words, nullable=False),
    Column("stretch_id", ForeignKey("stretches.id"), unique=True),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("score", Words),
    Column("scored_at", Instant),
    Column("comment", Words),
    one_of("about", Asked),
    one_of("score", Score),
    CheckConstraint("(about = 'person') = (stretch_id IS NOT NULL)", name="person_has_a_stretch"),
    CheckConstraint("(score IS NULL) = (scored_at IS NULL)", name="scored_at_an_instant"),
    CheckConstraint("comment IS NULL OR score IS NOT NULL", name="comment_after_score"),
    Index(
        "uq_satisfaction_bot",
        "conversation_id",
        "segment",
        unique=True,
        sqlite_where=text("about = 'bot'"),
        postgresql_where=text("about = 'bot'"),
    ),
    Index("ix_satisfaction_conversation_id", "conversation_id"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("intent", Words),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("exported_at", Instant),
    ForeignKeyConstraint(["conversation_id", "seq"], ["turns.conversation_id", "turns.seq"]),
    sqlite_with_rowid=False,
)
