"""What becomes of a mail that arrived: an entry on a ticket, words in a conversation, a ticket, or somebody's eyes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.messages import Incoming
from bot.domain.customers.identity import Identity, Role, at_address
from bot.domain.kernel.errors import DuplicateEvent
from bot.domain.kernel.numbering import TICKET_PREFIX
from bot.domain.notices.incoming import HOUR, MOST_AN_HOUR, Doubt, Fate, IncomingMail
from bot.domain.support.meant import NOTHING, Meant
from bot.domain.support.ticket_handling import TooManyReplies
from bot.domain.support.tickets import Matter, Ticket
from bot.domain.support.titles import title_of_mail
from bot.services.conversations.ownership import retry_on_conflict
from bot.services.conversations.reception import Reception
from bot.services.notices.outbox import Outbox
from bot.services.notices.receipts import Receipts
from bot.services.ports import Bell, Database, Work
from bot.services.records.notices import Reader
from bot.services.records.received import Received
from bot.services.support.own_tickets import OwnTickets, Wish
from bot.services.support.tickets import CustomerTickets, TicketRequest

_NUMBER_SIGNS: Final = "[](),:; "


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail; `repeated` when it was taken before, and nothing changed."""

    fate: Fate | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ToUnderstand:
    """What the engine is to be asked: the words, and the language in which their writer usually writes."""

    words: str
    language: str


class MailIn:
    """Takes each mail once: what it changes and the row that says so are written in one transaction.

    Only a sender that the mail server has verified is anybody; whom a mail names besides is never asked.
    """

    def __init__(
        self,
        database: Database,
        tickets: CustomerTickets,
        own: OwnTickets,
        reception: Reception,
        outbox: Outbox,
        receipts: Receipts,
        bell: Bell,
    ) -> None:
        self._database = database
        self._tickets = tickets
        self._own = own
        self._reception = reception
        self._outbox = outbox
        self._receipts = receipts
        self._bell = bell

    def to_understand(self, mail: IncomingMail, now: datetime) -> ToUnderstand | None:
        """The words of a mail that opens a ticket, to be understood before it is taken; None for any other.

        Raises StorageBusy.
        """
        if not mail.believed or not _says(mail) or not _words(mail):
            return None
        with self._database.reading() as work:
            known = work.notices.received.knows(mail.key)
            if known or _too_many(work, mail, now) or _ticket_for(work, mail) is not None:
                return None
            person = work.customers.people.by_email(mail.sender)
        return ToUnderstand(f"{mail.subject}\n{_words(mail)}".strip(), person.language) if person else None

    @retry_on_conflict
    def take(self, mail: IncomingMail, now: datetime, meant: Meant = NOTHING) -> Taken:
        """Takes a mail; `meant` is what its words mean, NOTHING where nobody knows.

        Raises StorageBusy and TicketChanged: then the mail is to be brought again.
        """
        if mail.returned:
            self._outbox.bounced(mail.returned, mail.text, now)
        said_in = self._said_in(mail, now)
        try:
            with self._database.writing() as work:
                if work.notices.received.knows(mail.key):
                    return Taken(None, repeated=True)
                written = self._decided(work, mail, said_in, meant, now)
                many = written.doubt is Doubt.TOO_MANY and not written.text
                has_text = written.fate in {Fate.UNCLEAR, Fate.AUTOMATIC} and not many
                kept = replace(written, text=mail.text if has_text else "")
                work.notices.received.keep(kept, () if many else mail.files, now)
        except DuplicateEvent:
            return Taken(None, repeated=True)
        self._bell.ring()
        return Taken(written.fate)

    def _said_in(self, mail: IncomingMail, now: datetime) -> str | None:
        """The conversation a person has, into which the words were written; None where they belong elsewhere.

        The log knows the mail by its key, so that one brought again after a crash is not said twice. A mail with files
        becomes a ticket, which keeps them.
        """
        if not (mail.believed and mail.text and mail.about and mail.about.startswith("c:")) or mail.automatic:
            return None
        if mail.files or mail.left_out:
            return None
        conversation_id = mail.about[2:]
        with self._database.reading() as work:
            reader = work.notices.readers.of_conversation(conversation_id)
            if not _is(reader, mail) or _too_many(work, mail, now) or work.notices.received.knows(mail.key):
                return None
            record = work.conversations.rows.get(conversation_id)
            event_id = mail.origin
            if record is not None and work.conversations.log.delivered(record.channel, event_id) is not None:
                return conversation_id
        if record is None or not _with_people(record.conversation.lifecycle, record.conversation.owner.kind):
            return None
        self._reception.receive(Incoming(record.channel, conversation_id, event_id, mail.text, reads_along=False), now)
        return conversation_id

    def _decided(self, work: Work, mail: IncomingMail, said_in: str | None, meant: Meant, now: datetime) -> Received:
        """What becomes of it, carried out but for the row."""
        row = Received(mail.key, mail.sender, mail.subject, "", mail.believed, Fate.UNCLEAR)
        row = replace(row, named=mail.about, left_out=mail.left_out)
        if said_in is not None:
            return replace(row, fate=Fate.SAID, conversation_id=said_in)
        if mail.returned is not None:
            return replace(row, fate=Fate.RETURNED)
        if _too_many(work, mail, now):
            return replace(row, doubt=Doubt.TOO_MANY)
        if mail.unreadable or mail.too_large:
            return self._doubted(work, row, mail, Doubt.UNREADABLE if mail.unreadable else Doubt.TOO_LARGE, now)
        if mail.automatic:
            return replace(row, fate=Fate.AUTOMATIC, ticket=self._automatic_on(work, mail))
        if not mail.believed:
            return self._doubted(work, row, mail, Doubt.UNVERIFIED, now)
        if not _words(mail):
            return self._doubted(work, row, mail, Doubt.EMPTY, now)
        return self._believed(work, row, mail, meant, now)

    def _believed(self, work: Work, row: Received, mail: IncomingMail, meant: Meant, now: datetime) -> Received:
        if (found := _ticket_for(work, mail)) is not None:
            ticket, asked_by, conversation_id = found
            wish = Wish(asked_by, conversation_id, mail.origin)
            try:
                self._own.write_in(work, ticket, _words(mail), wish, now)
            except TooManyReplies:
                kept = replace(row, named=f"t:{ticket.number}", text=_words(mail))
                return self._doubted(work, kept, mail, Doubt.TOO_MANY, now)
            return replace(row, fate=Fate.ADDED, ticket=ticket.number)
        person = work.customers.people.by_email(mail.sender)
        if mail.about is not None and not self._in_own_conversation(work, mail):
            return self._doubted(work, row, mail, Doubt.NOT_THEIRS, now)
        if person is None:
            return self._doubted(work, row, mail, Doubt.UNKNOWN, now)
        matter = meant.matter or _usual_matter(person.identity)
        request = TicketRequest(
            matter=matter,
            text=_words(mail),
            origin=mail.origin,
            subject=title_of_mail(mail.subject, _words(mail)),
            product=meant.product,
            severity=meant.severity if matter is Matter.TECHNICAL else None,
        )
        opened = self._tickets.open_in(work, request, asked_by=person.identity, conversation_id=None, now=now)
        return replace(row, fate=Fate.OPENED, ticket=opened.ticket.number)

    def _doubted(self, work: Work, row: Received, mail: IncomingMail, doubt: Doubt, now: datetime) -> Received:
        self._receipts.queue(work, mail, now)
        return replace(row, doubt=doubt)

    @staticmethod
    def _automatic_on(work: Work, mail: IncomingMail) -> str | None:
        """The ticket on which a program's answer is noted: only its own reader's program is believed."""
        found = _ticket_for(work, mail) if mail.believed else None
        return found[0].number if found is not None else None

    @staticmethod
    def _in_own_conversation(work: Work, mail: IncomingMail) -> bool:
        """Whether its address names a conversation of the sender, which no person has: then it becomes a ticket."""
        about = mail.about or ""
        return about.startswith("c:") and _is(work.notices.readers.of_conversation(about[2:]), mail)


