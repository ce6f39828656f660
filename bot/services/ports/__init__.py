"""What the use cases need from outside: repositories within one transaction, and the database that opens one."""

from bot.services.ports.billing import Documents, InvoiceLists, InvoicePrinter, Invoices, Subscriptions, TablePrinter
from bot.services.ports.conversation_lists import Overview
from bot.services.ports.conversations import (
    Conversations,
    Leases,
    MessageLog,
    PendingTurns,
    Satisfaction,
    Stretches,
    Tags,
    Tokens,
)
from bot.services.ports.customers import CustomerRecords, People
from bot.services.ports.notices import Bell, LetterPrinter, MailLists, Mails, Readers, Ring
from bot.services.ports.received import ReceivedMails
from bot.services.ports.reports import ReportCounts
from bot.services.ports.signals import Signal, Signals, WakeUps
from bot.services.ports.staff import Agents, Attempts, AuditLog, CannedReplies, PasswordHasher, Presence, Sessions
from bot.services.ports.support import TicketHandling, Tickets
from bot.services.ports.work import Database, Work

__all__ = [
    "Agents",
    "Attempts",
    "AuditLog",
    "Bell",
    "CannedReplies",
    "Conversations",
    "CustomerRecords",
    "Database",
    "Documents",
    "InvoiceLists",
    "InvoicePrinter",
    "Invoices",
    "Leases",
    "LetterPrinter",
    "MailLists",
    "Mails",
    "MessageLog",
    "Overview",
    "PasswordHasher",
    "PendingTurns",
    "People",
    "Presence",
    "Readers",
    "ReceivedMails",
    "ReportCounts",
    "Ring",
    "Satisfaction",
    "Sessions",
    "Signal",
    "Signals",
    "Stretches",
    "Subscriptions",
    "TablePrinter",
    "Tags",
    "TicketHandling",
    "Tickets",
    "Tokens",
    "WakeUps",
    "Work",
]
