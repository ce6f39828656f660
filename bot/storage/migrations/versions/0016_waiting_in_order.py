"""Lists of open conversations are read from indexes: who waits in the list's order, a team's without all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CUSTOMERS = sa.text("owner_kind = 'queue' AND contact_id IS NOT NULL")
VISITORS = sa.text("owner_kind = 'queue' AND contact_id IS NULL")
OPEN = sa.text("owner_kind <> 'bot'")


def upgrade() -> None:
    op.create_index(
        "ix_conversations_waiting_customers",
        "conversations",
        ["waiting_since", "id"],
        sqlite_where=CUSTOMERS,
        postgresql_where=CUSTOMERS,
    )
    op.create_index(
        "ix_conversations_waiting_visitors",
        "conversations",
        ["contact_id", "waiting_since", "id"],
        sqlite_where=VISITORS,
        postgresql_where=VISITORS,
    )
    op.create_index("ix_conversations_open", "conversations", ["queue"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_conversations_open", "conversations")
    op.drop_index("ix_conversations_waiting_visitors", "conversations")
    op.drop_index("ix_conversations_waiting_customers", "conversations")
