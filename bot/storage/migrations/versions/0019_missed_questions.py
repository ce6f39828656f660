"""Questions whose customer said that the answer was not what they asked."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "misses",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("aspect", sa.Text()),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["turns.conversation_id", "turns.seq"],
            name=op.f("fk_misses_conversation_id_seq"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_misses")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_misses_at"), "misses", ["at"])


def downgrade() -> None:
    op.drop_table("misses")
