"""Tickets as agents list and read them, with what was promised and how much of it is left."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.kernel.errors import TicketNotFound
from bot.domain.kernel.numbering import TICKET_PREFIX, number_candidates
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.domain.support.support_clock import Standing
from bot.domain.support.ticket_handling import Delivery, delivery_of
from bot.services.notices.tickets import Destination, TicketNotices, about_ticket
from bot.services.ports import Database, Work
from bot.services.records.alerts import ToldRow
from bot.services.records.notices import MailRow
from bot.services.records.paging import part_of
from bot.services.records.received import ReceivedRow
from bot.services.records.staff import Colleague
from bot.services.records.support import Alert, TicketForAgents, TicketQuery, TicketStep
from bot.services.staff.audit import Audit
from bot.services.support.ticket_clock import TicketClock

PAGE = 25
"""Tickets on one page of the list."""


@dataclass(frozen=True, slots=True)
class TicketListed:
    """A row of the list. `standings` tell how what is due stands, the next one first; none where nothing is."""

    row: TicketForAgents
    standings: tuple[Standing, ...]

    @property
    def standing(self) -> Standing | None:
        """What is due next."""
        return next(iter(self.standings), None)


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A part of the list: `number` counts pages from 1 to `pages`, `total` the tickets on all of them."""

    tickets: tuple[TicketListed, ...]
    total: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the page's first ticket in the whole list, from 1."""
        return (self.number - 1) * PAGE + 1


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A ticket with everything an agent needs to work on it. `mail_to` is set where answers go by mail alone.

    `destination` is where the desk mails to, None where it sends no mail; `mails` are those about this ticket.
    """

    listed: TicketListed
    history: tuple[TicketStep, ...]
    colleagues: tuple[Colleague, ...]
    delivery: Delivery
    mail_to: str | None
    destination: Destination | None
    mails: tuple[MailRow, ...]
    alerts: tuple[Alert, ...] = ()
    told: tuple[ToldRow, ...] = ()
    received: tuple[ReceivedRow, ...] = ()

    @property
    def row(self) -> TicketForAgents:
        return self.listed.row


class TicketLists:
    """Finds tickets. Another matter's ticket and a missing one raise the same TicketNotFound."""

    def __init__(
        self, database: Database, partner: Partner, audit: Audit, clock: TicketClock, notices: TicketNotices
    ) -> None:
        self._database = database
        self._partner = partner
        self._audit = audit
        self._clock = clock
        self._notices = notices

    def page(
        self, asked: TicketQuery, *, asked_by: Agent, now: datetime, number: int = 1, overdue: bool = False
    ) -> TicketPage:
        """A page of the list; a number beyond the last gives the last. `overdue` keeps broken promises only."""
        numbers = number_candidates(asked.words, TICKET_PREFIX) if asked.words else ()
        asked = replace(
            asked,
            own=self._partner.routing.queues_of(asked_by.team),
            numbers=numbers,
            limit=PAGE,
            due_by=now if overdue else asked.due_by,
        )
        with self._database.reading() as work:
            page = work.support.handling.page
            part = part_of(number, PAGE, lambda offset: page(replace(asked, offset=offset), asked_by=asked_by))
        if asked.words:
            self._audit.note(asked_by, Action.SEARCHED, now, subject=asked.words)
        listed = tuple(self._listed(row, now) for row in part.rows)
        return TicketPage(listed, part.total, part.number, part.pages)

    def one(self, number: str, *, asked_by: Agent, now: datetime) -> TicketFile:
        """The ticket of an exact number. Raises TicketNotFound (blank: number)."""
        with self._database.reading() as work:
            row = found(work, number, asked_by)
            history = work.support.handling.history(number, asked_by=asked_by)
            colleagues = work.support.handling.colleagues(row.ticket.matter, asked_by=asked_by)
            alerts = work.support.alerts.of_ticket(number, asked_by=asked_by)
            told = work.notices.tellings.of_ticket(number, asked_by=asked_by)
            destination = self._notices.destination(work, number)
            mails = work.notices.lists.about(about_ticket(number), asked_by=asked_by)
            received = work.notices.received.of_ticket(number, asked_by=asked_by)
        about = {"conversation_id": row.ticket.conversation_id, "customer_id": row.ticket.customer_id}
        self._audit.note(asked_by, Action.LOOKED_AT_TICKET, now, subject=number, **about)  # type: ignore[arg-type]
        delivery, mail_to = delivery_to(row)
        listed = self._listed(row, now)
        return TicketFile(listed, history, colleagues, delivery, mail_to, destination, mails, alerts, told, received)

    def _listed(self, row: TicketForAgents, now: datetime) -> TicketListed:
        return TicketListed(row, self._clock.deadlines(row.ticket, now))


def found(work: Work, number: str, agent: Agent) -> TicketForAgents:
    """The ticket, if it is of the agent's matters. Raises TicketNotFound (blank: number)."""
    row = work.support.handling.one(number, asked_by=agent)
    if row is None:
        raise TicketNotFound(number=number)
    return row


def delivery_to(row: TicketForAgents) -> tuple[Delivery, str | None]:
    """Where the customer reads an answer, and the address of a mail."""
    delivery, ticket = delivery_of(row.ticket), row.ticket
    address = ticket.contact_address or ticket.confirmed_address or row.contact_email
    return delivery, address if delivery is Delivery.MAIL else None
