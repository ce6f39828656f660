"""Addresses that were proven and that no company has, the tickets opened from them, and whom they were linked to."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
WHOLE = "(contact_id IS NULL) = (linked_at IS NULL) AND (contact_id IS NULL) = (linked_by IS NULL)"


def upgrade() -> None:
    op.create_table(
        "confirmed_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("contact_id", sa.Integer()),
        sa.Column("linked_at", INSTANT),
        sa.Column("linked_by", sa.Integer()),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_confirmed_addresses_address_is_lower_case")),
        sa.CheckConstraint("first_seen_at <= seen_at", name=op.f("ck_confirmed_addresses_seen_after_first")),
        sa.CheckConstraint(WHOLE, name=op.f("ck_confirmed_addresses_link_whole")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_confirmed_addresses_contact_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["agents.id"], name=op.f("fk_confirmed_addresses_linked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmed_addresses")),
        sa.UniqueConstraint("address", name=op.f("uq_confirmed_addresses_address")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_confirmed_addresses_contact_id")),
    )
    op.create_index(op.f("ix_confirmed_addresses_seen_at"), "confirmed_addresses", ["seen_at"])
    op.add_column("tickets", sa.Column("confirmed_address", sa.Text()))
    op.add_column("tickets", sa.Column("seen_event", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_index(op.f("ix_tickets_confirmed_address"), "tickets", ["confirmed_address"])


def downgrade() -> None:
    """Who had an address only is a visitor again; contacts that were made of such addresses stay."""
    op.execute("UPDATE conversations SET confirmed_address = NULL")
    op.execute("UPDATE tickets SET contact_address = confirmed_address WHERE confirmed_address IS NOT NULL")
    op.drop_index(op.f("ix_tickets_confirmed_address"), "tickets")
    op.drop_column("tickets", "seen_event")
    op.drop_column("tickets", "confirmed_address")
    op.drop_table("confirmed_addresses")
