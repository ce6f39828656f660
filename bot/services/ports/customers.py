"""Who is known: contacts, and what is on file about customers."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.customers.identity import Identity
from bot.domain.staff.acting import CustomerOnFile
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import EarlierConversation
from bot.services.records.customers import ContactOnFile, CustomerHit, Person


class People(Protocol):
    """Contacts of customers and what the conversation's channel verified about its speaker."""

    def by_email(self, email: str) -> Person | None:
        """The contact with that address (case-insensitive)."""

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""


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

    def search(self, words: str, *, asked_by: Agent, limit: int) -> tuple[CustomerHit, ...]:
        """Customers by a part of company, number, contact name or address, by name. Empty for blank words."""

    def with_invoice(self, numbers: Sequence[str], *, asked_by: Agent) -> tuple[CustomerHit, ...]:
        """Whom invoices of these exact numbers were issued to. Raises AgentMayNot without SEE_INVOICES too."""
