"""What repositories hand over about tickets as agents see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
    everything not closed. `numbers` are what `words` may mean as a ticket's number. `overdue_by` maps support plans
    to the instant (UTC) before which unanswered tickets have outlived their promise; None asks for all.
    """

    matter: Matter | None = None
    queue: str = ""
    own: tuple[str, ...] = ()
    state: TicketState | None = None
    whose: Whose = Whose.ANYONE
    words: str = ""
    numbers: tuple[str, ...] = ()
    overdue_by: Mapping[str, datetime] | None = None
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

    `agent` is empty where the customer did it; `contact` then names who, if it was not a visitor.
    """

    at: datetime
    agent: str
    event: TicketEvent
    code: str
    text: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One event and what it changes; None leaves as it is. `released` takes the ticket from whoever has it."""

    event: TicketEvent
    code: str = ""
    text: str = ""
    state: TicketState | None = None
    matter: Matter | None = None
    queue: str | None = None
    assigned_to: str | None = None
    agent_id: int | None = None
    released: bool = False
