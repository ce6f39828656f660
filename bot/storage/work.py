"""The repositories of one transaction."""

from bot.storage.billing.documents import SqlDocuments
from bot.storage.billing.invoice_lists import SqlInvoiceLists
from bot.storage.billing.invoices import SqlInvoices
from bot.storage.billing.subscriptions import SqlSubscriptions
from bot.storage.conversations.conversations import SqlConversations
from bot.storage.conversations.leases import SqlLeases
from bot.storage.conversations.log import SqlMessageLog
from bot.storage.conversations.overview import SqlOverview
from bot.storage.conversations.own import SqlOwnConversations
from bot.storage.conversations.satisfaction import SqlSatisfaction
from bot.storage.conversations.stretches import SqlStretches
from bot.storage.conversations.tags import SqlTags
from bot.storage.conversations.tokens import SqlTokens
from bot.storage.conversations.turns import SqlPendingTurns
from bot.storage.customers.address_lists import SqlAddressLists
from bot.storage.customers.addresses import SqlConfirmedAddresses
from bot.storage.customers.mailed_codes import SqlMailedCodes
from bot.storage.customers.people import SqlPeople
from bot.storage.kernel.room import Room
from bot.storage.learning.reviews import SqlReviews
from bot.storage.notices.work import SqlNoticesWork
from bot.storage.reports.counts import SqlReportCounts
from bot.storage.staff.agents import SqlAgents
from bot.storage.staff.audit import SqlAuditLog
from bot.storage.staff.canned_replies import SqlCannedReplies
from bot.storage.staff.customer_file import SqlCustomerRecords
from bot.storage.staff.presence import SqlPresence
from bot.storage.staff.sessions import SqlSessions
from bot.storage.staff.sign_in_attempts import SqlAttempts
from bot.storage.support.work import SqlSupportWork


class SqlBillingWork(Room):
    """`services.ports.work.BillingWork`."""

    @property
    def invoices(self) -> SqlInvoices:
        return SqlInvoices(self._connection)

    @property
    def lists(self) -> SqlInvoiceLists:
        return SqlInvoiceLists(self._connection)

    @property
    def subscriptions(self) -> SqlSubscriptions:
        return SqlSubscriptions(self._connection)

    @property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self._connection)


class SqlCustomersWork(Room):
    """`services.ports.work.CustomersWork`."""

    @property
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection)

    @property
    def codes(self) -> SqlMailedCodes:
        return SqlMailedCodes(self._connection)

    @property
    def addresses(self) -> SqlConfirmedAddresses:
        return SqlConfirmedAddresses(self._connection)

    @property
    def address_lists(self) -> SqlAddressLists:
        return SqlAddressLists(self._connection)

    @property
    def files(self) -> SqlCustomerRecords:
        return SqlCustomerRecords(self._connection)


class SqlConversationsWork(Room):
    """`services.ports.work.ConversationsWork`."""

    @property
    def rows(self) -> SqlConversations:
        return SqlConversations(self._connection)

    @property
    def log(self) -> SqlMessageLog:
        return SqlMessageLog(self._connection)

    @property
    def turns(self) -> SqlPendingTurns:
        return SqlPendingTurns(self._connection)

    @property
    def leases(self) -> SqlLeases:
        return SqlLeases(self._connection)

    @property
    def stretches(self) -> SqlStretches:
        return SqlStretches(self._connection)

    @property
    def overview(self) -> SqlOverview:
        return SqlOverview(self._connection)

    @property
    def own(self) -> SqlOwnConversations:
        return SqlOwnConversations(self._connection)

    @property
    def tags(self) -> SqlTags:
        return SqlTags(self._connection)

    @property
    def tokens(self) -> SqlTokens:
        return SqlTokens(self._connection)

    @property
    def satisfaction(self) -> SqlSatisfaction:
        return SqlSatisfaction(self._connection)


class SqlStaffWork(Room):
    """`services.ports.work.StaffWork`."""

    @property
    def agents(self) -> SqlAgents:
        return SqlAgents(self._connection)

    @property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self._connection)

    @property
    def attempts(self) -> SqlAttempts:
        return SqlAttempts(self._connection)

    @property
    def audit(self) -> SqlAuditLog:
        return SqlAuditLog(self._connection)

    @property
    def presence(self) -> SqlPresence:
        return SqlPresence(self._connection)

    @property
    def canned_replies(self) -> SqlCannedReplies:
        return SqlCannedReplies(self._connection)


class SqlLearningWork(Room):
    """`services.ports.work.LearningWork`."""

    @property
    def reviews(self) -> SqlReviews:
        return SqlReviews(self._connection)


class SqlReportsWork(Room):
    """`services.ports.work.ReportsWork`."""

    @property
    def counts(self) -> SqlReportCounts:
        return SqlReportCounts(self._connection)


class SqlWork(Room):
    """`services.ports.Work` on one connection, which is in a transaction."""

    @property
    def billing(self) -> SqlBillingWork:
        return SqlBillingWork(self._connection)

    @property
    def customers(self) -> SqlCustomersWork:
        return SqlCustomersWork(self._connection)

    @property
    def support(self) -> SqlSupportWork:
        return SqlSupportWork(self._connection)

    @property
    def conversations(self) -> SqlConversationsWork:
        return SqlConversationsWork(self._connection)

    @property
    def notices(self) -> SqlNoticesWork:
        return SqlNoticesWork(self._connection)

    @property
    def staff(self) -> SqlStaffWork:
        return SqlStaffWork(self._connection)

    @property
    def learning(self) -> SqlLearningWork:
        return SqlLearningWork(self._connection)

    @property
    def reports(self) -> SqlReportsWork:
        return SqlReportsWork(self._connection)
