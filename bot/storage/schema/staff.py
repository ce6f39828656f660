"""The partner's own people, and what the console keeps: sessions, attempts, presence, the audit log, canned replies."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    false,
    text,
    true,
)

from bot.domain.staff.agents import AgentRole
from bot.storage.kernel.columns import Instant, Words, json_document, metadata, one_of

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("digest", Words, primary_key=True),
    Column("agent_id", ForeignKey("agents.id"), nullable=False, index=True),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("browser", Words, nullable=False),
    Column("revoked_at", Instant),
    CheckConstraint("began_at < expires_at", name="lives_for_a_while"),
    sqlite_with_rowid=False,
)


sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("key", Words, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("held_until", Instant),
    CheckConstraint("failures >= 0", name="failures_not_negative"),
    sqlite_with_rowid=False,
)


presence = Table(
    "presence",
    metadata,
    Column("page", Words, primary_key=True),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("seen_at", Instant, nullable=False, index=True),
    Column("typing_at", Instant),
    sqlite_with_rowid=False,
)


audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("agent_id", ForeignKey("agents.id")),
    Column("action", Words, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("customer_id", ForeignKey("customers.id")),
    Column("subject", Words),
    Column("details", json_document()),
    Index("ix_audit_agent_id_at", "agent_id", "at"),
    Index("ix_audit_customer_id_at", "customer_id", "at"),
)


canned_replies = Table(
    "canned_replies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("names", json_document(), nullable=False, server_default=text("'{}'")),
    Column("team", Words),
    Column("intents", json_document(), nullable=False),
    Column("texts", json_document(), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", ForeignKey("agents.id")),
    Column("deleted_at", Instant),
    Column("origin", Words),
    Index("uq_canned_replies_origin", "origin", unique=True),
)


agents = Table(
    "agents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("languages", json_document(), nullable=False),
    Column("language", Words, nullable=False, server_default=text("'en'")),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("password_hash", Words),
    Column("must_change_password", Boolean, nullable=False, server_default=false()),
    Column("oidc_subject", Words),
    Column("away_since", Instant),
    CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    Index("uq_agents_oidc_subject", "oidc_subject", unique=True),
)


agent_roles = Table(
    "agent_roles",
    metadata,
    Column("agent_id", ForeignKey("agents.id"), primary_key=True),
    Column("role", Words, primary_key=True),
    one_of("role", AgentRole),
    sqlite_with_rowid=False,
)
