"""Proven addresses that no company has: agents find them, link them to a customer, dismiss them, and undo both."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.conversations.messages import Author
from bot.domain.customers.identity import Identity, Role, at_address
from bot.domain.customers.unlinked import AddressState
from bot.domain.kernel import lengths
from bot.domain.partner import Partner
from bot.domain.staff.acting import CustomerNotFound
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.linking import AddressHasContact, AddressNotFound, AddressSettled, NameMissing, require_gives
from bot.services.conversations.sentences.greeting import greeting
from bot.services.conversations.sentences.spoken import spoken
from bot.services.customers.contacts import adopt
from bot.services.ports import Database, Signals, Work
from bot.services.ports.conversations import Responses
from bot.services.ports.signals import Signal
from bot.services.records.conversations import Draft
from bot.services.records.customers import AddressQuery, AddressRow, AddressTalk, AddressTicket, CarriedOver
from bot.services.records.paging import part_of
from bot.services.staff.audit import Audit

PAGE: Final = 25
"""Addresses on one page of the list."""
MOST_SHOWN: Final = 20
"""Conversations, and tickets, of one address that are shown with it."""


@dataclass(frozen=True, slots=True)
class AddressPage:
    """A part of the list: `number` counts pages from 1 to `pages`; `counts` those of every state."""

    rows: tuple[AddressRow, ...]
    total: int
    number: int
    pages: int
    counts: Mapping[AddressState, int]

    @property
    def first(self) -> int:
        """The place of the page's first address in the whole list, from 1."""
        return (self.number - 1) * PAGE + 1


@dataclass(frozen=True, slots=True)
class AddressFile:
    """An address with what came from it; tickets only of the matters the agent works on."""

    row: AddressRow
    talks: tuple[AddressTalk, ...]
    tickets: tuple[AddressTicket, ...]


@dataclass(frozen=True, slots=True)
class NewContact:
    """What an agent says of the contact an address becomes."""

    customer_id: int
    name: str
    roles: frozenset[Role]


