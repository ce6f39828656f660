"""What customers bought and what they owe."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CENTS = sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite")
RATE = sa.Numeric(18, 4).with_variant(sa.BigInteger(), "sqlite")
MILLIONTHS = sa.Numeric(18, 6).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    _subscriptions()
    _invoices()
    _invoice_lines()
    _payments()
    _credit_notes()


def downgrade() -> None:
    op.drop_table("credit_notes")
    op.drop_table("payments")
    op.drop_table("invoice_lines")
    op.drop_table("invoices")
    op.drop_table("subscriptions")


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("unit_price", MILLIONTHS, nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("term_from", sa.Date(), nullable=False),
        sa.Column("term_to", sa.Date(), nullable=False),
        sa.Column("auto_renew", sa.Boolean(), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(frequency = 'usage') = (seats IS NULL)", name=op.f("ck_subscriptions_seats_unless_usage")),
        sa.CheckConstraint(
            "frequency IN ('monthly', 'quarterly', 'yearly', 'usage')", name=op.f("ck_subscriptions_frequency_known")
        ),
        sa.CheckConstraint(
            "state IN ('active', 'pending', 'suspended', 'expired', 'disabled', 'deleted')",
            name=op.f("ck_subscriptions_state_known"),
        ),
        sa.CheckConstraint("(seats IS NULL) = (unit_price IS NULL)", name=op.f("ck_subscriptions_seats_have_price")),
        sa.CheckConstraint(
            "(unit_price IS NULL) = (currency IS NULL)", name=op.f("ck_subscriptions_price_has_currency")
        ),
        sa.CheckConstraint(
            "length(currency) = 3 AND currency = upper(currency)", name=op.f("ck_subscriptions_currency_is_iso_4217")
        ),
        sa.CheckConstraint("seats > 0", name=op.f("ck_subscriptions_seats_positive")),
        sa.CheckConstraint("term_from <= term_to", name=op.f("ck_subscriptions_term_in_order")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_subscriptions_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("reference", name=op.f("uq_subscriptions_reference")),
    )
    op.create_index("ix_subscriptions_customer_id", "subscriptions", ["customer_id"])


def _invoices() -> None:
    op.create_table(
        "invoices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("tax_rate", RATE, nullable=False),
        sa.Column("net", CENTS, nullable=False),
        sa.Column("tax", CENTS, nullable=False),
        sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("issued_on <= due_on", name=op.f("ck_invoices_due_after_issue")),
        sa.CheckConstraint(
            "length(currency) = 3 AND currency = upper(currency)", name=op.f("ck_invoices_currency_is_iso_4217")
        ),
        sa.CheckConstraint("period_from <= period_to", name=op.f("ck_invoices_period_in_order")),
        sa.CheckConstraint("tax_rate <> 0 OR tax = 0", name=op.f("ck_invoices_tax_has_rate")),
        sa.CheckConstraint("tax_rate >= 0", name=op.f("ck_invoices_tax_rate_not_negative")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_invoices_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("number", name=op.f("uq_invoices_number")),
    )
    op.create_index("ix_invoices_customer_id_issued_on_number", "invoices", ["customer_id", "issued_on", "number"])
    op.create_index("ix_invoices_customer_id_settled_due_on", "invoices", ["customer_id", "settled", "due_on"])


def _invoice_lines() -> None:
    op.create_table(
        "invoice_lines",
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("charge_type", sa.Text(), nullable=False),
        sa.Column("quantity", MILLIONTHS, nullable=False),
        sa.Column("unit_price", MILLIONTHS, nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("service_from", sa.Date(), nullable=False),
        sa.Column("service_to", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("meter", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "charge_type IN ('new', 'renew', 'cycleCharge', 'addQuantity', "
            "'removeQuantity', 'moveQuantity', 'cancelImmediate', 'convert', "
            "'changeBillingPlan', 'customerCredit', 'extendTerm', 'usage')",
            name=op.f("ck_invoice_lines_charge_type_known"),
        ),
        sa.CheckConstraint("(meter IS NULL) = (unit IS NULL)", name=op.f("ck_invoice_lines_meter_has_unit")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_invoice_lines_position_from_one")),
        sa.CheckConstraint("service_from <= service_to", name=op.f("ck_invoice_lines_service_in_order")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_lines_invoice_id")),
        sa.PrimaryKeyConstraint("invoice_id", "position", name=op.f("pk_invoice_lines")),
        sqlite_with_rowid=False,
    )


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("method IN ('card', 'sepa', 'wire', 'link')", name=op.f("ck_payments_method_known")),
        sa.CheckConstraint("state IN ('received', 'declined')", name=op.f("ck_payments_state_known")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount_positive")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_payments_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index("ix_payments_invoice_id", "payments", ["invoice_id"])


def _credit_notes() -> None:
    op.create_table(
        "credit_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount < 0", name=op.f("ck_credit_notes_amount_negative")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_credit_notes_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_notes")),
        sa.UniqueConstraint("number", name=op.f("uq_credit_notes_number")),
    )
    op.create_index("ix_credit_notes_invoice_id", "credit_notes", ["invoice_id"])
