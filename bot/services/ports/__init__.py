"""What the use cases need from outside: repositories within one transaction, and the database that opens one."""

from bot.services.ports.billing import Documents, InvoicePrinter, Invoices, People, Subscriptions, Tickets
from bot.services.ports.conversations import Conversations, Tokens
from bot.services.ports.reports import Numbers, Satisfaction
from bot.services.ports.staff import Agents, Attempts, AuditLog, PasswordHasher, Sessions
from bot.services.ports.stretches import Overview, Presence, Stretches, Tags
from bot.services.ports.support import CannedReplies, CustomerRecords, TicketWork
from bot.services.ports.work import Database, Work

__all__ = [
    "Agents",
    "Attempts",
    "AuditLog",
    "CannedReplies",
    "Conversations",
    "CustomerRecords",
    "Database",
    "Documents",
    "InvoicePrinter",
    "Invoices",
    "Numbers",
    "Overview",
    "PasswordHasher",
    "People",
    "Presence",
    "Satisfaction",
    "Sessions",
    "Stretches",
    "Subscriptions",
    "Tags",
    "TicketWork",
    "Tickets",
    "Tokens",
    "Work",
]
