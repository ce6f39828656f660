"""What repositories hand over about tickets as agents see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.support.alerts import AlertKind
from bot.domain.support.support_clock import Happened
from bot.domain.support.targets import NOTHING_DUE, Dues, Severity, Target
from bot.domain.support.tickets import Matter, Ticket, TicketEvent, TicketState


class Whose(StrEnum):
    """Whose tickets are wanted."""

    ANYONE = "anyone"
    MINE = "mine"
    TEAM = "team"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which tickets a list shows, within the matters the agent works on.

    `own` are the keys of the queues that the agent's team works on, which Whose.TEAM asks for. `state` None is
    everything not closed. `numbers` are what `words` may mean as a ticket's number. `due_by` keeps what is due at
    that instant or before; None asks for all. `customer` is a part of the customer's name or number, `owner` the id of
    who took it.
    """

    matter: Matter | None = None
    queue: str = ""
    own: tuple[str, ...] = ()
    state: TicketState | None = None
    whose: Whose = Whose.ANYONE
    words: str = ""
    numbers: tuple[str, ...] = ()
    due_by: datetime | None = None
    customer: str = ""
    owner: int | None = None
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class TicketForAgents:
    """A ticket with what agents see beside it. `agent_id` is who took it; `answered_at` the first answer (UTC).

    `support_plan` is the customer's, None for visitors. `changed_at` of the ticket is its version.
    """

    ticket: Ticket
    customer: str | None
    contact: str | None
    contact_email: str | None
    support_plan: str | None
    agent_id: int | None
    agent: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketStep:
    """What was done with a ticket. `code` is the new state, queue or assignee's name; `text` what was said.

    `by_mail` tells that a customer's words came as a mail.
    `agent` is empty where the customer did it; `contact` then names who, if it was not a visitor.
    """

    at: datetime
    agent: str
    event: TicketEvent
    code: str
    text: str
    contact: str | None = None
    by_mail: bool = False


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One event and what it changes; None leaves as it is. `released` takes the ticket from whoever has it.

    `seq` is the row of the ticket's conversation that says the same to the customer.
    """

    event: TicketEvent
    code: str = ""
    text: str = ""
    state: TicketState | None = None
    severity: Severity | None = None
    matter: Matter | None = None
    queue: str | None = None
    assigned_to: str | None = None
    agent_id: int | None = None
    released: bool = False
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class TicketEntry:
    """What the customer may read of what was done with a ticket: an answer, a message, a change of its state.

    `id` grows with each entry. `agent` is empty where the customer did it; `contact_id` then tells which
    contact, None for a visitor. `state` is the new one of a change; `unread` is an answer that who asks has not seen.
    """

    id: int
    at: datetime
    event: TicketEvent
    agent: str
    contact_id: int | None
    text: str
    state: TicketState | None
    unread: bool


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A ticket in a contact's list, and how many answers to it the contact has not seen."""

    ticket: Ticket
    unread: int


@dataclass(frozen=True, slots=True)
class Clocked:
    """What the clock says of a ticket of a severity. `plan` is the key of the support plan, None without one.

    `look_at` is when somebody must look whether people are to be told; `reckoned_with` stands for the rules of the plan
    as they were then: once they change, it is reckoned anew.
    """

    severity: Severity
    plan: str | None
    dues: Dues
    look_at: datetime | None
    reckoned_with: str


UNPROMISED: Final = Clocked(Severity.MODERATE, None, NOTHING_DUE, None, "")
"""Nothing is promised of a ticket nobody was asked about."""


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """What the clock reads of a ticket: the customer's plan by now, and what was done with it, in order.

    `agent_id` is who works on it.
    """

    number: str
    severity: Severity
    plan: str | None
    opened_at: datetime
    agent_id: int | None
    done: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """Something to tell somebody. The same `key` is told once; `agent_id` None is for whoever works on the queue.

    It is about the ticket of a number, or about a conversation. `target` and `due_at` belong to a deadline.
    """

    key: str
    kind: AlertKind
    target: Target | None = None
    agent_id: int | None = None
    number: str | None = None
    due_at: datetime | None = None
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert about a deadline that was written down; `agent` is who it is for by name, None for the whole team."""

    kind: AlertKind
    target: Target
    agent: str | None
    due_at: datetime
    made_at: datetime
