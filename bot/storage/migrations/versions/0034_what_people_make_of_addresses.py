"""Addresses that agents dismissed, and codes that are mailed to an address no company has."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("confirmed_addresses") as batch:
        batch.add_column(sa.Column("dismissed_at", INSTANT))
        batch.add_column(sa.Column("dismissed_by", sa.Integer()))
        batch.create_foreign_key(op.f("fk_confirmed_addresses_dismissed_by"), "agents", ["dismissed_by"], ["id"])
        batch.create_check_constraint(
            op.f("ck_confirmed_addresses_dismissal_whole"), "(dismissed_at IS NULL) = (dismissed_by IS NULL)"
        )
        batch.create_check_constraint(
            op.f("ck_confirmed_addresses_one_or_the_other"), "contact_id IS NULL OR dismissed_at IS NULL"
        )
    with op.batch_alter_table("mailed_codes") as batch:
        batch.add_column(sa.Column("address_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_mailed_codes_address_id"), "confirmed_addresses", ["address_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index(op.f("ix_mailed_codes_address_id"), ["address_id"])


def downgrade() -> None:
    op.execute("DELETE FROM mailed_codes WHERE address_id IS NOT NULL")
    with op.batch_alter_table("mailed_codes") as batch:
        batch.drop_index(op.f("ix_mailed_codes_address_id"))
        batch.drop_constraint(op.f("fk_mailed_codes_address_id"), type_="foreignkey")
        batch.drop_column("address_id")
    with op.batch_alter_table("confirmed_addresses") as batch:
        batch.drop_constraint(op.f("ck_confirmed_addresses_one_or_the_other"), type_="check")
        batch.drop_constraint(op.f("ck_confirmed_addresses_dismissal_whole"), type_="check")
        batch.drop_constraint(op.f("fk_confirmed_addresses_dismissed_by"), type_="foreignkey")
        batch.drop_column("dismissed_by")
        batch.drop_column("dismissed_at")
