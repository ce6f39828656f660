"""What is mailed about a ticket: that it was opened, answered or closed; in the transaction of what it tells of."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.letters import Quote
from bot.domain.notices.neutral import WITHIN, may_write_to_stranger
from bot.domain.support.tickets import Ticket, TicketState
from bot.services.notices.mailroom import Mailroom, Told
from bot.services.ports import Work
from bot.services.records.notices import MailKind, Reader
from bot.writing.dates import city, moment


@dataclass(frozen=True, slots=True)
class Destination:
    """Where mails about a ticket go. `confirmed`: the address is on file. `stopped`: its reader wants no more."""

    address: str
    confirmed: bool
    stopped: bool


class TicketNotices:
    """Each verb returns the address that is written to, or None where nothing is sent, so that nothing is promised."""

    def __init__(self, mailroom: Mailroom) -> None:
        self._mailroom = mailroom

    def destination(self, work: Work, number: str) -> Destination | None:
        """Where mails about it go; None where none are sent."""
        if not self._mailroom.is_open or (reader := work.notices.readers.of_ticket(number)) is None:
            return None
        stopped = work.notices.readers.has_stopped(about_ticket(number), reader.address)
        return Destination(reader.address, reader.confirmed, stopped)

    def opened(self, work: Work, ticket: Ticket, due: datetime | None, now: datetime) -> str | None:
        """It is open: its number, what was said in one line, and by when an answer is due."""
        reader = self._reader(work, ticket)
        if reader is None:
            return None
        key = opening_key(ticket.number)
        if not work.notices.mails.knows(key):
            if not reader.confirmed and not _may_write(work, reader.address, now):
                return None
            body = self._opened_body(ticket, due, reader, now)
            self._queue(work, ticket, reader, MailKind.OPENED, key, body, now, written=False)
        return reader.address

    def answered(
        self,
        work: Work,
        ticket: Ticket,
        said: str,
        agent: str,
        state: TicketState,
        version: datetime,
        now: datetime,
        *,
        seq: int | None = None,
    ) -> str | None:
        """A person's words. `state` is the ticket's after them, `seq` the row of the conversation that holds them."""
        reader = self._reader(work, ticket)
        if reader is None:
            return None
        say = self._mailroom.say
        partner = self._mailroom.partner.organisation.name
        body: list[str | Quote] = [say("answered", reader, agent=agent, partner=partner), Quote(said)]
        if state is TicketState.CLOSED:
            body += [say("closed_now", reader), say("reopen", reader)]
        else:
            waiting = [say("waiting", reader)] if state is TicketState.WAITING else []
            body += [*waiting, say("add", reader)]
        key = f"ticket:{ticket.number}:answered:{version.isoformat()}"
        self._queue(work, ticket, reader, MailKind.ANSWERED, key, tuple(body), now, seq=seq)
        return reader.address

    def closed(self, work: Work, ticket: Ticket, version: datetime, now: datetime) -> str | None:
        """Somebody else than its reader closed it, and how it is opened again."""
        reader = self._reader(work, ticket)
        if reader is None:
            return None
        say = self._mailroom.say
        body = (say("closed", reader, number=ticket.number), say("reopen", reader))
        key = f"ticket:{ticket.number}:closed:{version.isoformat()}"
        self._queue(work, ticket, reader, MailKind.CLOSED, key, body, now)
        return reader.address

    def _reader(self, work: Work, ticket: Ticket) -> Reader | None:
        """Who reads mails about it; None where none are sent, or wanted."""
        if not self._mailroom.is_open or (reader := work.notices.readers.of_ticket(ticket.number)) is None:
            return None
        stopped = work.notices.readers.has_stopped(about_ticket(ticket.number), reader.address)
        return None if stopped else reader

    def _opened_body(
        self, ticket: Ticket, due: datetime | None, reader: Reader, now: datetime
    ) -> tuple[str | Quote, ...]:
        """What was said is not told to an address nobody confirmed: whoever typed it may have meant somebody else."""
        say = self._mailroom.say
        said = (Quote(ticket.subject),) if reader.confirmed else ()
        return (say("opened", reader, number=ticket.number), *said, self._due(due, reader, now), say("add", reader))

    def _due(self, due: datetime | None, reader: Reader, now: datetime) -> str:
        """When somebody answers: as promised, else when people are there."""
        say, partner = self._mailroom.say, self._mailroom.partner
        zone, state = partner.zone, partner.support.schedule.state_at(now)
        if due is None and state.is_open:
            return say("seen_now", reader)
        at = due or state.opens_at
        if at is None:
            return say("seen_soon", reader)
        when = moment(at.astimezone(zone), reader.locale)
        return say("due" if due else "seen_from", reader, when=when, city=city(zone, reader.locale))

    def _queue(
        self,
        work: Work,
        ticket: Ticket,
        reader: Reader,
        kind: MailKind,
        key: str,
        body: tuple[str | Quote, ...],
        now: datetime,
        *,
        written: bool = True,
        seq: int | None = None,
    ) -> None:
        """Subjects stand in notifications for everybody to see: a stranger's names the number only."""
        partner = self._mailroom.partner.organisation.name
        named = ticket.subject if reader.confirmed else self._mailroom.say("subject_visitor", reader, partner=partner)
        told = Told(
            key=key,
            first=opening_key(ticket.number),
            kind=kind,
            about=about_ticket(ticket.number),
            matter=ticket.matter,
            subject=f"[{ticket.number}] {named}",
            body=body,
            written=written,
            seq=seq,
        )
        work.notices.mails.queue(self._mailroom.draft(told, reader), now)


def about_ticket(number: str) -> str:
    """How mails, reply addresses and stops name a ticket."""
    return f"t:{number}"


def opening_key(number: str) -> str:
    """The key of the mail that begins a ticket's thread."""
    return f"ticket:{number}:opened"


def _may_write(work: Work, address: str, now: datetime) -> bool:
    return may_write_to_stranger(*work.notices.mails.unasked_to_strangers(address, now - WITHIN))
