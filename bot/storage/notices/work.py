"""The repositories of the room `notices` within one transaction."""

from bot.storage.kernel.room import Room
from bot.storage.notices.alert_wishes import SqlWishes
from bot.storage.notices.lists import SqlMailLists
from bot.storage.notices.mails import SqlMails
from bot.storage.notices.posts import SqlPosts
from bot.storage.notices.readers import SqlReaders
from bot.storage.notices.received import SqlReceivedMails
from bot.storage.notices.subscriptions import SqlPushSubscriptions
from bot.storage.notices.tellings import SqlTellings


class SqlNoticesWork(Room):
    """`services.ports.work.NoticesWork`."""

    @property
    def mails(self) -> SqlMails:
        return SqlMails(self._connection)

    @property
    def lists(self) -> SqlMailLists:
        return SqlMailLists(self._connection)

    @property
    def readers(self) -> SqlReaders:
        return SqlReaders(self._connection)

    @property
    def wishes(self) -> SqlWishes:
        return SqlWishes(self._connection)

    @property
    def tellings(self) -> SqlTellings:
        return SqlTellings(self._connection)

    @property
    def subscriptions(self) -> SqlPushSubscriptions:
        return SqlPushSubscriptions(self._connection)

    @property
    def posts(self) -> SqlPosts:
        return SqlPosts(self._connection)

    @property
    def received(self) -> SqlReceivedMails:
        return SqlReceivedMails(self._connection)
