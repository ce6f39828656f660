"""Who is known: customers and their contacts, and the partner's own people."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, false, text, true

from bot.domain.customers.identity import Relationship, Role
from bot.domain.staff.agents import AgentRole
from bot.storage.kernel.columns import Words, json_document, metadata, one_of

CLOUDS = ("commercial", "us_government")
"""Microsoft clouds the partner resells; routes and portals depend on them."""

customers = Table(
    "customers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("relationship", Words, nullable=False),
    Column("cloud", Words, nullable=False),
    Column("locale", Words, nullable=False),
    Column("support_plan", Words),
    one_of("relationship", Relationship),
    one_of("cloud", CLOUDS),
    CheckConstraint("relationship <> 'direct' OR support_plan IS NULL", name="direct_has_no_plan"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("email", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("language", Words, nullable=False),
    CheckConstraint("email = lower(email)", name="email_is_lower_case"),
)

contact_roles = Table(
    "contact_roles",
    metadata,
    Column("contact_id", ForeignKey("contacts.id"), primary_key=True),
    Column("role", Words, primary_key=True),
    one_of("role", Role),
    sqlite_with_rowid=False,
)

agents = Table(
    "agents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("languages", json_document(), nullable=False),
    Column("language", Words, nullable=False, server_default=text("'en'")),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("password_hash", Words),
    Column("must_change_password", Boolean, nullable=False, server_default=false()),
    Column("oidc_subject", Words),
    CheckConstraint("email = lower(email)", name="email_is_lower_case"),
    Index("uq_agents_oidc_subject", "oidc_subject", unique=True),
)

agent_roles = Table(
    "agent_roles",
    metadata,
    Column("agent_id", ForeignKey("agents.id"), primary_key=True),
    Column("role", Words, primary_key=True),
    one_of("role", AgentRole),
    sqlite_with_rowid=False,
)
