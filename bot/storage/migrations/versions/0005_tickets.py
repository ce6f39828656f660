"""Tickets, and the counter their numbers come from."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tickets()
    _counters()


def downgrade() -> None:
    op.drop_table("counters")
    op.drop_table("tickets")


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Text(), nullable=True),
        sa.Column("assigned_to", sa.Text(), nullable=False),
        sa.Column("contact_address", sa.Text(), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('commercial', 'technical')", name=op.f("ck_tickets_channel_known")),
        sa.CheckConstraint("state IN ('open', 'waiting', 'closed')", name=op.f("ck_tickets_state_known")),
        sa.CheckConstraint(
            "contact_id IS NULL OR customer_id IS NOT NULL", name=op.f("ck_tickets_contact_has_customer")
        ),
        sa.CheckConstraint("opened_at <= changed_at", name=op.f("ck_tickets_changed_after_opening")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_tickets_contact_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_tickets_conversation_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_tickets_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
        sa.UniqueConstraint("origin", name=op.f("uq_tickets_origin")),
    )
    op.create_index("ix_tickets_conversation_id", "tickets", ["conversation_id"])
    op.create_index("ix_tickets_customer_id", "tickets", ["customer_id"])


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_counters_value_not_negative")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('ticket', 1002)")  # T-1001, T-1002 belong to the demo
