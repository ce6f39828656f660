"""Customers, tickets and canned replies as the partner's people see and change them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.staff.acting import CustomerOnFile
from bot.domain.staff.agents import Agent
from bot.domain.staff.canned_replies import CannedReply
from bot.domain.support.tickets import Ticket, TicketChannel
from bot.services.records.support import (
    CannedDraft,
    Colleague,
    ContactOnFile,
    CustomerHit,
    EarlierConversation,
    TicketChange,
    TicketOnDesk,
    TicketsAsked,
    TicketStep,
)


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


class TicketWork(Protocol):
    """Tickets of the channels an agent works on; another channel's and a missing one look the same."""

    def page(self, asked: TicketsAsked, *, asked_by: Agent) -> tuple[tuple[TicketOnDesk, ...], int]:
        """A part of the list, and how many there are in all: open ones first, the oldest first."""

    def one(self, number: str, *, asked_by: Agent) -> TicketOnDesk | None:
        """The ticket of that exact number, or None."""

    def history(self, number: str, *, asked_by: Agent) -> tuple[TicketStep, ...]:
        """What agents did with it, in order."""

    def open_of(
        self, *, asked_by: Agent, customer_id: int | None = None, conversation_id: str | None = None, limit: int = 10
    ) -> tuple[Ticket, ...]:
        """Tickets not closed of a customer, or of a conversation, newest first."""

    def change(
        self, number: str, changes: Sequence[TicketChange], *, asked_by: Agent, seen: datetime, now: datetime
    ) -> None:
        """Writes the changes and their events if the ticket is still as `seen`.

        Raises TicketNotFound, and TicketChanged when a colleague was faster.
        """

    def note_opening(self, number: str, *, asked_by: Agent, now: datetime) -> bool:
        """Writes down who opened the ticket for the customer; False when that stands already."""

    def colleagues(self, channel: TicketChannel, *, asked_by: Agent) -> tuple[Colleague, ...]:
        """Who works on a channel and can sign in, by name."""


class CannedReplies(Protocol):
    """Replies written in advance. Reading needs ANSWER_CONVERSATIONS or EDIT_CANNED_REPLIES, writing the latter."""

    def all(self, *, asked_by: Agent) -> tuple[CannedReply, ...]:
        """By name, without deleted ones."""

    def one(self, reply_id: int, *, asked_by: Agent) -> CannedReply | None:
        """The reply, or None when missing or deleted."""

    def add(self, draft: CannedDraft, *, asked_by: Agent, now: datetime) -> CannedReply:
        """A new reply. Raises CannedNameTaken; a deleted reply's name is free again."""

    def change(
        self, reply_id: int, draft: CannedDraft, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> CannedReply:
        """Raises CannedNotFound, CannedNameTaken, and CannedChanged when a colleague changed it since `seen`."""

    def delete(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Takes it out of every list; `restore` brings it back. Raises CannedNotFound."""

    def restore(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Brings a deleted reply back. Raises CannedNotFound when there is none."""
