"""Mails that arrive, the files that come with them, and how far mailboxes were read."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KIND = "ck_mails_kind_known"
BEFORE = "kind IN ('opened', 'answered', 'closed', 'reply', 'code', 'alert')"
AFTER = "kind IN ('opened', 'answered', 'closed', 'reply', 'code', 'alert', 'receipt')"
FATES = "fate IN ('opened', 'added', 'said', 'automatic', 'returned', 'unclear', 'attached', 'discarded')"
DOUBTS = "doubt IN ('unverified', 'unknown', 'not_theirs', 'too_many', 'too_large', 'unreadable', 'empty')"


def upgrade() -> None:
    op.create_table(
        "received_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "sender", "subject", "text", "fate")),
        sa.Column("believed", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("doubt", "ticket", "conversation_id", "named")),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(FATES, name=op.f("ck_received_mails_fate_known")),
        sa.CheckConstraint(DOUBTS, name=op.f("ck_received_mails_doubt_known")),
        sa.CheckConstraint(
            "doubt IS NOT NULL OR fate <> 'unclear'", name=op.f("ck_received_mails_unclear_has_a_reason")
        ),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.number"], name=op.f("fk_received_mails_ticket")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_received_mails_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_received_mails_key")),
    )
    for name in ("ticket", "conversation_id"):
        op.create_index(op.f(f"ix_received_mails_{name}"), "received_mails", [name])
    op.create_index("ix_received_mails_sender", "received_mails", ["sender", "believed", "at"])
    op.create_index("ix_received_mails_fate", "received_mails", ["fate", "id"])
    _files()
    _mailboxes()
    _know(AFTER)


def _files() -> None:
    op.create_table(
        "received_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "kind", "sha256")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["received_mails.id"], name=op.f("fk_received_files_mail_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_files")),
    )
    op.create_index(op.f("ix_received_files_mail_id"), "received_files", ["mail_id"])


def _mailboxes() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("validity", sa.BigInteger()),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("lease_worker", sa.Text()),
        sa.Column("lease_until", INSTANT),
        sa.CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name=op.f("ck_mailboxes_lease_has_end")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailboxes")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("mailboxes")
    op.drop_table("received_files")
    op.drop_table("received_mails")
    op.execute("DELETE FROM mails WHERE kind = 'receipt'")
    _know(BEFORE)


def _know(kinds: str) -> None:
    with op.batch_alter_table("mails") as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), kinds)
