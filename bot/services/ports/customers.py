"""Who is known: contacts, and what is on file about customers."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol

from bot.domain.customers.identity import Identity, Role
from bot.domain.customers.mailed_codes import MailedCode
from bot.domain.customers.unlinked import AddressState
from bot.domain.staff.acting import CustomerOnFile
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import EarlierConversation
from bot.services.records.customers import (
    AddressQuery,
    AddressRow,
    AddressTalk,
    AddressTicket,
    CarriedOver,
    ContactOnFile,
    CustomerHit,
    CustomerQuery,
    CustomerRow,
    GivenBack,
    Person,
)


class People(Protocol):
    """Contacts of customers and what the conversation's channel verified about its speaker."""

    def by_email(self, email: str) -> Person | None:
        """The contact with that address (case-insensitive)."""

    def hold(self, contact_id: int) -> bool:
        """Others who would hold the same contact wait for the end of this transaction, or are told to try again.

        False where the contact has ended meanwhile.
        """

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""


class ConfirmedAddresses(Protocol):
    """Proven addresses that no company has."""

    def came(self, address: str, language: str, now: datetime) -> None:
        """Somebody proved the address. Others who come with it wait for the end of this transaction, or try again."""

    def id_of(self, address: str) -> int | None:
        """The row of an address that was proven before (case-insensitive), whatever people made of it."""

    def waits(self, address: str) -> bool:
        """Whether something under that address is still nobody's: it came, or began a conversation or a ticket."""

    def begun(self, address: str, since: datetime) -> int:
        """How many conversations were begun from it since then."""

    def carry_over(self, address: str, contact_id: int, customer_id: int) -> CarriedOver:
        """Conversations and tickets of the address are the contact's from now on; it waits for nobody any more."""

    def hold(self, address_id: int) -> bool:
        """Others who would change the same address wait for the end of this transaction. False where there is none."""

    def link(
        self, address_id: int, customer_id: int, *, name: str, roles: Set[Role], agent_id: int, now: datetime
    ) -> CarriedOver | None:
        """The address becomes a contact of the customer, with all it did. None where a contact has it already."""

    def unlink(self, address_id: int) -> GivenBack:
        """The contact made by the link is none any more; what was said or done since stays with the agents alone."""

    def dismiss(self, address_id: int, agent_id: int, now: datetime) -> None:
        """It is listed among those dismissed from now on."""

    def take_back(self, address_id: int) -> None:
        """It waits again."""


class AddressLists(Protocol):
    """Proven addresses as agents see them. Every method raises AgentMayNot without SEE_CUSTOMERS."""

    def page(self, asked: AddressQuery, *, asked_by: Agent) -> tuple[tuple[AddressRow, ...], int]:
        """A part of the list, and how many there are in all."""

    def counts(self, *, asked_by: Agent) -> Mapping[AddressState, int]:
        """How many there are in each state."""

    def one(self, address_id: int, *, asked_by: Agent) -> AddressRow | None:
        """The address, or None."""

    def talks(self, address_id: int, *, asked_by: Agent, limit: int) -> tuple[AddressTalk, ...]:
        """Its conversations in which something was said, newest first. Raises AgentMayNot, as reading them does."""

    def tickets(self, address_id: int, *, asked_by: Agent, limit: int) -> tuple[AddressTicket, ...]:
        """Its tickets of the matters the agent works on, newest first."""


class MailedCodes(Protocol):
    """Codes that were mailed to sign in with."""

    def asked(self, address: str, network: str, since: datetime) -> tuple[int, int]:
        """How many were asked for since then for an address and from a network, by their digests."""

    def keep(self, code: MailedCode, now: datetime) -> None:
        """Remembers a code that is mailed; what is older than a day is forgotten."""

    def tried(self, browser: str, now: datetime) -> MailedCode | None:
        """Counts a try of the code asked for in a browser. None for no code, and one that may not be tried any more."""

    def used(self, browser: str, now: datetime) -> str | None:
        """The code is used up; the address it went to. None when it was used in this very moment."""


class CustomerRecords(Protocol):
    """What is on file about customers. Every method raises AgentMayNot without SEE_CUSTOMERS."""

    def one(self, customer_id: int, *, asked_by: Agent) -> CustomerOnFile | None:
        """The customer, or None."""

    def contacts(self, customer_id: int, *, asked_by: Agent) -> tuple[ContactOnFile, ...]:
        """The customer's contacts by name."""

    def earlier(
        self, customer_id: int, *, asked_by: Agent, without: str | None = None, limit: int = 10
    ) -> tuple[EarlierConversation, ...]:
        """The customer's conversations in which something was said, newest first, but one."""

    def page(self, asked: CustomerQuery, *, asked_by: Agent) -> tuple[tuple[CustomerRow, ...], int]:
        """A part of the list by name, and how many there are in all.

        Words are a part of company, number, contact name or address. Raises AgentMayNot for `overdue` and `numbers`
        without SEE_INVOICES too.
        """

    def with_invoice(self, numbers: Sequence[str], *, asked_by: Agent) -> tuple[CustomerHit, ...]:
        """Whom invoices of these exact numbers were issued to. Raises AgentMayNot without SEE_INVOICES too."""
