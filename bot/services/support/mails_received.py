"""Mails that arrived, as agents see them: what became of each, and what a person decides of an unclear one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DocumentNotFound
from bot.domain.kernel.numbering import TICKET_PREFIX, number_candidates
from bot.domain.notices.incoming import Fate
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.domain.support.tickets import TicketEvent
from bot.services.ports import Database
from bot.services.records.paging import part_of
from bot.services.records.received import ReceivedRow, StoredFile
from bot.services.records.support import TicketChange
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.ticket_lists import found

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class ReceivedPage:
    """A part of the list: `number` counts pages from 1 to `pages`, `total` the mails on all of them."""

    mails: tuple[ReceivedRow, ...]
    total: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the page's first mail in the whole list, from 1."""
        return (self.number - 1) * PAGE + 1


class MailsReceived:
    """For agents of tickets; a mail on a ticket of another matter and a missing one look the same."""

    def __init__(self, database: Database, clock: TicketClock) -> None:
        self._database = database
        self._clock = clock

    def page(self, fates: tuple[Fate, ...], *, asked_by: Agent, number: int = 1) -> ReceivedPage:
        """A page of the list, newest first; a number beyond the last gives the last."""
        with self._database.reading() as work:
            page = partial(work.notices.received.page, fates, asked_by=asked_by, limit=PAGE)
            part = part_of(number, PAGE, lambda offset: page(offset=offset))
        return ReceivedPage(tuple(part.rows), part.total, part.number, part.pages)

    def attach(self, row_id: int, number: str, *, asked_by: Agent, now: datetime) -> bool | None:
        """Writes an unclear mail into a ticket, as a note: nobody has verified its sender. Its files come with it.

        None for a missing mail, False where a colleague was faster. Raises TicketNotFound, TicketChanged.
        """
        number = next(iter(number_candidates(number, TICKET_PREFIX)), number.strip())
        with self._database.writing() as work:
            if (mail := work.notices.received.one(row_id, asked_by=asked_by)) is None:
                return None
            ticket = found(work, number, asked_by).ticket
            if not work.notices.received.decide(row_id, Fate.ATTACHED, number, asked_by=asked_by):
                return False
            note = TicketChange(TicketEvent.NOTE, text=_as_note(mail))
            work.support.handling.change(number, [note], asked_by=asked_by, seen=ticket.changed_at, now=now)
            self._clock.wind(work, number, now)
            details = {"mail": mail.sender}
            work.staff.audit.note(asked_by, Action.MAIL_ATTACHED, now, subject=number, details=details)
        return True

    def discard(self, row_id: int, *, asked_by: Agent, now: datetime) -> bool | None:
        """Nothing follows from an unclear mail. None for a missing mail, False where a colleague was faster."""
        with self._database.writing() as work:
            if (mail := work.notices.received.one(row_id, asked_by=asked_by)) is None:
                return None
            if not work.notices.received.decide(row_id, Fate.DISCARDED, None, asked_by=asked_by):
                return False
            work.staff.audit.note(asked_by, Action.MAIL_DISCARDED, now, details={"mail": mail.sender})
        return True

    def file(self, number: str, file_id: int, *, asked_by: Agent, now: datetime) -> StoredFile:
        """A file of a mail on a ticket. Raises DocumentNotFound, also for one on a ticket of another matter."""
        with self._database.writing() as work:
            stored = work.notices.received.file(number, file_id, asked_by=asked_by)
            if stored is None:
                raise DocumentNotFound()
            work.staff.audit.note(asked_by, Action.DOWNLOADED_FILE, now, subject=number, details={"file": stored.name})
        return stored


def _as_note(mail: ReceivedRow) -> str:
    return f"{mail.sender or '?'}: {mail.subject}\n\n{mail.text}".strip()[: lengths.MESSAGE]
