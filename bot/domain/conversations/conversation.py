"""Who answers the customer: the bot, nobody yet, or one named agent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.kernel.errors import AlreadyAccepted, TransitionRefused


class OwnerKind(StrEnum):
    """The three possible owners."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"


class Lifecycle(StrEnum):
    """Whether anything is going on. A closed conversation opens again when the customer writes."""

    ACTIVE = "active"
    CLOSED = "closed"


class HandoffReason(StrEnum):
    """Why a person should answer."""

    ASKED = "asked"
    FALLBACK = "fallback"
    FORM_FAILED = "form_failed"
    DISPUTE = "dispute"
    POLICY = "policy"
    ANGER = "anger"
    ENGINE_DOWN = "engine_down"


class Event(StrEnum):
    """What changed the owner; written to the conversation's event log."""

    HANDED_OFF = "handed_off"
    ACCEPTED = "accepted"
    TAKEN_OVER = "taken_over"
    WAIT_ENDED = "wait_ended"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"
    ASSIGNED = "assigned"
    HANDED_BACK = "handed_back"
    WENT_SILENT = "went_silent"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    WOKEN = "woken"


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner; `agent` is the agent's id and set exactly when `kind` is AGENT."""

    kind: OwnerKind
    agent: int | None = None

    def __post_init__(self) -> None:
        if (self.kind is OwnerKind.AGENT) != (self.agent is not None):
            raise ValueError("an agent owner names the agent, and no other owner does")

    def __str__(self) -> str:
        return self.kind.value if self.agent is None else f"agent:{self.agent}"


