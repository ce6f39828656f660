"""Canned replies that can be deleted and brought back, and that seeding knows again under any name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("canned_replies", sa.Column("deleted_at", sa.DateTime(timezone=True)))
    op.add_column("canned_replies", sa.Column("origin", sa.Text()))
    op.create_index("uq_canned_replies_origin", "canned_replies", ["origin"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_canned_replies_origin", "canned_replies")
    op.drop_column("canned_replies", "origin")
    op.drop_column("canned_replies", "deleted_at")
