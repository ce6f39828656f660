"""Contacts sign in with a code that is mailed to them; the outbox knows such mails."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KIND = "ck_mails_kind_known"
BEFORE = "kind IN ('opened', 'answered', 'closed', 'reply')"
AFTER = "kind IN ('opened', 'answered', 'closed', 'reply', 'code')"


def upgrade() -> None:
    op.create_table(
        "mailed_codes",
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mail_key", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_mailed_codes_tries_not_negative")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_mailed_codes_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("browser", name=op.f("pk_mailed_codes")),
    )
    op.create_index(op.f("ix_mailed_codes_contact_id"), "mailed_codes", ["contact_id"])
    op.create_index(op.f("ix_mailed_codes_asked_at"), "mailed_codes", ["asked_at"])
    op.create_index("ix_mailed_codes_address", "mailed_codes", ["address", "asked_at"])
    op.create_index("ix_mailed_codes_network", "mailed_codes", ["network", "asked_at"])
    _know(AFTER)


def downgrade() -> None:
    op.drop_table("mailed_codes")
    op.execute("DELETE FROM mails WHERE kind = 'code'")
    _know(BEFORE)


def _know(kinds: str) -> None:
    with op.batch_alter_table("mails") as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), kinds)
