"""Who reads a mailbox, so that several desks do not fetch the same mails, and how far it was read."""

from datetime import timedelta
from typing import Final

from bot.domain.conversations.leases import Lease
from bot.domain.kernel.clock import Clock
from bot.services.ports import Database
from bot.services.records.received import Mailbox

LEASE: Final = timedelta(minutes=5)
"""Renewed before each mail: longer than fetching and taking one takes."""


class Mailboxes:
    """One transaction a call. `worker` names this reader, `beat` is the real time. All raise StorageBusy."""

    def __init__(self, database: Database, worker: str, beat: Clock) -> None:
        self._database = database
        self._worker = worker
        self._beat = beat

    def hold(self, name: str) -> Mailbox | None:
        """Takes or keeps the mailbox, and tells how far it was read. None while another desk holds it."""
        with self._database.writing() as work:
            return work.notices.received.mailbox(name, Lease(self._worker, self._beat(), LEASE))

    def read_up_to(self, name: str, mailbox: Mailbox) -> bool:
        """Writes down how far it was read; False when another desk holds it by now."""
        with self._database.writing() as work:
            return work.notices.received.read_up_to(name, self._worker, mailbox)

    def leave(self, name: str) -> None:
        """Lets others read it at once."""
        with self._database.writing() as work:
            work.notices.received.leave(name, self._worker)
