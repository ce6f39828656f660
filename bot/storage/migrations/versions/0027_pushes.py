"""Alerts go to agents' browsers: who subscribed, and what is posted to other servers."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNDER_WAY = sa.text("state IN ('pending', 'sending')")
WAY, STATE = "ck_alert_tellings_way_known", "ck_alert_tellings_state_known"


def upgrade() -> None:
    _tellings("way IN ('console', 'mail', 'push')", "state IN ('waiting', 'handed', 'told', 'failed', 'over')")
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("endpoint", "p256dh", "auth", "browser")),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_push_subscriptions_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscriptions_endpoint")),
    )
    op.create_index(op.f("ix_push_subscriptions_agent_id"), "push_subscriptions", ["agent_id"])
    _posts()


def _posts() -> None:
    columns = {"alert_id": False, "telling_id": True, "subscription_id": True, "attempts": False}
    op.create_table(
        "alert_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "way", "body", "state", "detail")),
        *(sa.Column(name, sa.Integer(), nullable=nullable) for name, nullable in columns.items()),
        *(sa.Column(name, INSTANT, nullable=False) for name in ("queued_at", "changed_at")),
        *(sa.Column(name, INSTANT) for name in ("next_at", "lease_until")),
        sa.Column("lease_worker", sa.Text()),
        sa.CheckConstraint("way IN ('push')", name=op.f("ck_alert_posts_way_known")),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed')", name=op.f("ck_alert_posts_state_known")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_alert_posts_attempts_not_negative")),
        sa.CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name=op.f("ck_alert_posts_lease_has_end")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_posts_alert_id")),
        sa.ForeignKeyConstraint(["telling_id"], ["alert_tellings.id"], name=op.f("fk_alert_posts_telling_id")),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscriptions.id"],
            name=op.f("fk_alert_posts_subscription_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_posts")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_posts_key")),
    )
    for name in ("alert_id", "telling_id", "subscription_id"):
        op.create_index(op.f(f"ix_alert_posts_{name}"), "alert_posts", [name])
    op.create_index(
        "ix_alert_posts_under_way", "alert_posts", ["id"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
    )


def downgrade() -> None:
    """Subscriptions, posts and what was told by push are forgotten."""
    op.drop_table("alert_posts")
    op.drop_table("push_subscriptions")
    op.execute("DELETE FROM alert_tellings WHERE way = 'push'")
    _tellings("way IN ('console', 'mail')", "state IN ('waiting', 'told', 'over')")


def _tellings(ways: str, states: str) -> None:
    with op.batch_alter_table("alert_tellings") as batch:
        for name, rule in ((WAY, ways), (STATE, states)):
            batch.drop_constraint(op.f(name), type_="check")
            batch.create_check_constraint(op.f(name), rule)