BOT = Owner(OwnerKind.BOT)
QUEUE = Owner(OwnerKind.QUEUE)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One customer's thread with the desk, as far as ownership is concerned.

    `version` rises by one with every change and is what a writer compares before setting. `segment` rises
    when a closed conversation is opened again. `queue` is the key of the one it waits in, or came
    from, while people have it. `waiting_since` is the instant (UTC) it entered the queue. `snoozed_until` is set
    while the holding agent has put it aside; `begin_again` tells that the bot's next turn starts without forms and
    counters. Verbs return a changed copy and raise TransitionRefused where the state does not allow them.
    """

    id: str
    owner: Owner = BOT
    lifecycle: Lifecycle = Lifecycle.ACTIVE
    version: int = 1
    segment: int = 1
    queue: str | None = None
    handoff_reason: HandoffReason | None = None
    waiting_since: datetime | None = None
    snoozed_until: datetime | None = None
    begin_again: bool = False

    def hand_off(self, queue: str, reason: HandoffReason, now: datetime) -> "Conversation":
        """The bot gives way: the conversation waits in a queue."""
        self._require(Event.HANDED_OFF, OwnerKind.BOT)
        return self._become(QUEUE, queue=queue, handoff_reason=reason, waiting_since=now)

    def accept(self, agent: int) -> "Conversation":
        """An agent takes it out of the queue. Raises AlreadyAccepted when another agent was first."""
        if self.owner.kind is OwnerKind.AGENT:
            raise AlreadyAccepted(by=str(self.owner.agent))
        self._require(Event.ACCEPTED, OwnerKind.QUEUE)
        return self._become(Owner(OwnerKind.AGENT, agent), waiting_since=None)

    def take_over(self, agent: int, queue: str) -> "Conversation":
        """An agent takes a conversation the bot leads. Raises AlreadyAccepted when another agent holds it."""
        if self.owner.kind is OwnerKind.AGENT:
            raise AlreadyAccepted(by=str(self.owner.agent))
        self._require(Event.TAKEN_OVER, OwnerKind.BOT)
        return self._become(Owner(OwnerKind.AGENT, agent), queue=queue, waiting_since=None)

    def end_waiting(self) -> "Conversation":
        """Nobody came within the limit, or the desk closed: back to the bot (which opens a ticket)."""
        self._require(Event.WAIT_ENDED, OwnerKind.QUEUE)
        return self._to_bot()

    def cancel(self) -> "Conversation":
        """The customer no longer wants to wait."""
        self._require(Event.CANCELLED, OwnerKind.QUEUE)
        return self._to_bot()

    def transfer(self, agent: int, queue: str, now: datetime) -> "Conversation":
        """The holding agent passes it on into a queue."""
        self._require_agent(Event.TRANSFERRED, agent)
        return self._become(QUEUE, queue=queue, waiting_since=now)

    def assign(self, by: int, to: int, queue: str) -> "Conversation":
        """A queued conversation, or one `by` holds, becomes the named colleague's, and belongs to `queue`."""
        if self.owner.kind is OwnerKind.AGENT:
            self._require_agent(Event.ASSIGNED, by)
        else:
            self._require(Event.ASSIGNED, OwnerKind.QUEUE)
        return self._become(Owner(OwnerKind.AGENT, to), queue=queue, waiting_since=None)

    def hand_back(self, agent: int) -> "Conversation":
        """The holding agent gives it back to the bot, which goes on without forms and counters."""
        self._require_agent(Event.HANDED_BACK, agent)
        return self._to_bot()

    def agent_went_silent(self, now: datetime) -> "Conversation":
        """The holding agent did not answer in time: back to the same queue."""
        self._require(Event.WENT_SILENT, OwnerKind.AGENT)
        return self._become(QUEUE, waiting_since=now)

    def resolve(self, agent: int) -> "Conversation":
        """The holding agent closes it."""
        self._require_agent(Event.RESOLVED, agent)
        return replace(self._to_bot(), lifecycle=Lifecycle.CLOSED)

    def snooze(self, agent: int, until: datetime) -> "Conversation":
        """The holding agent puts it aside until an instant, or until the customer writes."""
        self._require_agent(Event.SNOOZED, agent)
        return self._become(self.owner, snoozed_until=until)

    def wake(self) -> "Conversation":
        """The time has come, or the customer wrote: it is before the holding agent again."""
        self._require(Event.WOKEN, OwnerKind.AGENT)
        if self.snoozed_until is None:
            raise TransitionRefused(event=Event.WOKEN, owner=str(self.owner))
        return self._become(self.owner)

    def reopen(self) -> "Conversation":
        """The customer writes after it was closed: the bot answers, in a new segment."""
        self._require_closed()
        return replace(self._to_bot(), lifecycle=Lifecycle.ACTIVE, segment=self.segment + 1)

    def reopen_for(self, agent: int, queue: str) -> "Conversation":
        """An agent takes up a closed conversation again, in a new segment."""
        self._require_closed()
        held = self._become(Owner(OwnerKind.AGENT, agent), queue=queue, waiting_since=None)
        return replace(held, lifecycle=Lifecycle.ACTIVE, segment=self.segment + 1)

    def waited(self, now: datetime) -> timedelta:
        """How long it has been in the queue; nothing while it is not."""
        return now - self.waiting_since if self.waiting_since is not None else timedelta(0)

    @property
    def bot_may_speak(self) -> bool:
        return self.lifecycle is Lifecycle.ACTIVE and self.owner.kind is OwnerKind.BOT

    @property
    def desk_may_speak(self) -> bool:
        """Whether no person answers yet: the bot leads, or the customer waits in the queue."""
        return self.lifecycle is Lifecycle.ACTIVE and self.owner.kind is not OwnerKind.AGENT

    @property
    def is_held(self) -> bool:
        return self.owner.kind is OwnerKind.AGENT

    def _require_closed(self) -> None:
        if self.lifecycle is not Lifecycle.CLOSED:
            raise TransitionRefused(event=Event.REOPENED, owner=str(self.owner))

    def _require(self, event: Event, kind: OwnerKind) -> None:
        if self.lifecycle is Lifecycle.CLOSED or self.owner.kind is not kind:
            raise TransitionRefused(event=event, owner=str(self.owner))

    def _require_agent(self, event: Event, agent: int) -> None:
        self._require(event, OwnerKind.AGENT)
        if self.owner.agent != agent:
            raise TransitionRefused(event=event, owner=str(self.owner))

    def _to_bot(self) -> "Conversation":
        return self._become(BOT, queue=None, handoff_reason=None, waiting_since=None, begin_again=True)

    def _become(self, owner: Owner, **changes: object) -> "Conversation":
        """Every change of hands ends a snooze."""
        changed = {"snoozed_until": None, **changes}
        return replace(self, owner=owner, version=self.version + 1, **changed)  # type: ignore[arg-type]
