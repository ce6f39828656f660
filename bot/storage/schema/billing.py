"""What customers bought and what they owe for it.

Amounts of lines, payments and credit notes are in the currency of their invoice: no second column could differ.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    false,
)

from bot.domain.billing.invoices import ChargeType, PaymentMethod, PaymentState
from bot.domain.billing.subscriptions import BillingFrequency, SubscriptionState
from bot.storage.kernel.columns import (
    Instant,
    Words,
    amount,
    currency_code,
    json_document,
    metadata,
    one_of,
    quantity,
    rate,
    unit_price,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", Words, nullable=False, unique=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("product", Words, nullable=False),
    Column("seats", Integer),
    Column("unit_price", unit_price()),
    Column("currency", Words),
    Column("frequency", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("term_from", Date, nullable=False),
    Column("term_to", Date, nullable=False),
    Column("auto_renew", Boolean, nullable=False),
    Column("state_since", Date, nullable=False),
    Column("state_reason", Words),
    one_of("frequency", BillingFrequency),
    one_of("state", SubscriptionState),
    currency_code(),
    CheckConstraint("(unit_price IS NULL) = (currency IS NULL)", name="price_has_currency"),
    CheckConstraint("(frequency = 'usage') = (seats IS NULL)", name="seats_unless_usage"),
    CheckConstraint("(seats IS NULL) = (unit_price IS NULL)", name="seats_have_price"),
    CheckConstraint("seats > 0", name="seats_positive"),
    CheckConstraint("term_from <= term_to", name="term_in_order"),
)


invoices = Table(
    "invoices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Words, nullable=False, unique=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_to", Date, nullable=False),
    Column("currency", Words, nullable=False),
    Column("tax_rate", rate(), nullable=False),
    Column("net", amount(), nullable=False),
    Column("tax", amount(), nullable=False),
    # Nothing left to pay. Derived (see `storage.billing.ledger`), kept so that unpaid ones are found by an index.
    Column("settled", Boolean, nullable=False, server_default=false()),
    currency_code(),
    CheckConstraint("tax_rate >= 0", name="tax_rate_not_negative"),
    CheckConstraint("tax_rate <> 0 OR tax = 0", name="tax_has_rate"),
    CheckConstraint("issued_on <= due_on", name="due_after_issue"),
    CheckConstraint("period_from <= period_to", name="period_in_order"),
    Index("ix_invoices_customer_id_issued_on_number", "customer_id", "issued_on", "number"),
    Index("ix_invoices_customer_id_settled_due_on", "customer_id", "settled", "due_on"),
)


invoice_lines = Table(
    "invoice_lines",
    metadata,
    Column("invoice_id", ForeignKey("invoices.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("product", Words, nullable=False),
    Column("charge_type", Words, nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit_price", unit_price(), nullable=False),
    Column("amount", amount(), nullable=False),
    Column("service_from", Date, nullable=False),
    Column("service_to", Date, nullable=False),
    Column("reference", Words),
    Column("meter", Words),
    Column("unit", Words),
    one_of("charge_type", ChargeType),
    CheckConstraint("position >= 1", name="position_from_one"),
    CheckConstraint("service_from <= service_to", name="service_in_order"),
    CheckConstraint("(meter IS NULL) = (unit IS NULL)", name="meter_has_unit"),
    sqlite_with_rowid=False,
)


payments = Table(
    "payments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("invoice_id", ForeignKey("invoices.id"), nullable=False, index=True),
    Column("made_on", Date, nullable=False),
    Column("amount", amount(), nullable=False),
    Column("method", Words, nullable=False),
    Column("state", Words, nullable=False),
    one_of("method", PaymentMethod),
    one_of("state", PaymentState),
    CheckConstraint("amount > 0", name="amount_positive"),
)


credit_notes = Table(
    "credit_notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Words, nullable=False, unique=True),
    Column("invoice_id", ForeignKey("invoices.id"), nullable=False, index=True),
    Column("issued_on", Date, nullable=False),
    Column("amount", amount(), nullable=False),
    Column("reason", Words, nullable=False),
    CheckConstraint("amount < 0", name="amount_negative"),
)


document_grants = Table(
    "document_grants",
    metadata,
    Column("digest", Words, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("invoice_number", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    # A table that was asked for instead of one invoice, whose number is empty then.
    Column("wanted", json_document()),
    CheckConstraint("issued_at < expires_at", name="lives_for_a_while"),
    sqlite_with_rowid=False,
)
