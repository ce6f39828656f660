"""A stretch: the time a conversation is with people, from the hand-off (or take-over) to its end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason, OwnerKind


class Ending(StrEnum):
    """How a stretch ended."""

    HANDED_BACK = "handed_back"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"
    WAIT_ENDED = "wait_ended"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Instants are UTC. `began_at`: queued or taken over. `accepted_at`: the first agent took it. `answered_at`: the
    first public reply of a person. `agent_id` holds it now or held it last. `first_seq` is the log's last row when
    it began. `reason` is None for a take-over nobody asked for."""

    id: int
    conversation_id: str
    segment: int
    queue: str
    reason: HandoffReason | None
    agent_id: int | None
    began_at: datetime
    first_seq: int
    accepted_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    summary: str | None = None

    @property
    def with_person(self) -> bool:
        """Whether a person really wrote: only then is there something to rate."""
        return self.answered_at is not None


class Step(StrEnum):
    """What a change of hands means for the conversation's stretch."""

    BEGIN = "begin"
    MOVE = "move"
    END = "end"
    NONE = "none"


ENDINGS = {
    Event.HANDED_BACK: Ending.HANDED_BACK,
    Event.RESOLVED: Ending.RESOLVED,
    Event.CANCELLED: Ending.CANCELLED,
    Event.WAIT_ENDED: Ending.WAIT_ENDED,
}


def step_of(before: Conversation, after: Conversation) -> Step:
    """From the bot to people a stretch begins, among people it moves on, back at the bot it ends."""
    was, is_now = (conversation.owner.kind is not OwnerKind.BOT for conversation in (before, after))
    if was and is_now:
        return Step.MOVE
    if was:
        return Step.END
    return Step.BEGIN if is_now else Step.NONE