class Addresses:
    """Reading raises AgentMayNot without SEE_CUSTOMERS, changing without LINK_ADDRESSES; both AddressNotFound.

    Changing raises AddressSettled where a colleague was faster, and leaves an entry in the audit log.
    """

    def __init__(self, database: Database, partner: Partner, words: Responses, audit: Audit, signals: Signals) -> None:
        self._database = database
        self._partner = partner
        self._words = words
        self._audit = audit
        self._signals = signals

    def page(self, asked: AddressQuery, *, asked_by: Agent, now: datetime, number: int = 1) -> AddressPage:
        """A page of the list; a number beyond the last gives the last. Words are written to the audit log."""
        asked = replace(asked, words=" ".join(asked.words.split())[: lengths.SEARCH], limit=PAGE)
        with self._database.reading() as work:
            lists = work.customers.address_lists
            part = part_of(number, PAGE, lambda offset: lists.page(replace(asked, offset=offset), asked_by=asked_by))
            counts = lists.counts(asked_by=asked_by)
        if asked.words:
            self._audit.note(asked_by, Action.SEARCHED, now, subject=asked.words)
        return AddressPage(tuple(part.rows), part.total, part.number, part.pages, counts)

    def waiting(self, *, asked_by: Agent) -> int:
        """How many wait to be linked or dismissed."""
        with self._database.reading() as work:
            return work.customers.address_lists.counts(asked_by=asked_by)[AddressState.WAITING]

    def one(self, address_id: int, *, asked_by: Agent) -> AddressFile:
        """One address with its conversations and tickets, newest first, MOST_SHOWN of each."""
        with self._database.reading() as work:
            lists = work.customers.address_lists
            row = _row(work, address_id, asked_by)
            talks = lists.talks(address_id, asked_by=asked_by, limit=MOST_SHOWN)
            return AddressFile(row, talks, lists.tickets(address_id, asked_by=asked_by, limit=MOST_SHOWN))

    def link(self, address_id: int, new: NewContact, *, asked_by: Agent, now: datetime) -> None:
        """The address is a contact of the customer from now on, with the conversations and tickets that came from it.

        It is told so in its conversation. Raises RoleNotGiven, NameMissing, CustomerNotFound, and AddressHasContact
        where some company has it.
        """
        require_gives(asked_by, new.roles)
        name = " ".join(new.name.split())[: lengths.NAME]
        if not name:
            raise NameMissing()
        with self._database.writing() as work:
            row = _held(work, address_id, AddressState.WAITING, asked_by)
            customer = work.customers.files.one(new.customer_id, asked_by=asked_by)
            if customer is None:
                raise CustomerNotFound()
            carried = work.customers.addresses.link(
                address_id, customer.id, name=name, roles=new.roles, agent_id=asked_by.id, now=now
            )
            if carried is None:
                raise AddressHasContact(address=row.address, customer=_company_of(work, row.address))
            details = {"roles": sorted(new.roles), **_counted(carried)}
            work.staff.audit.note(
                asked_by, Action.ADDRESS_LINKED, now, details=details, customer_id=customer.id, subject=row.address
            )
            told = self._tell_linked(work, row.address, now)
        self._wake(told)

    def hand_over(self, address_id: int, *, asked_by: Agent, now: datetime) -> None:
        """What came from the address is the contact's that has it by now, without waiting for its next sign-in.

        Raises AddressNotFound where nobody has it.
        """
        asked_by.require(Permission.LINK_ADDRESSES)
        with self._database.writing() as work:
            row = _held(work, address_id, AddressState.WAITING, asked_by)
            person = work.customers.people.by_email(row.address)
            if person is None:
                raise AddressNotFound()
            adopt(work, person, now, asked_by)
            told = self._tell_linked(work, row.address, now)
        self._wake(told)

    def unlink(self, address_id: int, *, asked_by: Agent, now: datetime) -> None:
        """The contact the link made ends at once, with everything it may see.

        What nothing happened in since goes back to the address, which waits again; the rest stays with the agents.
        """
        asked_by.require(Permission.LINK_ADDRESSES)
        with self._database.writing() as work:
            row = _held(work, address_id, AddressState.LINKED, asked_by)
            if row.contact_id is None or not work.customers.people.hold(row.contact_id):
                raise AddressSettled(address=row.address)
            given = work.customers.addresses.unlink(address_id)
            details = _counted(given.returned)
            work.staff.audit.note(
                asked_by,
                Action.ADDRESS_UNLINKED,
                now,
                details=details,
                customer_id=row.customer_id,
                subject=row.address,
            )
            told = self._tell(work, at_address(row.address), "utter_desk_address_unlinked", now)
        self._wake(told)

    def dismiss(self, address_id: int, *, asked_by: Agent, now: datetime) -> None:
        """Nobody of any customer: it leaves the list of those who wait. It may go on asking, and open tickets."""
        with self._changing(address_id, AddressState.WAITING, Action.ADDRESS_DISMISSED, asked_by, now) as work:
            work.customers.addresses.dismiss(address_id, asked_by.id, now)

    def take_back(self, address_id: int, *, asked_by: Agent, now: datetime) -> None:
        """A dismissed one waits again."""
        with self._changing(address_id, AddressState.DISMISSED, Action.ADDRESS_TAKEN_BACK, asked_by, now) as work:
            work.customers.addresses.take_back(address_id)

    @contextmanager
    def _changing(
        self, address_id: int, before: AddressState, action: Action, agent: Agent, now: datetime
    ) -> Iterator[Work]:
        agent.require(Permission.LINK_ADDRESSES)
        with self._database.writing() as work:
            row = _held(work, address_id, before, agent)
            yield work
            work.staff.audit.note(agent, action, now, subject=row.address)

    def _tell_linked(self, work: Work, address: str, now: datetime) -> str | None:
        """In the conversation that goes on, with what its speaker may ask by now."""
        person = work.customers.people.by_email(address)
        return self._tell(work, person.identity, "utter_desk_address_linked", now) if person is not None else None

    def _tell(self, work: Work, speaker: Identity, key: str, now: datetime) -> str | None:
        """Says it where the speaker spoke last; the conversation, None where there is none."""
        last = next(iter(work.conversations.own.listed(asked_by=speaker, limit=1)), None)
        record = work.conversations.rows.get(last.id) if last is not None else None
        if last is None or record is None:
            return None
        said = spoken(self._words, key, record.language, customer=speaker.customer_name)
        offered = greeting(self._words, self._partner, record.language, speaker).buttons
        work.conversations.log.append(last.id, [Draft(Author.DESK, said.text, buttons=offered)], now)
        return last.id

    def _wake(self, conversation_id: str | None) -> None:
        if conversation_id is not None:
            self._signals.send(conversation_id, Signal.CHANGED)


def _row(work: Work, address_id: int, agent: Agent) -> AddressRow:
    row = work.customers.address_lists.one(address_id, asked_by=agent)
    if row is None:
        raise AddressNotFound()
    return row


def _held(work: Work, address_id: int, wanted: AddressState, agent: Agent) -> AddressRow:
    """The address, held until the end of the transaction, if it is still as the agent saw it."""
    if not work.customers.addresses.hold(address_id):
        raise AddressNotFound()
    row = _row(work, address_id, agent)
    if row.state is not wanted:
        raise AddressSettled(address=row.address)
    return row


def _company_of(work: Work, address: str) -> str:
    person = work.customers.people.by_email(address)
    return person.identity.customer_name if person is not None else ""


def _counted(carried: CarriedOver) -> dict[str, int]:
    return {"conversations": carried.conversations, "tickets": carried.tickets}
