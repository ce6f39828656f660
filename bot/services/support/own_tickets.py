"""What customers do with their own tickets: add to them, close and reopen them; and who opened one."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.customers.identity import Identity, Role
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import EmptyMessage, MessageTooLong, TicketNotFound
from bot.domain.staff.audit import Action
from bot.domain.support.ticket_handling import ADDED_WITHIN, MOST_ADDED, TicketChanged, TooManyReplies, next_version
from bot.domain.support.tickets import Ticket, TicketEvent, TicketState
from bot.services.notices.tickets import TicketNotices
from bot.services.ports import Database, Work
from bot.services.records.support import TicketChange
from bot.services.support.mailed_words import MailedWords
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.tickets import CustomerTickets


@dataclass(frozen=True, slots=True)
class Wish:
    """By whom, where and because of which message (`origin`) a ticket is changed; one message changes it once."""

    asked_by: Identity
    conversation_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opened a ticket: the speaker, or another contact by the roles, none of which tells a person."""

    ticket: Ticket
    oneself: bool
    roles: frozenset[Role]


class OwnTickets:
    """Changes tickets for those who may read them. A missing ticket and another's raise the same TicketNotFound."""

    def __init__(
        self,
        database: Database,
        tickets: CustomerTickets,
        clock: TicketClock,
        notices: TicketNotices,
        mailed: MailedWords,
    ) -> None:
        self._database = database
        self._tickets = tickets
        self._clock = clock
        self._notices = notices
        self._mailed = mailed

    def add(
        self, number: str, text: str, *, asked_by: Identity, conversation_id: str, origin: str, now: datetime
    ) -> Ticket:
        """Writes a message of the customer into the ticket, which is open after that, whatever it was before.

        Raises TicketNotFound, EmptyMessage, MessageTooLong, TicketChanged, TooManyReplies.
        """
        said = text.strip()
        if not said:
            raise EmptyMessage()
        if len(said) > lengths.MESSAGE:
            raise MessageTooLong(limit=str(lengths.MESSAGE))
        wish = Wish(asked_by, conversation_id, origin)
        ticket = self._one(number, wish)
        state = TicketState.OPEN if ticket.state is not TicketState.OPEN else None
        return self._change(ticket, TicketChange(TicketEvent.MESSAGE, text=said, state=state), wish, now)

    def write_in(self, work: Work, ticket: Ticket, text: str, wish: Wish, now: datetime) -> None:
        """`add` as a part of somebody's transaction, of a mail: a closed ticket is open again. Raises TicketChanged.

        Who opened the ticket reads the words in its conversation too; what a colleague mails stays on the ticket.
        """
        state = None if ticket.state is TicketState.OPEN else TicketState.OPEN
        self._change_in(work, ticket, TicketChange(TicketEvent.MESSAGE, text=text, state=state), wish, now)
        if _is_opener(ticket, wish):
            self._mailed.repeat(work, ticket, text, wish.origin, now)

    def close(self, number: str, *, asked_by: Identity, conversation_id: str, origin: str, now: datetime) -> Ticket:
        """Closes it. Raises TicketNotFound, TicketChanged."""
        return self._state(number, TicketState.CLOSED, Wish(asked_by, conversation_id, origin), now)

    def reopen(self, number: str, *, asked_by: Identity, conversation_id: str, origin: str, now: datetime) -> Ticket:
        """Opens a closed one again. Raises TicketNotFound, TicketChanged, TooManyReplies."""
        return self._state(number, TicketState.OPEN, Wish(asked_by, conversation_id, origin), now)

    def opener(self, number: str, *, asked_by: Identity, conversation_id: str) -> Opener:
        """Who opened it. Raises TicketNotFound."""
        wish = Wish(asked_by, conversation_id, "")
        ticket = self._one(number, wish)
        oneself = _is_opener(ticket, wish)
        with self._database.reading() as work:
            roles = work.support.tickets.opener_roles(ticket.number, asked_by=asked_by, conversation_id=conversation_id)
        return Opener(ticket, oneself, roles)

    def _state(self, number: str, state: TicketState, wish: Wish, now: datetime) -> Ticket:
        ticket = self._one(number, wish)
        if (ticket.state is TicketState.CLOSED) == (state is TicketState.CLOSED):
            return ticket
        return self._change(ticket, TicketChange(TicketEvent.STATE, code=state.value, state=state), wish, now)

    def _one(self, number: str, wish: Wish) -> Ticket:
        found = self._tickets.status(number, asked_by=wish.asked_by, conversation_id=wish.conversation_id)
        if not found:
            raise TicketNotFound(number=number)
        return found[0]

    def _change(self, ticket: Ticket, change: TicketChange, wish: Wish, now: datetime) -> Ticket:
        with self._database.writing() as work:
            self._change_in(work, ticket, change, wish, now)
        changed_at = next_version(ticket.changed_at, now)
        return replace(ticket, changed_at=changed_at, state=change.state or ticket.state)

    def _change_in(self, work: Work, ticket: Ticket, change: TicketChange, wish: Wish, now: datetime) -> None:
        """Closing is always possible. Raises TicketChanged, and TooManyReplies for the rest."""
        added = work.support.tickets.added(ticket.number, now - ADDED_WITHIN, besides=wish.origin)
        if added >= MOST_ADDED and change.state is not TicketState.CLOSED:
            raise TooManyReplies(number=ticket.number)
        done = work.support.tickets.change(
            ticket.number,
            change,
            asked_by=wish.asked_by,
            conversation_id=wish.conversation_id,
            origin=wish.origin,
            seen=ticket.changed_at,
            now=now,
        )
        if not done:
            raise TicketChanged(number=ticket.number)
        self._clock.wind(work, ticket.number, now)
        _note(work, ticket, change, now)
        if change.state is TicketState.CLOSED and not _is_opener(ticket, wish):
            self._notices.closed(work, ticket, next_version(ticket.changed_at, now), now)


def _is_opener(ticket: Ticket, wish: Wish) -> bool:
    """Whether who speaks opened it; a colleague with the right role may read and close it too."""
    if ticket.contact_id is not None or ticket.confirmed_address is not None:
        return ticket.was_opened_by(wish.asked_by)
    return ticket.conversation_id == wish.conversation_id


def _note(work: Work, ticket: Ticket, change: TicketChange, now: datetime) -> None:
    """No agent did it; the entry tells that the customer did."""
    work.staff.audit.note(
        None,
        Action.TICKET_NOTED if change.event is TicketEvent.MESSAGE else Action.TICKET_CHANGED,
        now,
        conversation_id=ticket.conversation_id,
        customer_id=ticket.customer_id,
        subject=ticket.number,
        details={"by": "customer"} | ({"state": change.code} if change.code else {}),
    )
