"""Who is known, and what lets them in: customers, contacts, tokens of conversations, statements already used."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
)

from bot.domain.customers.identity import Relationship, Role
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

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


confirmed_addresses = Table(
    "confirmed_addresses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Words, nullable=False, unique=True),
    Column("language", Words, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False, index=True),
    Column("contact_id", ForeignKey("contacts.id"), unique=True),
    Column("linked_at", Instant),
    Column("linked_by", ForeignKey("agents.id")),
    Column("dismissed_at", Instant),
    Column("dismissed_by", ForeignKey("agents.id")),
    CheckConstraint("address = lower(address)", name="address_is_lower_case"),
    CheckConstraint("first_seen_at <= seen_at", name="seen_after_first"),
    CheckConstraint(
        "(contact_id IS NULL) = (linked_at IS NULL) AND (contact_id IS NULL) = (linked_by IS NULL)", name="link_whole"
    ),
    CheckConstraint("(dismissed_at IS NULL) = (dismissed_by IS NULL)", name="dismissal_whole"),
    CheckConstraint("contact_id IS NULL OR dismissed_at IS NULL", name="one_or_the_other"),
)


def _opening_a_conversation(name: str) -> Table:
    """What opens one conversation for a while, by the digest of its secret; the chain it belongs to ends as well."""
    return Table(
        name,
        metadata,
        Column("digest", Words, primary_key=True),
        Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
        Column("expires_at", Instant, nullable=False, index=True),
        Column("renewable_until", Instant, nullable=False),
        CheckConstraint("expires_at <= renewable_until", name="ends_with_its_chain"),
        sqlite_with_rowid=False,
    )


access_tokens = _opening_a_conversation("access_tokens")
stream_grants = _opening_a_conversation("stream_grants")


used_statements = Table(
    "used_statements",
    metadata,
    Column("issuer", Words, primary_key=True),
    Column("jti", Words, primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)


mailed_codes = Table(
    "mailed_codes",
    metadata,
    Column("browser", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("network", Words, nullable=False),
    Column("contact_id", ForeignKey("contacts.id", ondelete="CASCADE"), index=True),
    Column("address_id", ForeignKey("confirmed_addresses.id", ondelete="CASCADE"), index=True),
    Column("digest", Words, nullable=False),
    Column("mail_key", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    CheckConstraint("tries >= 0", name="tries_not_negative"),
    Index("ix_mailed_codes_address", "address", "asked_at"),
    Index("ix_mailed_codes_network", "network", "asked_at"),
)
