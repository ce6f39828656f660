"""Renewed tokens end with their chain, and a stream is opened by a grant of its own, once.

Tokens of before cannot be renewed beyond their own end: among them are those of stream addresses.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NO_ROWID = {"sqlite_with_rowid": False}
WITHIN_CHAIN = "expires_at <= renewable_until"


def upgrade() -> None:
    op.add_column("access_tokens", sa.Column("renewable_until", INSTANT))
    op.execute("UPDATE access_tokens SET renewable_until = expires_at")
    with op.batch_alter_table("access_tokens", table_kwargs=NO_ROWID) as batch:
        batch.alter_column("renewable_until", existing_type=INSTANT, nullable=False)
        batch.create_check_constraint(op.f("ck_access_tokens_ends_with_its_chain"), WITHIN_CHAIN)
    op.create_table(
        "stream_grants",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("renewable_until", INSTANT, nullable=False),
        sa.CheckConstraint(WITHIN_CHAIN, name=op.f("ck_stream_grants_ends_with_its_chain")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_stream_grants_conversation_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stream_grants")),
        **NO_ROWID,
    )
    op.create_index("ix_stream_grants_conversation_id", "stream_grants", ["conversation_id"])
    op.create_index("ix_stream_grants_expires_at", "stream_grants", ["expires_at"])


def downgrade() -> None:
    op.drop_table("stream_grants")
    with op.batch_alter_table("access_tokens", table_kwargs=NO_ROWID) as batch:
        batch.drop_constraint(op.f("ck_access_tokens_ends_with_its_chain"), type_="check")
        batch.drop_column("renewable_until")