def _ticket_for(work: Work, mail: IncomingMail) -> tuple[Ticket, Identity, str] | None:
    """The ticket that a verified sender writes about, if it is theirs: by the signed address, else the subject."""
    number = mail.about[2:] if mail.about and mail.about.startswith("t:") else _number_in(mail)
    if number is None:
        return None
    person = work.customers.people.by_email(mail.sender)
    asked_by, conversation_id = (person.identity, "") if person is not None else (at_address(mail.sender), "")
    reader = work.notices.readers.of_ticket(number)
    if person is None and reader is not None and not reader.confirmed and _is(reader, mail):
        conversation_id = reader.conversation_id or ""
    ticket = work.support.tickets.by_number(number, asked_by=asked_by, conversation_id=conversation_id)
    return (ticket, asked_by, conversation_id) if ticket is not None else None


def _number_in(mail: IncomingMail) -> str | None:
    """The number in brackets that our own subjects begin with: "Re: [T-1002] VAT number"."""
    if mail.about is not None:
        return None
    before, bracket, _ = mail.subject.partition("]")
    number = before.rpartition("[")[2].strip(_NUMBER_SIGNS).upper()
    known = bracket and number.startswith(TICKET_PREFIX) and number.removeprefix(TICKET_PREFIX).isdecimal()
    return number if known else None


def _is(reader: Reader | None, mail: IncomingMail) -> bool:
    return reader is not None and reader.address.lower() == mail.sender


def _too_many(work: Work, mail: IncomingMail, now: datetime) -> bool:
    """Whether its sender wrote too much. Mails that only name somebody never silence the real one."""
    return work.notices.received.count(mail.sender, mail.believed, now - HOUR) >= MOST_AN_HOUR


def _with_people(lifecycle: Lifecycle, owner: OwnerKind) -> bool:
    return lifecycle is Lifecycle.ACTIVE and owner is not OwnerKind.BOT


def _says(mail: IncomingMail) -> bool:
    """Whether a person wrote it, and it can be read."""
    return not (mail.automatic or mail.returned or mail.unreadable or mail.too_large)


def _words(mail: IncomingMail) -> str:
    """What was written; of a mail that only brings files, their names."""
    return mail.text or "\n".join((*(file.name for file in mail.files), *mail.left_out))


def _usual_matter(identity: Identity) -> Matter:
    """What somebody in these roles writes about, where nobody has understood the words."""
    return Matter.TECHNICAL if identity.roles == {Role.TECHNICAL} else Matter.COMMERCIAL
