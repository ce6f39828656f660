"""The repositories of tickets and alerts in one transaction."""

from bot.storage.kernel.room import Room
from bot.storage.support.alerts import SqlAlerts
from bot.storage.support.clock import SqlTicketTimes
from bot.storage.support.ticket_handling import SqlTicketHandling
from bot.storage.support.ticket_reading import SqlTicketReading
from bot.storage.support.tickets import SqlTickets


class SqlSupportWork(Room):
    """`services.ports.work.SupportWork`."""

    @property
    def tickets(self) -> SqlTickets:
        return SqlTickets(self._connection)

    @property
    def handling(self) -> SqlTicketHandling:
        return SqlTicketHandling(self._connection)

    @property
    def reading(self) -> SqlTicketReading:
        return SqlTicketReading(self._connection)

    @property
    def times(self) -> SqlTicketTimes:
        return SqlTicketTimes(self._connection)

    @property
    def alerts(self) -> SqlAlerts:
        return SqlAlerts(self._connection)
