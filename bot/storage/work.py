"""The repositories of one transaction."""

from sqlalchemy import Connection

from bot.storage.agent_sessions import SqlSessions
from bot.storage.agents import SqlAgents
from bot.storage.audit import SqlAuditLog
from bot.storage.canned import SqlCannedReplies
from bot.storage.conversations import SqlConversations
from bot.storage.customer_file import SqlCustomerRecords
from bot.storage.documents import SqlDocuments
from bot.storage.invoices import SqlInvoices
from bot.storage.numbers import SqlNumbers
from bot.storage.overview import SqlOverview
from bot.storage.people import SqlPeople
from bot.storage.presence import SqlPresence
from bot.storage.reviews import SqlReviews
from bot.storage.satisfaction import SqlSatisfaction
from bot.storage.sign_in_attempts import SqlAttempts
from bot.storage.stretches import SqlStretches
from bot.storage.subscriptions import SqlSubscriptions
from bot.storage.tags import SqlTags
from bot.storage.ticket_work import SqlTicketWork
from bot.storage.tickets import SqlTickets
from bot.storage.tokens import SqlTokens


class SqlWork:
    """`services.ports.Work` on one connection, which is in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def invoices(self) -> SqlInvoices:
        return SqlInvoices(self._connection)

    @property
    def subscriptions(self) -> SqlSubscriptions:
        return SqlSubscriptions(self._connection)

    @property
    def tickets(self) -> SqlTickets:
        return SqlTickets(self._connection)

    @property
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection)

    @property
    def conversations(self) -> SqlConversations:
        return SqlConversations(self._connection)

    @property
    def stretches(self) -> SqlStretches:
        return SqlStretches(self._connection)

    @property
    def overview(self) -> SqlOverview:
        return SqlOverview(self._connection)

    @property
    def tags(self) -> SqlTags:
        return SqlTags(self._connection)

    @property
    def presence(self) -> SqlPresence:
        return SqlPresence(self._connection)

    @property
    def tokens(self) -> SqlTokens:
        return SqlTokens(self._connection)

    @property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self._connection)

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
    def satisfaction(self) -> SqlSatisfaction:
        return SqlSatisfaction(self._connection)

    @property
    def numbers(self) -> SqlNumbers:
        return SqlNumbers(self._connection)

    @property
    def customer_records(self) -> SqlCustomerRecords:
        return SqlCustomerRecords(self._connection)

    @property
    def ticket_work(self) -> SqlTicketWork:
        return SqlTicketWork(self._connection)

    @property
    def reviews(self) -> SqlReviews:
        return SqlReviews(self._connection)

    @property
    def canned_replies(self) -> SqlCannedReplies:
        return SqlCannedReplies(self._connection)
