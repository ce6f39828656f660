"""The repositories of one transaction, and the database that opens one."""

from contextlib import AbstractContextManager
from typing import Protocol

from bot.services.ports.alerts import Tellings, Wishes
from bot.services.ports.billing import Documents, InvoiceLists, Invoices, Subscriptions
from bot.services.ports.conversation_lists import Overview, OwnConversations
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
from bot.services.ports.customers import AddressLists, ConfirmedAddresses, CustomerRecords, MailedCodes, People
from bot.services.ports.learning import Reviews
from bot.services.ports.notices import MailLists, Mails, Readers
from bot.services.ports.posts import Posts
from bot.services.ports.posts import Subscriptions as PushSubscriptions
from bot.services.ports.received import ReceivedMails
from bot.services.ports.reports import ReportCounts
from bot.services.ports.staff import Agents, Attempts, AuditLog, CannedReplies, Presence, Sessions
from bot.services.ports.support import Alerts, TicketHandling, TicketReading, Tickets, TicketTimesOf


class BillingWork(Protocol):
    """Repositories of the room `billing`: invoices, what was bought, and links to documents."""

    @property
    def invoices(self) -> Invoices: ...
    @property
    def lists(self) -> InvoiceLists: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def documents(self) -> Documents: ...


class CustomersWork(Protocol):
    """Repositories of the room `customers`: people, and what is on file about them."""

    @property
    def people(self) -> People: ...
    @property
    def codes(self) -> MailedCodes: ...
    @property
    def addresses(self) -> ConfirmedAddresses: ...
    @property
    def address_lists(self) -> AddressLists: ...
    @property
    def files(self) -> CustomerRecords: ...


class SupportWork(Protocol):
    """Repositories of the room `support`: tickets, agents' work on them, their clock, and alerts."""

    @property
    def tickets(self) -> Tickets: ...
    @property
    def handling(self) -> TicketHandling: ...
    @property
    def reading(self) -> TicketReading: ...
    @property
    def times(self) -> TicketTimesOf: ...
    @property
    def alerts(self) -> Alerts: ...


class ConversationsWork(Protocol):
    """Repositories of the room `conversations`: conversations, and everything that belongs to one."""

    @property
    def rows(self) -> Conversations: ...
    @property
    def log(self) -> MessageLog: ...
    @property
    def turns(self) -> PendingTurns: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def stretches(self) -> Stretches: ...
    @property
    def overview(self) -> Overview: ...
    @property
    def own(self) -> OwnConversations: ...
    @property
    def tags(self) -> Tags: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def satisfaction(self) -> Satisfaction: ...


class NoticesWork(Protocol):
    """Repositories of the room `notices`: mails to customers and from them, alerts to agents."""

    @property
    def mails(self) -> Mails: ...
    @property
    def lists(self) -> MailLists: ...
    @property
    def readers(self) -> Readers: ...
    @property
    def wishes(self) -> Wishes: ...
    @property
    def tellings(self) -> Tellings: ...
    @property
    def subscriptions(self) -> PushSubscriptions: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def received(self) -> ReceivedMails: ...


class StaffWork(Protocol):
    """Repositories of the room `staff`: the partner's own people."""

    @property
    def agents(self) -> Agents: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def audit(self) -> AuditLog: ...
    @property
    def presence(self) -> Presence: ...
    @property
    def canned_replies(self) -> CannedReplies: ...


class LearningWork(Protocol):
    """Repositories of the room `learning`: reviews of what was understood."""

    @property
    def reviews(self) -> Reviews: ...


class ReportsWork(Protocol):
    """Repositories of the room `reports`: counts for reports."""

    @property
    def counts(self) -> ReportCounts: ...


class Work(Protocol):
    """The repositories of one transaction, by capability."""

    @property
    def billing(self) -> BillingWork: ...
    @property
    def customers(self) -> CustomersWork: ...
    @property
    def support(self) -> SupportWork: ...
    @property
    def conversations(self) -> ConversationsWork: ...
    @property
    def notices(self) -> NoticesWork: ...
    @property
    def staff(self) -> StaffWork: ...
    @property
    def learning(self) -> LearningWork: ...
    @property
    def reports(self) -> ReportsWork: ...


class Database(Protocol):
    """Opens transactions. Both raise StorageBusy when the database stays locked or cannot be reached in time."""

    def reading(self) -> AbstractContextManager[Work]:
        """A consistent view; nothing is written."""

    def writing(self, *, durable: bool = True) -> AbstractContextManager[Work]:
        """Commits at the end, rolls back when the block raises.

        Not `durable`: the commit need not outlive a power failure, for what is simply done again (a lease).
        """
