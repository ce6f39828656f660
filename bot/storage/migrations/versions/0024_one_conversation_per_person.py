"""Which conversation a contact took up last, how far its customer has seen it, was there, and proved an address."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STRANGERS = sa.text("confirmed_address IS NOT NULL")

IN_ORDER = """
UPDATE conversations SET taken_up = (
    SELECT count(*) FROM conversations AS earlier WHERE earlier.contact_id = conversations.contact_id
    AND (earlier.started_at, earlier.id) <= (conversations.started_at, conversations.id)
)
"""


def upgrade() -> None:
    op.add_column("conversations", sa.Column("taken_up", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("seen_seq", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("here_at", INSTANT))
    op.add_column("conversations", sa.Column("confirmed_address", sa.Text()))
    op.execute("UPDATE conversations SET seen_seq = last_seq")
    op.execute(IN_ORDER)
    op.create_index("ix_conversations_own", "conversations", ["contact_id", "taken_up"])
    op.create_index(
        "ix_conversations_strangers",
        "conversations",
        ["confirmed_address"],
        sqlite_where=STRANGERS,
        postgresql_where=STRANGERS,
    )


def downgrade() -> None:
    op.drop_index("ix_conversations_strangers", "conversations")
    op.drop_index("ix_conversations_own", "conversations")
    for column in ("confirmed_address", "here_at", "seen_seq", "taken_up"):
        op.drop_column("conversations", column)
