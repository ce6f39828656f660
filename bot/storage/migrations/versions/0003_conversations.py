"""Conversations, their events, and what opens them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _conversations()
    _conversation_events()
    _access_tokens()
    _used_statements()
    _document_grants()


def downgrade() -> None:
    op.drop_table("document_grants")
    op.drop_table("used_statements")
    op.drop_table("access_tokens")
    op.drop_table("conversation_events")
    op.drop_table("conversations")


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_agent", sa.Integer(), nullable=True),
        sa.Column("lifecycle", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("handoff_reason", sa.Text(), nullable=True),
        sa.Column("waiting_since", INSTANT, nullable=True),
        sa.Column("state", sa.JSON(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("lease_worker", sa.Text(), nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        *_conversation_checks(),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_conversations_contact_id")),
        sa.ForeignKeyConstraint(["owner_agent"], ["agents.id"], name=op.f("fk_conversations_owner_agent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index("ix_conversations_contact_id", "conversations", ["contact_id"])
    op.create_index(
        "ix_conversations_queued",
        "conversations",
        ["team", "waiting_since"],
        sqlite_where=sa.text("owner_kind = 'queue'"),
        postgresql_where=sa.text("owner_kind = 'queue'"),
    )


def _conversation_checks() -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint(
            "(owner_kind = 'agent') = (owner_agent IS NOT NULL)", name=op.f("ck_conversations_agent_named_when_owner")
        ),
        sa.CheckConstraint("(owner_kind = 'bot') = (team IS NULL)", name=op.f("ck_conversations_team_unless_bot")),
        sa.CheckConstraint(
            "(owner_kind = 'queue') = (waiting_since IS NOT NULL)", name=op.f("ck_conversations_waiting_while_queued")
        ),
        sa.CheckConstraint(
            "handoff_reason IN ('asked', 'fallback', 'form_failed', 'dispute', 'policy', 'engine_down')",
            name=op.f("ck_conversations_handoff_reason_known"),
        ),
        sa.CheckConstraint(
            "lifecycle = 'active' OR owner_kind = 'bot'", name=op.f("ck_conversations_closed_belongs_to_bot")
        ),
        sa.CheckConstraint("lifecycle IN ('active', 'closed')", name=op.f("ck_conversations_lifecycle_known")),
        sa.CheckConstraint(
            "owner_kind <> 'bot' OR handoff_reason IS NULL", name=op.f("ck_conversations_reason_only_with_people")
        ),
        sa.CheckConstraint("owner_kind IN ('bot', 'queue', 'agent')", name=op.f("ck_conversations_owner_kind_known")),
        sa.CheckConstraint(
            "(lease_worker IS NULL) = (lease_until IS NULL)", name=op.f("ck_conversations_lease_has_end")
        ),
        sa.CheckConstraint("last_seq >= 0", name=op.f("ck_conversations_last_seq_not_negative")),
        sa.CheckConstraint("segment >= 1", name=op.f("ck_conversations_segment_from_one")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_conversations_version_from_one")),
    )


def _conversation_events() -> None:
    op.create_table(
        "conversation_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "event IN ('handed_off', 'accepted', 'taken_over', 'wait_ended', 'cancelled', 'transferred', "
            "'handed_back', 'went_silent', 'resolved', 'reopened')",
            name=op.f("ck_conversation_events_event_known"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversation_events_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_events")),
        sa.UniqueConstraint("conversation_id", "version", name=op.f("uq_conversation_events_conversation_id_version")),
    )


def _access_tokens() -> None:
    op.create_table(
        "access_tokens",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_access_tokens_conversation_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_access_tokens")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_access_tokens_conversation_id", "access_tokens", ["conversation_id"])
    op.create_index("ix_access_tokens_expires_at", "access_tokens", ["expires_at"])


def _used_statements() -> None:
    op.create_table(
        "used_statements",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("issuer", "jti", name=op.f("pk_used_statements")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_used_statements_expires_at", "used_statements", ["expires_at"])


def _document_grants() -> None:
    op.create_table(
        "document_grants",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("invoice_number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.CheckConstraint("issued_at < expires_at", name=op.f("ck_document_grants_lives_for_a_while")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_document_grants_conversation_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_document_grants")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_grants_conversation_id", "document_grants", ["conversation_id"])
    op.create_index("ix_document_grants_expires_at", "document_grants", ["expires_at"])
