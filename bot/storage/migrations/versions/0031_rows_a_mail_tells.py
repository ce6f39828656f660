"""A mail about words that were missed says from which row on it tells, so that agents see at each what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mails", sa.Column("first_seq", sa.Integer()))


def downgrade() -> None:
    op.drop_column("mails", "first_seq")
