"""The tables, one module a capability and the log apart; importing this package fills `metadata` completely."""

from bot.storage.kernel.columns import metadata
from bot.storage.schema.alerts import alert_tellings, alert_wishes
from bot.storage.schema.billing import credit_notes, document_grants, invoice_lines, invoices, payments, subscriptions
from bot.storage.schema.conversations import (
    conversation_events,
    conversation_tags,
    conversations,
    satisfaction,
    stretches,
)
from bot.storage.schema.customers import (
    access_tokens,
    confirmed_addresses,
    contact_roles,
    contacts,
    customers,
    mailed_codes,
    stream_grants,
    used_statements,
)
from bot.storage.schema.learning import misses, reviews
from bot.storage.schema.log import buttons, messages, turns
from bot.storage.schema.notices import mail_stops, mails
from bot.storage.schema.posts import alert_posts, push_subscriptions
from bot.storage.schema.received import mailboxes, received_files, received_mails
from bot.storage.schema.staff import (
    agent_roles,
    agent_sessions,
    agents,
    audit,
    canned_replies,
    presence,
    sign_in_attempts,
)
from bot.storage.schema.support import alerts, counters, ticket_events, ticket_reads, tickets

__all__ = [
    "access_tokens",
    "agent_roles",
    "agent_sessions",
    "agents",
    "alert_posts",
    "alert_tellings",
    "alert_wishes",
    "alerts",
    "audit",
    "buttons",
    "canned_replies",
    "confirmed_addresses",
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
    "mail_stops",
    "mailboxes",
    "mailed_codes",
    "mails",
    "messages",
    "metadata",
    "misses",
    "payments",
    "presence",
    "push_subscriptions",
    "received_files",
    "received_mails",
    "reviews",
    "satisfaction",
    "sign_in_attempts",
    "stream_grants",
    "stretches",
    "subscriptions",
    "ticket_events",
    "ticket_reads",
    "tickets",
    "turns",
    "used_statements",
]
