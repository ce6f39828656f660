"""Mails that arrived, their files, and how far mailboxes were read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversations.leases import Lease
from bot.domain.notices.incoming import Fate, KeptFile
from bot.domain.staff.agents import Agent
from bot.services.records.received import Mailbox, Received, ReceivedRow, StoredFile


class ReceivedMails(Protocol):
    """Each mail once, with what became of it."""

    def knows(self, key: str) -> bool:
        """Whether that mail was written down before."""

    def keep(self, mail: Received, files: Sequence[KeptFile], now: datetime) -> None:
        """Writes it down. Raises DuplicateEvent where a simultaneous reader has done so."""

    def count(self, sender: str, believed: bool, since: datetime) -> int:
        """How many of an address arrived since then, those whose sender was verified and others apart."""

    def page(
        self, fates: Sequence[Fate], *, asked_by: Agent, limit: int, offset: int
    ) -> tuple[tuple[ReceivedRow, ...], int]:
        """A part of the list, newest first, and how many there are in all. Raises AgentMayNot for who sees no tickets.

        Mails on tickets of other matters are not in it.
        """

    def one(self, row_id: int, *, asked_by: Agent) -> ReceivedRow | None:
        """The mail, or None."""

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[ReceivedRow, ...]:
        """The mails on a ticket of the agent's matters, in order of arrival."""

    def file(self, number: str, file_id: int, *, asked_by: Agent) -> StoredFile | None:
        """A file of a mail on a ticket of the agent's matters; None for any other."""

    def decide(self, row_id: int, fate: Fate, ticket: str | None, *, asked_by: Agent) -> bool:
        """A person has looked at an unclear one. False where another was faster."""

    def mailbox(self, name: str, lease: Lease) -> Mailbox | None:
        """Takes a mailbox for one reader, and tells how far it was read. None while another holds it."""

    def read_up_to(self, name: str, worker: str, mailbox: Mailbox) -> bool:
        """Writes down how far it was read; False when another holds it by now."""

    def leave(self, name: str, worker: str) -> None:
        """Gives a mailbox back before the lease ends."""
