"""The tables, by topic; importing this package fills `metadata` completely."""

from bot.storage.kernel.columns import metadata
from bot.storage.schema.billing import credit_notes, invoice_lines, invoices, payments, subscriptions
from bot.storage.schema.conversations import (
    access_tokens,
    conversation_events,
    conversations,
    document_grants,
    used_statements,
)
from bot.storage.schema.customers import agent_roles, agents, contact_roles, contacts, customers
from bot.storage.schema.log import buttons, messages, turns
from bot.storage.schema.people_at_work import conversation_tags, reviews, satisfaction, stretches
from bot.storage.schema.staff import agent_sessions, audit, canned_replies, presence, sign_in_attempts
from bot.storage.schema.support import counters, ticket_events, tickets

__all__ = [
    "access_tokens",
    "agent_roles",
    "agent_sessions",
    "agents",
    "audit",
    "buttons",
    "canned_replies",
    "contact_roles",
    "contacts",
    "conversation_events",
    "conversation_tags",
    "conversations",
    "counters",
    "credit_notes",
    "customers",
    "document_grants",
    "invoice_lines",
    "invoices",
    "messages",
    "metadata",
    "payments",
    "presence",
    "reviews",
    "satisfaction",
    "sign_in_attempts",
    "stretches",
    "subscriptions",
    "ticket_events",
    "tickets",
    "turns",
    "used_statements",
]
