"""The inbox of doubtful messages finds them without reading every turn."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LITTLE_UNDERSTOOD = "(intent IN ('nlu_fallback', 'out_of_scope') OR confidence < 0.6)"


def upgrade() -> None:
    op.create_index(
        "ix_turns_little_understood",
        "turns",
        ["finished_at", "conversation_id", "seq", "language", "intent", "confidence"],
        sqlite_where=sa.text(LITTLE_UNDERSTOOD),
        postgresql_where=sa.text(LITTLE_UNDERSTOOD),
    )


def downgrade() -> None:
    op.drop_index("ix_turns_little_understood", "turns")
