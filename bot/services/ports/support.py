"""Tickets, as customers open and agents handle them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.customers.identity import Identity, Role
from bot.domain.staff.agents import Agent
from bot.domain.support.tickets import Matter, Ticket
from bot.services.records.staff import Colleague
from bot.services.records.support import (
    UNPROMISED,
    Alert,
    AlertDraft,
    Clocked,
    OwnTicket,
    TicketChange,
    TicketEntry,
    TicketForAgents,
    TicketQuery,
    TicketStep,
    TicketTimes,
)


class TicketHandling(Protocol):
    """Tickets of the matters an agent works on; another matter's and a missing one look the same."""

    def page(self, asked: TicketQuery, *, asked_by: Agent) -> tuple[tuple[TicketForAgents, ...], int]:
        """A part of the list, and how many there are in all: open ones first, by what is due next, then by age."""

    def one(self, number: str, *, asked_by: Agent) -> TicketForAgents | None:
        """The ticket of that exact number, or None."""

    def history(self, number: str, *, asked_by: Agent) -> tuple[TicketStep, ...]:
        """What was done with it, in order."""

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

    def colleagues(self, matter: Matter, *, asked_by: Agent) -> tuple[Colleague, ...]:
        """Who works on a matter and can sign in, by name."""


class Tickets(Protocol):
    """Tickets, and the only way to make one."""

    def open(
        self,
        *,
        asked_by: Identity,
        conversation_id: str | None,
        origin: str,
        matter: Matter,
        queue: str,
        subject: str,
        text: str,
        assigned_to: str,
        now: datetime,
        product: str | None = None,
        contact_address: str | None = None,
        clock: Clocked = UNPROMISED,
    ) -> Ticket:
        """A new ticket with the next number. The same `origin` (the message that caused it) gives the same ticket."""

    def by_number(self, number: str, *, asked_by: Identity, conversation_id: str) -> Ticket | None:
        """The ticket when `Ticket.may_be_read_by` allows, else None."""

    def change(
        self,
        number: str,
        change: TicketChange,
        *,
        asked_by: Identity,
        conversation_id: str,
        origin: str,
        seen: datetime,
        now: datetime,
    ) -> bool:
        """What a customer does with a ticket they may read, if it is still as `seen`; False where it is not.

        The same `origin` (the message that caused it) changes nothing twice: True.
        """

    def added(self, number: str, since: datetime, besides: str) -> int:
        """How often customers have changed a ticket since then, but for what came from that origin."""

    def opener_roles(self, number: str, *, asked_by: Identity, conversation_id: str) -> frozenset[Role]:
        """The roles of the contact of the speaker's own company that opened a ticket the speaker may read."""

    def opened_since(self, since: datetime, *, asked_by: Identity, but: str) -> int:
        """How many were opened since then from the speaker's proven address, without the one of that origin."""

    def readable(self, *, asked_by: Identity, conversation_id: str, limit: int = 5) -> tuple[Ticket, ...]:
        """Those the speaker may read: open ones first, then newest first."""


class TicketReading(Protocol):
    """A contact's own tickets, as conversations, and what of them was not seen yet."""

    def page(self, *, asked_by: Identity, limit: int, offset: int) -> tuple[tuple[OwnTicket, ...], int]:
        """A part of those the speaker may read, and how many there are: unread first, then open, then the newest."""

    def unread(self, *, asked_by: Identity, limit: int) -> tuple[OwnTicket, ...]:
        """Tickets the speaker opened with answers the speaker has not seen, the longest unseen first."""

    def unread_beside(self, *, asked_by: Identity) -> int:
        """How many unseen answers were said in no conversation."""

    def entries(self, number: str, *, asked_by: Identity, conversation_id: str, limit: int) -> tuple[TicketEntry, ...]:
        """The last entries of a ticket the speaker may read, in order; no notes, and nothing for a missing one."""

    def saw(self, number: str, up_to: int, *, asked_by: Identity) -> None:
        """The contact has seen the ticket up to this entry; never goes back. Not for visitors and others' tickets."""


class TicketTimesOf(Protocol):
    """What the clock of tickets reads and writes: for the desk itself, which shows none of it."""

    def of(self, number: str) -> TicketTimes | None:
        """What the clock reads of a ticket."""

    def set(self, number: str, clock: Clocked) -> None:
        """Writes what the clock says; the ticket's version stays."""

    def to_look_at(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Numbers of tickets whose next look is due, the longest due first."""

    def reckoned_otherwise(self, rules: Mapping[str, str], limit: int) -> tuple[str, ...]:
        """Numbers of tickets not closed, reckoned by another plan than the customer's or by older rules of it."""


class Alerts(Protocol):
    """What people are told of by themselves."""

    def tell(self, draft: AlertDraft, now: datetime) -> bool:
        """Writes it down; False where the same key stands already."""

    def knows(self, key: str) -> bool:
        """Whether that was written down before."""

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[Alert, ...]:
        """Who was told of which deadline of a ticket of the agent's matters, in order."""
