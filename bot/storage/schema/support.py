"""Requests that people work on, and the counter their numbers come from."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table

from bot.domain.support.tickets import Matter, TicketEvent, TicketState
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Words, nullable=False, unique=True),
    Column("origin", Words, nullable=False, unique=True),
    Column("matter", Words, nullable=False),
    Column("queue", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("contact_id", ForeignKey("contacts.id")),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("assigned_to", Words, nullable=False),
    Column("contact_address", Words),
    Column("product", Words),
    Column("agent_id", ForeignKey("agents.id")),
    one_of("matter", Matter),
    one_of("state", TicketState),
    CheckConstraint("contact_id IS NULL OR customer_id IS NOT NULL", name="contact_has_customer"),
    CheckConstraint("opened_at <= changed_at", name="changed_after_opening"),
)

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", ForeignKey("tickets.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("agent_id", ForeignKey("agents.id")),
    Column("contact_id", ForeignKey("contacts.id")),
    Column("origin", Words, unique=True),
    Column("event", Words, nullable=False),
    Column("text", Words, nullable=False),
    CheckConstraint("(agent_id IS NULL) = (origin IS NOT NULL)", name="customers_give_origin"),
    one_of("event", TicketEvent),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Integer, nullable=False),
    CheckConstraint("value >= 0", name="value_not_negative"),
    sqlite_with_rowid=False,
)
