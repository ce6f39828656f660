"""Conversations, stretches and tickets name the queue they wait in; which team works on it is not stored."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

QUEUED = sa.text("owner_kind = 'queue'")


def upgrade() -> None:
    op.add_column("tickets", sa.Column("queue", sa.Text()))
    op.execute("UPDATE tickets SET queue = matter")
    with op.batch_alter_table("tickets") as batch:
        batch.alter_column("queue", existing_type=sa.Text(), nullable=False)
    op.alter_column("stretches", "team", new_column_name="queue")
    _conversations("team", "queue")


def downgrade() -> None:
    """A queue becomes the team of its key."""
    _conversations("queue", "team")
    op.alter_column("stretches", "queue", new_column_name="team")
    with op.batch_alter_table("tickets") as batch:
        batch.drop_column("queue")


def _conversations(before: str, after: str) -> None:
    """The index goes first and comes back last: a table that is copied would lose its condition."""
    op.drop_index("ix_conversations_queued", "conversations")
    with op.batch_alter_table("conversations") as batch:
        batch.drop_constraint(op.f(f"ck_conversations_{before}_unless_bot"), type_="check")
    op.alter_column("conversations", before, new_column_name=after)
    with op.batch_alter_table("conversations") as batch:
        condition = f"(owner_kind = 'bot') = ({after} IS NULL)"
        batch.create_check_constraint(op.f(f"ck_conversations_{after}_unless_bot"), condition)
    op.create_index(
        "ix_conversations_queued",
        "conversations",
        [after, "waiting_since"],
        sqlite_where=QUEUED,
        postgresql_where=QUEUED,
    )
