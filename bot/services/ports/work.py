"""The repositories of one transaction, and the database that opens one."""

from contextlib import AbstractContextManager
from typing import Protocol

from bot.services.ports.billing import Documents, Invoices, Subscriptions
from bot.services.ports.conversations import Conversations, Overview, Satisfaction, Stretches, Tags, Tokens
from bot.services.ports.customers import CustomerRecords, People
from bot.services.ports.learning import Reviews
from bot.services.ports.reports import Numbers
from bot.services.ports.staff import Agents, Attempts, AuditLog, CannedReplies, Presence, Sessions
from bot.services.ports.support import Tickets, TicketWork


class Work(Protocol):
    """The repositories of one transaction."""

    @property
    def invoices(self) -> Invoices: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def people(self) -> People: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def stretches(self) -> Stretches: ...
    @property
    def overview(self) -> Overview: ...
    @property
    def tags(self) -> Tags: ...
    @property
    def presence(self) -> Presence: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def agents(self) -> Agents: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def audit(self) -> AuditLog: ...
    @property
    def satisfaction(self) -> Satisfaction: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def customer_records(self) -> CustomerRecords: ...
    @property
    def ticket_work(self) -> TicketWork: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def canned_replies(self) -> CannedReplies: ...


class Database(Protocol):
    """Opens transactions. Both raise StorageBusy when the database stays locked or cannot be reached in time."""

    def reading(self) -> AbstractContextManager[Work]:
        """A consistent view; nothing is written."""

    def writing(self, *, durable: bool = True) -> AbstractContextManager[Work]:
        """Commits at the end, rolls back when the block raises.

        Not `durable`: the commit need not outlive a power failure, for what is simply done again (a lease).
        """
