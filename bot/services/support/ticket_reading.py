"""A customer's tickets as conversations: the list, one of them with its entries, and the answers not seen yet."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.domain.customers.identity import Identity, Role
from bot.domain.kernel.errors import StorageBusy, TicketNotFound
from bot.domain.support.support_clock import Standing
from bot.domain.support.tickets import Ticket, TicketEvent, TicketState
from bot.services.ports import Database
from bot.services.records.paging import part_of
from bot.services.records.support import OwnTicket, TicketEntry
from bot.services.support.ticket_clock import TicketClock

log = logging.getLogger(__name__)

PAGE: Final = 20
"""Tickets of one page of the list."""
MOST_ENTRIES: Final = 200
"""Entries of a ticket that are shown: the last ones."""
MOST_NEWS: Final = 50
"""Tickets with unseen answers that are told of."""


@dataclass(frozen=True, slots=True)
class TicketsPage:
    """A part of the list, with what is due for each; `total` of all, `number` counts pages from 1."""

    rows: tuple[tuple[OwnTicket, tuple[Standing, ...]], ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class TicketStory:
    """A ticket from its first words to the last entry.

    `roles` are those of the contact who opened it. `is_cut` where entries before those shown were left out.
    """

    ticket: Ticket
    oneself: bool
    roles: frozenset[Role]
    entries: tuple[TicketEntry, ...]
    is_cut: bool
    standings: tuple[Standing, ...]

    @property
    def last(self) -> int:
        """The newest entry shown, 0 where there is none."""
        return max((entry.id for entry in self.entries), default=0)


class TicketReading:
    """Reads for who may read. A missing ticket and another's raise the same TicketNotFound."""

    def __init__(self, database: Database, clock: TicketClock) -> None:
        self._database = database
        self._clock = clock

    def page(self, number: int, *, asked_by: Identity, now: datetime) -> TicketsPage:
        """That page of the speaker's tickets, or the nearest there is."""
        with self._database.reading() as work:
            page = partial(work.support.reading.page, asked_by=asked_by, limit=PAGE)
            part = part_of(number, PAGE, lambda offset: page(offset=offset))
        listed = tuple((row, self._clock.deadlines(row.ticket, now)) for row in part.rows)
        return TicketsPage(listed, part.total, part.number, part.pages)

    def one(self, number: str, *, asked_by: Identity, now: datetime) -> TicketStory:
        """The ticket of an exact number, for a contact. Raises TicketNotFound."""
        with self._database.reading() as work:
            ticket = work.support.tickets.by_number(number, asked_by=asked_by, conversation_id="")
            if ticket is None:
                raise TicketNotFound(number=number)
            reading = work.support.reading
            last = reading.entries(number, asked_by=asked_by, conversation_id="", limit=MOST_ENTRIES + 1)
            roles = work.support.tickets.opener_roles(number, asked_by=asked_by, conversation_id="")
        cut = len(last) > MOST_ENTRIES
        told = tuple(_told(last[-MOST_ENTRIES:]))
        return TicketStory(ticket, ticket.was_opened_by(asked_by), roles, told, cut, self._clock.deadlines(ticket, now))

    def saw(self, number: str, up_to: int, *, asked_by: Identity) -> None:
        """The contact was shown the ticket up to this entry (0: there was none).

        While the database is busy nothing is noted: the answers count as unread until they are shown again.
        """
        if not up_to or not asked_by.can_be_answered:
            return
        try:
            with self._database.writing(durable=False) as work:
                work.support.reading.saw(number, up_to, asked_by=asked_by)
        except StorageBusy:
            log.info("that ticket %s was read is noted the next time", number)

    def shown(self, number: str, *, asked_by: Identity, conversation_id: str) -> tuple[TicketEntry, ...]:
        """The answers to a ticket that the contact had not seen, which counts as seeing them."""
        with self._database.reading() as work:
            reading = work.support.reading
            last = reading.entries(number, asked_by=asked_by, conversation_id=conversation_id, limit=MOST_ENTRIES)
        unseen = tuple(entry for entry in last if entry.unread)
        self.saw(number, unseen[-1].id if unseen else 0, asked_by=asked_by)
        return unseen

    def unread(self, *, asked_by: Identity) -> tuple[OwnTicket, ...]:
        """Tickets the contact opened with answers the contact has not seen, the longest unseen first."""
        with self._database.reading() as work:
            return work.support.reading.unread(asked_by=asked_by, limit=MOST_NEWS)


def _told(entries: Iterable[TicketEntry]) -> Iterator[TicketEntry]:
    """Without the states that say nothing new: only that it was closed, and opened again after that."""
    closed = False
    for entry in entries:
        if entry.event is TicketEvent.STATE:
            before, closed = closed, entry.state is TicketState.CLOSED
            if before == closed:
                continue
        elif entry.event is TicketEvent.MESSAGE:
            closed = False
        yield entry
