"""Passwords good for one sign-in, and an audit log that the database itself keeps from being changed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TRIGGERS = ("audit_keeps_what_was_said", "audit_keeps_every_row")


def upgrade() -> None:
    op.add_column("agents", sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"])
    if op.get_bind().dialect.name == "postgresql":
        _keep_on_postgresql()
    else:
        _keep_on_sqlite()


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger}{' ON audit' if on_postgresql else ''}")
    if on_postgresql:
        op.execute("DROP FUNCTION refuse_change_of_audit()")
    op.drop_index("ix_audit_conversation_id", "audit")
    op.drop_column("agents", "must_change_password")


def _keep_on_sqlite() -> None:
    for trigger, verb in zip(TRIGGERS, ("UPDATE", "DELETE"), strict=True):
        op.execute(
            f"CREATE TRIGGER {trigger} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def _keep_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    for trigger, verb in zip(TRIGGERS, ("UPDATE", "DELETE"), strict=True):
        op.execute(
            f"CREATE TRIGGER {trigger} BEFORE {verb} ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit()"
        )
