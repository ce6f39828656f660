"""Customers add to their tickets, close and reopen them: such an event has no agent, but a message that caused it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KNOWN = "ck_ticket_events_event_known"
BEFORE = "event IN ('note', 'answer', 'state', 'assigned', 'moved')"
AFTER = "event IN ('note', 'answer', 'message', 'state', 'assigned', 'moved')"


def upgrade() -> None:
    with op.batch_alter_table("ticket_events") as batch:
        batch.alter_column("agent_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("contact_id", sa.Integer()))
        batch.add_column(sa.Column("origin", sa.Text()))
        batch.create_foreign_key(op.f("fk_ticket_events_contact_id"), "contacts", ["contact_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_ticket_events_origin"), ["origin"])
        batch.drop_constraint(op.f(KNOWN), type_="check")
        batch.create_check_constraint(op.f(KNOWN), AFTER)
        batch.create_check_constraint(
            op.f("ck_ticket_events_customers_give_origin"), "(agent_id IS NULL) = (origin IS NOT NULL)"
        )


def downgrade() -> None:
    """What customers did is forgotten; the state their tickets are in stays."""
    op.execute("DELETE FROM ticket_events WHERE agent_id IS NULL")
    with op.batch_alter_table("ticket_events") as batch:
        batch.drop_constraint(op.f("ck_ticket_events_customers_give_origin"), type_="check")
        batch.drop_constraint(op.f(KNOWN), type_="check")
        batch.create_check_constraint(op.f(KNOWN), BEFORE)
        batch.drop_constraint(op.f("uq_ticket_events_origin"), type_="unique")
        batch.drop_constraint(op.f("fk_ticket_events_contact_id"), type_="foreignkey")
        batch.drop_column("origin")
        batch.drop_column("contact_id")
        batch.alter_column("agent_id", existing_type=sa.Integer(), nullable=False)
