"""An agent may say to be away: since when, until the agent comes back or signs in again."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agents", sa.Column("away_since", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("agents", "away_since")
