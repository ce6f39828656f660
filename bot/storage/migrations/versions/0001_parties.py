"""Who is known: customers and their contacts, the partner's own people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _customers()
    _contacts()
    _contact_roles()
    _agents()
    _agent_roles()


def downgrade() -> None:
    op.drop_table("agent_roles")
    op.drop_table("agents")
    op.drop_table("contact_roles")
    op.drop_table("contacts")
    op.drop_table("customers")


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=False),
        sa.Column("cloud", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("support_plan", sa.Text(), nullable=True),
        sa.CheckConstraint("cloud IN ('commercial', 'us_government')", name=op.f("ck_customers_cloud_known")),
        sa.CheckConstraint(
            "relationship <> 'direct' OR support_plan IS NULL", name=op.f("ck_customers_direct_has_no_plan")
        ),
        sa.CheckConstraint("relationship IN ('csp', 'direct')", name=op.f("ck_customers_relationship_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("number", name=op.f("uq_customers_number")),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_contacts_email_is_lower_case")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_contacts_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("email", name=op.f("uq_contacts_email")),
    )
    op.create_index("ix_contacts_customer_id", "contacts", ["customer_id"])


def _contact_roles() -> None:
    op.create_table(
        "contact_roles",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('admin', 'billing', 'technical')", name=op.f("ck_contact_roles_role_known")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_contact_roles_contact_id")),
        sa.PrimaryKeyConstraint("contact_id", "role", name=op.f("pk_contact_roles")),
        sqlite_with_rowid=False,
    )


def _agents() -> None:
    op.create_table(
        "agents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_agents_email_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
        sa.UniqueConstraint("email", name=op.f("uq_agents_email")),
    )


def _agent_roles() -> None:
    op.create_table(
        "agent_roles",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('global_admin', 'user_admin', 'helpdesk_agent', 'billing_admin', 'sales_agent')",
            name=op.f("ck_agent_roles_role_known"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_agent_roles_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", "role", name=op.f("pk_agent_roles")),
        sqlite_with_rowid=False,
    )
