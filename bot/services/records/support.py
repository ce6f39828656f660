"""What repositories hand over about customers, tickets and replies as agents see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.stretches import Ending
from bot.domain.customers.identity import Role
from bot.domain.support.tickets import Ticket, TicketChannel, TicketEvent, TicketState


@dataclass(frozen=True, slots=True)
class ContactOnFile:
    """A contact of a customer and what it does there."""

    id: int
    name: str
    email: str
    language: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class EarlierConversation:
    """A conversation of the customer's. `ending` and `agent` are of its latest time with people, None without.

    `contact` is who wrote, `last_at` (UTC) when something was said last.
    """

    id: str
    contact: str
    started_at: datetime
    last_at: datetime
    owner: OwnerKind
    lifecycle: Lifecycle
    ending: Ending | None
    agent: str | None


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer a search found, and what it was found by: the words of the contact or the invoice's number."""

    id: int
    number: str
    name: str
    found_by: str = ""


class Whose(StrEnum):
    """Whose tickets are wanted."""

    ANYONE = "anyone"
    MINE = "mine"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class TicketsAsked:
    """Which tickets a list shows, within the channels the agent works on.

    `state` None is everything not closed. `number` is what `words` may mean as a ticket's number. `overdue_by` maps
    support plans to the instant (UTC) before which unanswered tickets have outlived their promise; None asks for all.
    """

    channel: TicketChannel | None = None
    state: TicketState | None = None
    whose: Whose = Whose.ANYONE
    words: str = ""
    numbers: tuple[str, ...] = ()
    overdue_by: Mapping[str, datetime] | None = None
    limit: int = 25
    offset: int = 0


@dataclass(frozen=True, slots=True)
class TicketOnDesk:
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
    """What an agent did with a ticket. `code` is the new state, channel or assignee's name; `text` what was said."""

    at: datetime
    agent: str
    event: TicketEvent
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One event and what it changes; None leaves as it is. `released` takes the ticket from whoever has it."""

    event: TicketEvent
    code: str = ""
    text: str = ""
    state: TicketState | None = None
    channel: TicketChannel | None = None
    assigned_to: str | None = None
    agent_id: int | None = None
    released: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent to whom something can be given."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CannedDraft:
    """A reply to be kept, checked already."""

    name: str
    team: str | None
    intents: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
