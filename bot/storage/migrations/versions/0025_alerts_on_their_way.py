"""Alerts reach people: who waits and what came are alerts too, agents say what they want, tellings are kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TO_PASS_ON = sa.text("passed_on_at IS NULL")
WAITING = sa.text("state = 'waiting'")
KINDS = "ck_alerts_kind_known"
MAILS = "ck_mails_kind_known"
OF_DEADLINES = "kind IN ('critical_ticket', 'target_near', 'target_missed')"
ALL_KINDS = "kind IN ('customer_waits', 'ticket_opened', 'critical_ticket', 'target_near', 'target_missed')"
BEFORE = "kind IN ('opened', 'answered', 'closed', 'reply', 'code')"
AFTER = "kind IN ('opened', 'answered', 'closed', 'reply', 'code', 'alert')"
RULES = {
    "deadline_has_instant": "(target IS NULL) = (due_at IS NULL)",
    "about_something": "ticket_id IS NOT NULL OR conversation_id IS NOT NULL",
}
OPTIONAL: dict[str, sa.types.TypeEngine[Any]] = {"target": sa.Text(), "ticket_id": sa.Integer(), "due_at": INSTANT}


def upgrade() -> None:
    """Alerts of before count as passed on: nobody is told of the past."""
    with op.batch_alter_table("alerts") as batch:
        batch.add_column(sa.Column("passed_on_at", INSTANT))
        for name, kind in OPTIONAL.items():
            batch.alter_column(name, existing_type=kind, nullable=True)
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.create_check_constraint(op.f(KINDS), ALL_KINDS)
        for name, rule in RULES.items():
            batch.create_check_constraint(op.f(f"ck_alerts_{name}"), rule)
    op.execute("UPDATE alerts SET passed_on_at = made_at")
    op.create_index(op.f("ix_alerts_conversation_id"), "alerts", ["conversation_id"])
    op.create_index("ix_alerts_to_pass_on", "alerts", ["id"], sqlite_where=TO_PASS_ON, postgresql_where=TO_PASS_ON)
    _mail_kinds(AFTER)
    _wishes()
    _tellings()


def _wishes() -> None:
    op.create_table(
        "alert_wishes",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("digest_minutes", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Text()),
        sa.Column("quiet_until", sa.Text()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.CheckConstraint("digest_minutes >= 0", name=op.f("ck_alert_wishes_digest_not_negative")),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("ck_alert_wishes_quiet_hours_whole")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_alert_wishes_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_alert_wishes")),
    )


def _tellings() -> None:
    op.create_table(
        "alert_tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "way", "state")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("alert_id", "agent_id")),
        *(sa.Column(name, INSTANT, nullable=False) for name in ("due_at", "changed_at")),
        sa.Column("mail_key", sa.Text()),
        sa.CheckConstraint("way IN ('console', 'mail')", name=op.f("ck_alert_tellings_way_known")),
        sa.CheckConstraint("state IN ('waiting', 'told', 'over')", name=op.f("ck_alert_tellings_state_known")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_tellings_alert_id")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_alert_tellings_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_tellings")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_tellings_key")),
    )
    op.create_index(op.f("ix_alert_tellings_alert_id"), "alert_tellings", ["alert_id"])
    op.create_index("ix_alert_tellings_agent_id", "alert_tellings", ["agent_id", "id"])
    op.create_index(
        "ix_alert_tellings_waiting", "alert_tellings", ["due_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def downgrade() -> None:
    """Who waits and what came are no alerts any more; wishes and tellings are forgotten."""
    op.drop_table("alert_tellings")
    op.drop_table("alert_wishes")
    op.execute("DELETE FROM mails WHERE kind = 'alert'")
    _mail_kinds(BEFORE)
    op.execute("DELETE FROM alerts WHERE target IS NULL")
    op.drop_index("ix_alerts_to_pass_on", "alerts")
    op.drop_index(op.f("ix_alerts_conversation_id"), "alerts")
    with op.batch_alter_table("alerts") as batch:
        for name in RULES:
            batch.drop_constraint(op.f(f"ck_alerts_{name}"), type_="check")
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.create_check_constraint(op.f(KINDS), OF_DEADLINES)
        for name, kind in OPTIONAL.items():
            batch.alter_column(name, existing_type=kind, nullable=False)
        batch.drop_column("passed_on_at")


def _mail_kinds(kinds: str) -> None:
    with op.batch_alter_table("mails") as batch:
        batch.drop_constraint(op.f(MAILS), type_="check")
        batch.create_check_constraint(op.f(MAILS), kinds)
