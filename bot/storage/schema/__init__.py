"""The tables, by topic; importing this package fills `metadata` completely."""

from bot.storage.columns import metadata
from bot.storage.schema.billing import credit_notes, invoice_lines, invoices, payments, subscriptions
from bot.storage.schema.log import buttons, messages, turns
from bot.storage.schema.parties import agent_roles, agents, contact_roles, contacts, customers
from bot.storage.schema.talk import access_tokens, conversation_events, conversations, document_grants, used_statements
from bot.storage.schema.tickets import counters, tickets

__all__ = [
    "access_tokens",
    "agent_roles",
    "agents",
    "buttons",
    "contact_roles",
    "contacts",
    "conversation_events",
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
    "subscriptions",
    "tickets",
    "turns",
    "used_statements",
]
