"""Agents sign in, are present, are audited, and have replies at hand; tickets have a history."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


TABLES = ("ticket_events", "canned_replies", "audit", "presence", "sign_in_attempts", "agent_sessions")


def upgrade() -> None:
    _accounts()
    _sessions()
    _presence()
    _audit()
    _canned_replies()
    _ticket_events()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("tickets") as batch:
        batch.drop_constraint(op.f("fk_tickets_agent_id"), type_="foreignkey")
        batch.drop_column("agent_id")
    op.drop_index("uq_agents_oidc_subject", "agents")
    for column in ("oidc_subject", "password_hash", "active", "language"):
        op.drop_column("agents", column)


def _accounts() -> None:
    op.add_column("agents", sa.Column("language", sa.Text(), server_default=sa.text("'en'"), nullable=False))
    op.add_column("agents", sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("agents", sa.Column("password_hash", sa.Text()))
    op.add_column("agents", sa.Column("oidc_subject", sa.Text()))
    op.create_index("uq_agents_oidc_subject", "agents", ["oidc_subject"], unique=True)


def _sessions() -> None:
    op.create_table(
        "agent_sessions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.CheckConstraint("began_at < expires_at", name=op.f("ck_agent_sessions_lives_for_a_while")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_agent_sessions_agent_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_agent_sessions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agent_sessions_agent_id", "agent_sessions", ["agent_id"])
    op.create_index("ix_agent_sessions_expires_at", "agent_sessions", ["expires_at"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("held_until", INSTANT),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_sign_in_attempts_failures_not_negative")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
        sqlite_with_rowid=False,
    )


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("typing_at", INSTANT),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_presence_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_presence_conversation_id")),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_presence")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_presence_conversation_id", "presence", ["conversation_id"])
    op.create_index("ix_presence_seen_at", "presence", ["seen_at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("agent_id", sa.Integer()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("customer_id", sa.Integer()),
        sa.Column("subject", sa.Text()),
        sa.Column("details", sa.JSON()),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_audit_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_audit_conversation_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_audit_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_agent_id_at", "audit", ["agent_id", "at"])
    op.create_index("ix_audit_customer_id_at", "audit", ["customer_id", "at"])


def _canned_replies() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text()),
        sa.Column("intents", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.ForeignKeyConstraint(["changed_by"], ["agents.id"], name=op.f("fk_canned_replies_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("name", name=op.f("uq_canned_replies_name")),
    )


def _ticket_events() -> None:
    with op.batch_alter_table("tickets") as batch:
        batch.add_column(sa.Column("agent_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_tickets_agent_id"), "agents", ["agent_id"], ["id"])
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "event IN ('note', 'answer', 'state', 'assigned', 'moved')", name=op.f("ck_ticket_events_event_known")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_ticket_events_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id"])
