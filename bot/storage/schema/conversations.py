"""Conversations: who owns them, what changed that, human stretches, tags and ratings."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.conversations.conversation import Event, HandoffReason, Lifecycle, OwnerKind
from bot.domain.conversations.messages import Author
from bot.domain.conversations.satisfaction import RatingSubject, Score
from bot.domain.conversations.stretches import Ending
from bot.domain.kernel import lengths
from bot.storage.kernel.columns import Instant, Words, json_document, metadata, one_of

conversations = Table(
    "conversations",
    metadata,
    Column("id", Words, primary_key=True),
    Column("channel", Words, nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), index=True),
    Column("language", Words, nullable=False),
    Column("owner_kind", Words, nullable=False),
    Column("owner_agent", ForeignKey("agents.id")),
    Column("lifecycle", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("segment", Integer, nullable=False),
    Column("queue", Words),
    Column("handoff_reason", Words),
    Column("waiting_since", Instant),
    Column("state", json_document()),
    Column("last_seq", Integer, nullable=False),
    Column("lease_worker", Words),
    Column("lease_until", Instant),
    Column("started_at", Instant, nullable=False),
    Column("snoozed_until", Instant),
    Column("begin_again", Boolean, nullable=False, server_default=false()),
    Column("unanswered_since", Instant),
    Column("last_at", Instant),
    Column("last_author", Words),
    Column("last_text", Words),
    Column("delivered_seq", Integer, nullable=False, server_default="0"),
    Column("taken_up", Integer, nullable=False, server_default="0"),
    Column("seen_seq", Integer, nullable=False, server_default="0"),
    Column("here_at", Instant),
    Column("confirmed_address", Words),
    one_of("owner_kind", OwnerKind),
    one_of("last_author", Author),
    one_of("lifecycle", Lifecycle),
    one_of("handoff_reason", HandoffReason),
    CheckConstraint("(owner_kind = 'agent') = (owner_agent IS NOT NULL)", name="agent_named_when_owner"),
    CheckConstraint("(owner_kind = 'queue') = (waiting_since IS NOT NULL)", name="waiting_while_queued"),
    CheckConstraint("(owner_kind = 'bot') = (queue IS NULL)", name="queue_unless_bot"),
    CheckConstraint("owner_kind <> 'bot' OR handoff_reason IS NULL", name="reason_only_with_people"),
    CheckConstraint("lifecycle = 'active' OR owner_kind = 'bot'", name="closed_belongs_to_bot"),
    CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name="lease_has_end"),
    CheckConstraint("version >= 1", name="version_from_one"),
    CheckConstraint("segment >= 1", name="segment_from_one"),
    CheckConstraint("last_seq >= 0", name="last_seq_not_negative"),
    CheckConstraint("delivered_seq <= last_seq", name="delivered_what_was_said"),
    CheckConstraint("snoozed_until IS NULL OR owner_kind = 'agent'", name="snoozed_by_an_agent"),
    CheckConstraint(
        "(last_at IS NULL) = (last_author IS NULL) AND (last_at IS NULL) = (last_text IS NULL)", name="last_words_whole"
    ),
    Index(
        "ix_conversations_queued",
        "queue",
        "waiting_since",
        sqlite_where=text("owner_kind = 'queue'"),
        postgresql_where=text("owner_kind = 'queue'"),
    ),
    Index(
        "ix_conversations_waiting_customers",
        "waiting_since",
        "id",
        sqlite_where=text("owner_kind = 'queue' AND contact_id IS NOT NULL"),
        postgresql_where=text("owner_kind = 'queue' AND contact_id IS NOT NULL"),
    ),
    Index(
        "ix_conversations_waiting_visitors",
        "contact_id",  # always null: without it SQLite would prefer the index of all conversations of visitors
        "waiting_since",
        "id",
        sqlite_where=text("owner_kind = 'queue' AND contact_id IS NULL"),
        postgresql_where=text("owner_kind = 'queue' AND contact_id IS NULL"),
    ),
    Index(
        "ix_conversations_open",
        "queue",
        sqlite_where=text("owner_kind <> 'bot'"),
        postgresql_where=text("owner_kind <> 'bot'"),
    ),
    Index(
        "ix_conversations_held",
        "owner_agent",
        "last_at",
        sqlite_where=text("owner_kind = 'agent'"),
        postgresql_where=text("owner_kind = 'agent'"),
    ),
    Index("ix_conversations_last_at", "last_at", "id"),
    Index("ix_conversations_own", "contact_id", "taken_up"),
    Index(
        "ix_conversations_strangers",
        "confirmed_address",
        sqlite_where=text("confirmed_address IS NOT NULL"),
        postgresql_where=text("confirmed_address IS NOT NULL"),
    ),
    Index("ix_conversations_started_at", "started_at"),
)


conversation_events = Table(
    "conversation_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("event", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("at", Instant, nullable=False),
    one_of("event", Event),
    UniqueConstraint("conversation_id", "version"),
)


stretches = Table(
    "stretches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("segment", Integer, nullable=False),
    Column("queue", Words, nullable=False),
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
    CheckConstraint(
        f"tag = lower(tag) AND length(tag) BETWEEN 1 AND {lengths.TAG}", name="tag_is_short_and_lower_case"
    ),
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
    one_of("about", RatingSubject),
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
