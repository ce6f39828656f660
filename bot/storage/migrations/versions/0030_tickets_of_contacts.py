"""A contact's own tickets are found by an index: the badge and the greeting ask for their unread answers."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_tickets_contact_id"), "tickets", ["contact_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_tickets_contact_id"), "tickets")
