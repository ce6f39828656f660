"""Tickets: what the bot could not solve, opened for the right people and followed up."""

from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from typing import Final

from bot.domain.customers.identity import Identity
from bot.domain.customers.unlinked import WITHIN, may_open_ticket
from bot.domain.kernel import lengths
from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.errors import ContactAddressMissing, TicketNotFound, TicketTextMissing, TooManyTickets
from bot.domain.kernel.numbering import TICKET_PREFIX, number_candidates
from bot.domain.kernel.products import family_of
from bot.domain.partner import Partner
from bot.domain.staff.console_errors import QueueUnknown
from bot.domain.support.alerts import AlertKind
from bot.domain.support.routing import Queue
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter, Ticket, first_severity
from bot.domain.support.titles import title_of
from bot.services.notices.tickets import TicketNotices
from bot.services.ports import Bell, Database, Work
from bot.services.records.support import AlertDraft
from bot.services.support.ticket_clock import TicketClock

MOST: Final = 50
"""Tickets told at once."""


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What the customer wants written down. `origin` is the id of the message that caused it.

    `queue` is the key of the one it belongs into, None to let partner.yml decide. `severity` is what the customer said,
    None where they were not asked.
    """

    matter: Matter
    text: str
    origin: str
    subject: str = ""
    product: str | None = None
    contact_address: str | None = None
    queue: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class TicketOpened:
    """The ticket, and by when a first answer is promised (None where the speaker's plan promises nothing).

    `first_response_hours` is the plan's promise, in the hours that count for the ticket. `mailed_to` is the address
    that a confirmation and the answers are mailed to, None where no mail is sent.
    """

    ticket: Ticket
    first_response_hours: int | None
    answer_due_at: datetime | None
    mailed_to: str | None = None


class CustomerTickets:
    """Opens tickets and tells how far they are."""

    def __init__(
        self, database: Database, partner: Partner, clock: TicketClock, notices: TicketNotices, bell: Bell
    ) -> None:
        self._database = database
        self._partner = partner
        self._clock = clock
        self._notices = notices
        self._bell = bell

    def open(self, request: TicketRequest, *, asked_by: Identity, conversation_id: str, now: datetime) -> TicketOpened:
        """Writes the ticket down, in the queue that takes it, assigned by support structure.

        Raises TicketTextMissing without a description, ContactAddressMissing when a visitor left no address, and
        TooManyTickets where too many came of late from an address that no company has.
        """
        with self._database.writing() as work:
            self._require_few(work, request.origin, asked_by, now)
            opened = self.open_in(work, request, asked_by=asked_by, conversation_id=conversation_id, now=now)
        self._bell.ring()
        return opened

    def open_in(
        self, work: Work, request: TicketRequest, *, asked_by: Identity, conversation_id: str | None, now: datetime
    ) -> TicketOpened:
        """`open` as a part of somebody's transaction, with the mail about it. A ticket by mail has no conversation."""
        text = request.text.strip()
        if not text:
            raise TicketTextMissing()
        queue = self._queue_for(request, asked_by)
        severity = first_severity(queue.matter, request.severity)
        ticket = work.support.tickets.open(
            asked_by=asked_by,
            conversation_id=conversation_id,
            origin=request.origin,
            matter=queue.matter,
            queue=queue.key,
            subject=subject_of(request.subject) if request.subject.strip() else title_of(text) or subject_of(text),
            text=text,
            assigned_to=self.assignee(queue, request.product),
            now=now,
            product=request.product,
            contact_address=_address(request, asked_by),
            clock=self._clock.at_opening(asked_by.support_plan, severity, now),
        )
        key = f"ticket:{ticket.number}:opened"
        work.support.alerts.tell(AlertDraft(key, AlertKind.TICKET_OPENED, number=ticket.number), now)
        self._clock.call_for_critical(work, ticket.number, ticket.severity, ticket.first_response_due, ticket.plan, now)
        opened = self._opened(ticket)
        return replace(opened, mailed_to=self._notices.opened(work, ticket, opened.answer_due_at, now))

    def status(self, number: str | None, *, asked_by: Identity, conversation_id: str) -> tuple[Ticket, ...]:
        """The ticket of a number in any shape ("1002", "t-1002"), or all the speaker may read, open ones first.

        Raises TicketNotFound (blank: number), also for a ticket that is someone else's.
        """
        with self._database.reading() as work:
            if number is None:
                return work.support.tickets.readable(asked_by=asked_by, conversation_id=conversation_id, limit=MOST)
            candidates = number_candidates(number, TICKET_PREFIX)
            for candidate in candidates:
                if found := work.support.tickets.by_number(
                    candidate, asked_by=asked_by, conversation_id=conversation_id
                ):
                    return (found,)
        raise TicketNotFound(number=candidates[0] if candidates else number.strip())

    def queue_named(self, key: str) -> Queue:
        """The queue of that key. Raises QueueUnknown."""
        if (found := self._partner.routing.queue(key)) is None:
            raise QueueUnknown(queue=key)
        return found

    def _require_few(self, work: Work, origin: str, asked_by: Identity, now: datetime) -> None:
        """Raises TooManyTickets. Whoever is told so has a telephone and a mail address to go on with."""
        if asked_by.confirmed_address is None:
            return
        if not may_open_ticket(work.support.tickets.opened_since(now - WITHIN, asked_by=asked_by, but=origin)):
            raise TooManyTickets(email=self._partner.support.email, phone=self._partner.support.phone)

    def _queue_for(self, request: TicketRequest, asked_by: Identity) -> Queue:
        routing = self._partner.routing
        named = routing.queue(request.queue)
        return named or routing.queue_for(request.matter, request.product, asked_by.support_plan)

    def assignee(self, queue: Queue, product: str | None) -> str:
        """Who gets a ticket: the team that works on its queue, or the company that answers for the product."""
        technical = queue.matter is Matter.TECHNICAL
        if technical and product is None:
            return queue.team
        support = self._partner.support.answering(family_of(product) if technical and product else None)
        return queue.team if support.by_partner else support.provider

    def _opened(self, ticket: Ticket) -> TicketOpened:
        plan = self._partner.support.plan(ticket.plan) if ticket.plan else None
        hours = plan.promised_hours(ticket.severity, Target.FIRST_RESPONSE) if plan else None
        return TicketOpened(ticket, hours, ticket.first_response_due)


def subject_of(text: str) -> str:
    """The first line of a text, cut at a word to at most lengths.SUBJECT characters."""
    return shorten(text.strip().splitlines()[0], lengths.SUBJECT, placeholder="…")


def _address(request: TicketRequest, asked_by: Identity) -> str | None:
    """Where to answer who proved none: the address that was typed. Raises ContactAddressMissing."""
    if asked_by.can_be_answered:
        return None
    left = (request.contact_address or "").strip()
    if not is_email(left):
        raise ContactAddressMissing()
    return left
