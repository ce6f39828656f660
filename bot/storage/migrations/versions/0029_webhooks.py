"""Alerts are posted to servers of the partner's too."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

WAY = "ck_alert_posts_way_known"
ONE = "ck_alert_posts_a_browser_or_a_server"


def upgrade() -> None:
    with op.batch_alter_table("alert_posts") as batch:
        batch.add_column(sa.Column("hook", sa.Text()))
        batch.drop_constraint(op.f(WAY), type_="check")
        batch.create_check_constraint(op.f(WAY), "way IN ('push', 'hook')")
        batch.create_check_constraint(op.f(ONE), "(way = 'hook') = (hook IS NOT NULL)")
    op.create_index("ix_alert_posts_hook", "alert_posts", ["hook", "id"])


def downgrade() -> None:
    op.drop_index("ix_alert_posts_hook", "alert_posts")
    op.execute("DELETE FROM alert_posts WHERE way = 'hook'")
    with op.batch_alter_table("alert_posts") as batch:
        batch.drop_constraint(op.f(ONE), type_="check")
        batch.drop_constraint(op.f(WAY), type_="check")
        batch.create_check_constraint(op.f(WAY), "way IN ('push')")
        batch.drop_column("hook")
