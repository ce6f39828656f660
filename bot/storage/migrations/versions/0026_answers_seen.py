"""How far each contact has seen a ticket, and where in its conversation an answer was said; all until now is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ALL_SEEN = """
INSERT INTO ticket_reads (ticket_id, contact_id, seen_event)
SELECT tickets.id, tickets.contact_id, max(ticket_events.id)
FROM tickets JOIN ticket_events ON ticket_events.ticket_id = tickets.id
WHERE tickets.contact_id IS NOT NULL GROUP BY tickets.id, tickets.contact_id
"""


def upgrade() -> None:
    op.add_column("ticket_events", sa.Column("seq", sa.Integer()))
    op.create_table(
        "ticket_reads",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("seen_event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_reads_ticket_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_ticket_reads_contact_id")),
        sa.PrimaryKeyConstraint("ticket_id", "contact_id", name=op.f("pk_ticket_reads")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ticket_reads_contact_id"), "ticket_reads", ["contact_id"])
    op.execute(ALL_SEEN)


def downgrade() -> None:
    op.drop_table("ticket_reads")
    op.drop_column("ticket_events", "seq")
