"""Severity of tickets, by when what is due, and alerts; what is due is reckoned by the desk, which knows the plans."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KNOWN = "ck_ticket_events_event_known"
BEFORE = "event IN ('note', 'answer', 'message', 'state', 'assigned', 'moved')"
AFTER = "event IN ('note', 'answer', 'message', 'state', 'severity', 'assigned', 'moved')"
DUES = ("first_response_due", "next_update_due", "resolution_due", "due_at", "look_at")


def upgrade() -> None:
    with op.batch_alter_table("tickets") as batch:
        batch.add_column(sa.Column("severity", sa.Text(), nullable=False, server_default=sa.text("'moderate'")))
        batch.add_column(sa.Column("plan", sa.Text()))
        for name in DUES:
            batch.add_column(sa.Column(name, INSTANT))
        batch.add_column(sa.Column("reckoned_with", sa.Text()))
        batch.create_check_constraint(
            op.f("ck_tickets_severity_known"), "severity IN ('critical', 'moderate', 'minimal')"
        )
        batch.create_index(op.f("ix_tickets_due_at"), ["due_at"])
        batch.create_index(op.f("ix_tickets_look_at"), ["look_at"])
    with op.batch_alter_table("ticket_events") as batch:
        batch.drop_constraint(op.f(KNOWN), type_="check")
        batch.create_check_constraint(op.f(KNOWN), AFTER)
    _alerts()


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Integer()),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('critical_ticket', 'target_near', 'target_missed')", name=op.f("ck_alerts_kind_known")
        ),
        sa.CheckConstraint(
            "target IN ('first_response', 'next_update', 'resolution')", name=op.f("ck_alerts_target_known")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_alerts_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_alerts_ticket_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_alerts_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("key", name=op.f("uq_alerts_key")),
    )
    for name in ("agent_id", "ticket_id", "made_at"):
        op.create_index(op.f(f"ix_alerts_{name}"), "alerts", [name])


def downgrade() -> None:
    """Alerts and changes of severity are forgotten."""
    op.drop_table("alerts")
    op.execute("DELETE FROM ticket_events WHERE event = 'severity'")
    with op.batch_alter_table("ticket_events") as batch:
        batch.drop_constraint(op.f(KNOWN), type_="check")
        batch.create_check_constraint(op.f(KNOWN), BEFORE)
    with op.batch_alter_table("tickets") as batch:
        batch.drop_index(op.f("ix_tickets_look_at"))
        batch.drop_index(op.f("ix_tickets_due_at"))
        batch.drop_constraint(op.f("ck_tickets_severity_known"), type_="check")
        for name in ("reckoned_with", *reversed(DUES), "plan", "severity"):
            batch.drop_column(name)
