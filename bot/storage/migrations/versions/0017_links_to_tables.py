"""A link may open a table of invoices: what was asked for is kept with it, and computed when it is opened."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document_grants", sa.Column("wanted", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    op.execute("DELETE FROM document_grants WHERE wanted IS NOT NULL")
    op.drop_column("document_grants", "wanted")
