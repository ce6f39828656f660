"""The numbers page counts turns in an index alone; it replaces a narrower one, so a message costs no further write."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_turns_finished_at", "turns")
    op.create_index("ix_turns_finished", "turns", ["finished_at", "conversation_id", "state", "intent", "owner"])


def downgrade() -> None:
    op.drop_index("ix_turns_finished", "turns")
    op.create_index("ix_turns_finished_at", "turns", ["finished_at"])
