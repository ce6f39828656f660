"""Requests that people work on, and the counter their numbers come from."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter, TicketEvent, TicketState
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

TO_PASS_ON = text("passed_on_at IS NULL")

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
    Column("contact_id", ForeignKey("contacts.id"), index=True),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("assigned_to", Words, nullable=False),
    Column("contact_address", Words),
    Column("product", Words),
    Column("agent_id", ForeignKey("agents.id")),
    Column("severity", Words, nullable=False, server_default=text("'moderate'")),
    Column("plan", Words),
    Column("first_response_due", Instant),
    Column("next_update_due", Instant),
    Column("resolution_due", Instant),
    Column("due_at", Instant, index=True),
    Column("look_at", Instant, index=True),
    Column("reckoned_with", Words),
    Column("confirmed_address", Words, index=True),
    Column("seen_event", Integer, nullable=False, server_default=text("0")),
    one_of("matter", Matter),
    one_of("state", TicketState),
    one_of("severity", Severity),
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
    Column("seq", Integer),
    CheckConstraint("(agent_id IS NULL) = (origin IS NOT NULL)", name="customers_give_origin"),
    one_of("event", TicketEvent),
)

ticket_reads = Table(
    "ticket_reads",
    metadata,
    Column("ticket_id", ForeignKey("tickets.id"), primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), primary_key=True, index=True),
    Column("seen_event", Integer, nullable=False),
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("kind", Words, nullable=False),
    Column("target", Words),
    Column("agent_id", ForeignKey("agents.id"), index=True),
    Column("ticket_id", ForeignKey("tickets.id"), index=True),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("due_at", Instant),
    Column("made_at", Instant, nullable=False, index=True),
    Column("passed_on_at", Instant),
    one_of("kind", AlertKind),
    one_of("target", Target),
    CheckConstraint("(target IS NULL) = (due_at IS NULL)", name="deadline_has_instant"),
    CheckConstraint("ticket_id IS NOT NULL OR conversation_id IS NOT NULL", name="about_something"),
    Index("ix_alerts_to_pass_on", "id", sqlite_where=TO_PASS_ON, postgresql_where=TO_PASS_ON),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Integer, nullable=False),
    CheckConstraint("value >= 0", name="value_not_negative"),
    sqlite_with_rowid=False,
)
