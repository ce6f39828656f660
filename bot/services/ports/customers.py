"""Who is known: contacts, and what is on file about customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.customers.identity import Identity
from bot.domain.customers.mailed_codes import MailedCode
from bot.domain.staff.acting import CustomerOnFile
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import EarlierConversation
from bot.services.records.customers import (
    CarriedOver,
    ContactOnFile,
    CustomerHit,
    CustomerQuery,
    CustomerRow,
    Person,
)


class People(Protocol):
    """Contacts of customers and what the conversation's channel verified about its speaker."""

    def by_email(self, email: str) -> Person | None:
        """The contact with that address (case-insensitive)."""

    def hold(self, contact_id: int) -> None:
        """Others who would hold the same contact wait for the end of this transaction, or are told to try again."""

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""


class ConfirmedAddresses(Protocol):
    """Proven addresses that no company has."""

    def came(self, address: str, language: str, now: datetime) -> None:
        """Somebody proved the address. Others who come with it wait for the end of this transaction, or try again."""

    def waits(self, address: str) -> bool:
        """Whether somebody with that address came who was not linked to a company here."""

    def begun(self, address: str, since: datetime) -> int:
        """How many conversations were begun from it since then."""

    def carry_over(self, address: str, contact_id: int, customer_id: int) -> CarriedOver:
        """Conversations and tickets of the address are the contact's from now on; it waits for nobody any more."""


class MailedCodes(Protocol):
    """Codes that were mailed to sign in with."""

    def asked(self, address: str, network: str, since: datetime) -> tuple[int, int]:
        """How many were asked for since then for an address and from a network, by their digests."""

    def keep(self, code: MailedCode, now: datetime) -> None:
        """Remembers a code that is mailed; what is older than a day is forgotten."""

    def tried(self, browser: str, now: datetime) -> MailedCode | None:
        """Counts a try of the code asked for in a browser. None for no code, and one that may not be tried any more."""

    def used(self, browser: str, now: datetime) -> str | None:
        """The code is used up; the address of its contact. None when it was used in this very moment."""


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
