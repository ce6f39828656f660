"""Mails to customers, queued with what they tell of, and who wants none about what."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNDER_WAY = sa.text("state IN ('pending', 'sending', 'handing_over')")
KNOWN = {
    "kind": "kind IN ('opened', 'answered', 'closed', 'reply')",
    "matter": "matter IN ('commercial', 'technical')",
    "state": "state IN ('pending', 'sending', 'handing_over', 'sent', 'failed', 'uncertain', 'bounced')",
    "trouble": "trouble IN ('unreachable', 'busy', 'refused', 'sign_in', 'insecure', 'unconfirmed', 'given_up')",
}
RULES = {
    "attempts_not_negative": "attempts >= 0",
    "lease_has_end": "(lease_worker IS NULL) = (lease_until IS NULL)",
    "held_while_being_sent": "(lease_worker IS NOT NULL) = (state IN ('sending', 'handing_over'))",
    "row_of_a_conversation": "seq IS NULL OR conversation_id IS NOT NULL",
}
MAYBE = ("conversation_id", "reply_to", "stop_url", "lease_worker", "trouble")
WORDS = ("mail_id", "thread", "kind", "about", "matter", "recipient", "language", "subject", "text", "html", "state")


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*WORDS, "detail")),
        *(
            sa.Column(name, sa.Text())
            for name in ("conversation_id", "reply_to", "stop_url", "lease_worker", "trouble")
        ),
        sa.Column("seq", sa.Integer()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("confirmed", "written")),
        *(sa.Column(name, INSTANT, nullable=False) for name in ("queued_at", "changed_at")),
        *(sa.Column(name, INSTANT) for name in ("next_at", "lease_until")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_mails_{name}_known")) for name, rule in KNOWN.items()),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_mails_{name}")) for name, rule in RULES.items()),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_mails_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_mails_key")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_mails_mail_id")),
    )
    op.create_index("ix_mails_under_way", "mails", ["id"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY)
    op.create_index("ix_mails_queued_at", "mails", ["queued_at"])
    op.create_index("ix_mails_about", "mails", ["about"])
    op.create_index("ix_mails_conversation_id", "mails", ["conversation_id", "kind", "seq"])
    op.create_index("ix_mails_recipient", "mails", ["recipient", "queued_at"])
    op.create_table(
        "mail_stops",
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("about", "recipient", name=op.f("pk_mail_stops")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("mail_stops")
    op.drop_table("mails")
