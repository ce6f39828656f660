"""The repositories of one transaction."""

from sqlalchemy import Connection

from bot.storage.conversations import SqlConversations
from bot.storage.documents import SqlDocuments
from bot.storage.invoices import SqlInvoices
from bot.storage.people import SqlPeople
from bot.storage.subscriptions import SqlSubscriptions
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
    def tokens(self) -> SqlTokens:
        return SqlTokens(self._connection)

    @property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self._connection)
