"""Conversations, their log, the turns still to be taken, and the tokens that open them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.conversations.conversation import Conversation, Event
from bot.domain.conversations.leases import Lease
from bot.domain.conversations.messages import Button, Message
from bot.domain.conversations.satisfaction import LedByBot, Rating, RatingSubject
from bot.domain.conversations.stretches import Ending, Stretch
from bot.domain.conversations.tokens import Token
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import (
    ConversationRecord,
    Draft,
    Turn,
    TurnResult,
)


class Conversations(Protocol):
    """Who owns each conversation, how long it waits, and what of it outlives a turn."""

    def open(
        self,
        *,
        conversation_id: str,
        channel: str,
        contact_id: int | None,
        language: str,
        now: datetime,
        address: str | None = None,
    ) -> ConversationRecord:
        """A new conversation led by the bot, of the verified contact, else of the proven address, else of a visitor."""

    def get(self, conversation_id: str) -> ConversationRecord | None: ...

    def last_seq(self, conversation_id: str) -> int:
        """The number of its last row; 0 while nothing was said, and for no conversation."""

    def save(self, changed: Conversation, *, seen: int, event: Event, now: datetime) -> None:
        """Writes ownership if `seen` is still the stored version, its effect on who waits, and the event.

        Raises StaleVersion.
        """

    def remember(self, conversation_id: str, *, language: str, state: Mapping[str, Any] | None) -> None:
        """Keeps the language and the engine's state for the next turn (None forgets the state)."""

    def delivered_to_customer(self, conversation_id: str, seq: int) -> None:
        """Notes that the customer's client has been sent everything up to `seq`; never goes back."""

    def note_unanswered(self, conversation_id: str, since: datetime) -> None:
        """Notes that something makes the customer wait for an answer since then (`Effect.BEGINS`)."""

    def left_unanswered(self, limit: datetime) -> tuple[ConversationRecord, ...]:
        """Conversations whose agent was silent since then (`agent_was_silent`), the longest unanswered first."""

    def snooze_over(self, now: datetime) -> tuple[ConversationRecord, ...]:
        """Held conversations whose snooze has come to its end."""

    def queued(self, limit: int = 1000) -> tuple[ConversationRecord, ...]:
        """Conversations waiting for a person, the longest waiting first."""

    def queue_position(self, conversation_id: str) -> int | None:
        """1 for the next to be served, in its queue (`Place`); None when not queued."""

    def would_be_before(self, conversation_id: str, queue: str) -> int:
        """How many wait in that queue who would be served before this conversation, did it wait there now."""


class Leases(Protocol):
    """Which worker may take the turns of a conversation: one at a time."""

    def take(self, conversation_id: str, lease: Lease) -> bool:
        """Takes the conversation for one worker if `Lease.may_follow` allows it; renews an own lease."""

    def release(self, conversation_id: str, *, worker: str) -> None:
        """Gives the lease back."""


class MessageLog(Protocol):
    """What was said in each conversation: rows are only ever added."""

    def append(
        self,
        conversation_id: str,
        drafts: Sequence[Draft],
        now: datetime,
        *,
        seen: int | None = None,
        last: int | None = None,
    ) -> tuple[Message, ...]:
        """Adds rows with the next sequence numbers, in order; nobody else then writes into the conversation.

        Between a transaction's first reading and its first writing another may commit, unless the database lets only
        one write at a time: `seen` is the version the rows are meant for, `last` the number of the row they are meant
        to follow. Raises StaleVersion when it is another by now, ConversationNotFound, and DuplicateEvent when a row
        of that channel and event id exists already.
        """

    def delivered(self, channel: str, event_id: str) -> Message | None:
        """The row an earlier delivery of this event made, if any."""

    def message(self, conversation_id: str, message_id: str) -> Message | None: ...

    def after(self, conversation_id: str, seq: int, limit: int = 200) -> tuple[Message, ...]:
        """What the customer may see after `seq`, in order; replies carry their turn's summary."""

    def choice(self, conversation_id: str, button_id: str) -> tuple[str, str] | None:
        """Title and payload of a button offered in this very conversation, or None."""

    def offered(self, conversation_id: str) -> tuple[Button, ...]:
        """The buttons that answer, offered since the customer last wrote, the latest message's first."""


class PendingTurns(Protocol):
    """Customers' messages that are still to be answered, and how the others ended."""

    def expect(self, message: Message, now: datetime) -> None:
        """Notes that this customer's message is to be answered."""

    def next_in(self, conversation_id: str) -> Turn | None:
        """The oldest turn not yet taken, or None."""

    def waiting(self, limit: int = 1000) -> tuple[str, ...]:
        """Ids of conversations with turns not yet taken, the longest waiting first."""

    def note_failure(self, turn: Turn, now: datetime) -> None:
        """Counts a failed attempt. Raises StaleVersion when the turn is finished already."""

    def apologise(self, turn: Turn) -> bool:
        """Notes that the customer is told now that it takes longer; False when that was noted before."""

    def finish(self, turn: Turn, result: TurnResult, now: datetime) -> None:
        """Marks the turn as taken, with what the engine understood. Raises StaleVersion when it was taken already."""

    def understood(self, conversation_id: str, after: int) -> Mapping[str, Mapping[str, Any]]:
        """What the engine made of the customer's messages after a row, by message id; not those it was not asked."""


class Tokens(Protocol):
    """What opens one conversation or one stream of it (stored as digests), and the used ids of signed statements."""

    def issue(self, digest: str, token: Token, now: datetime) -> None:
        """Remembers a token by its digest; forgets those that have expired."""

    def living(self, digest: str, now: datetime) -> Token | None:
        """What a token opens that has not expired, or None."""

    def shorten(self, digest: str, until: datetime) -> None:
        """Lets a token end then, unless it ends earlier."""

    def grant_stream(self, digest: str, grant: Token, now: datetime) -> None:
        """Remembers what opens a stream, once; forgets what has expired. It is no token and opens nothing else."""

    def take_stream(self, digest: str, now: datetime) -> Token | None:
        """Uses a living grant up; None for one that was used, has expired or was never given."""

    def use_once(self, issuer: str, jti: str, expires_at: datetime, now: datetime) -> bool:
        """True the first time an id is seen, False ever after; forgets ids that have expired."""


class Responses(Protocol):
    """The sentences and buttons customers read, by key and language."""

    def say(self, key: str, language: str, **blanks: object) -> str:
        """The text with its blanks filled."""

    def counted(self, key: str, count: int, language: str, **blanks: object) -> str:
        """The text of a key for one or for many, with the blank `count` filled."""

    def buttons(self, key: str, language: str, **blanks: object) -> tuple[dict[str, Any], ...]:
        """The buttons (title, payload or url) with their blanks filled."""


class Satisfaction(Protocol):
    """Questions about satisfaction and their answers. Whoever rates is known by the conversation only."""

    def ask(
        self, conversation_id: str, segment: int, about: RatingSubject, stretch_id: int | None, now: datetime
    ) -> int:
        """Notes that the question is asked now; its id. A segment or stretch is asked about once only."""

    def asked_at(self, conversation_id: str) -> datetime | None:
        """When the question was asked last in this conversation, about whomever."""

    def led_by_bot(self, conversation_id: str, segment: int) -> LedByBot:
        """What happened so far in this segment, the conversation's present one."""

    def get(self, rating_id: int, conversation_id: str) -> Rating | None:
        """The question asked in this very conversation, or None."""

    def keep_score(self, rating: Rating) -> None:
        """Writes score and instant."""

    def keep_comment(self, rating_id: int, comment: str) -> None:
        """Writes the comment of a scored rating; a later one replaces it."""

    def latest_choice(self, conversation_id: str) -> str | None:
        """The payload of the button in the customer's latest message, or None."""

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[Rating, ...]:
        """All questions of a conversation, oldest first. Raises AgentMayNot without READ_CONVERSATIONS."""


class Stretches(Protocol):
    """The times conversations were with people; written together with every change of hands."""

    def begin(self, conversation: Conversation, now: datetime) -> None:
        """From the bot to people: queued, or held at once by an agent."""

    def move(self, conversation: Conversation, now: datetime) -> None:
        """Among people: another queue, another agent, or back in the queue."""

    def end(self, conversation_id: str, ending: Ending, now: datetime) -> Stretch | None:
        """Back at the bot. The stretch that ended, or None when none was open."""

    def answered(self, conversation_id: str, now: datetime) -> None:
        """A person wrote in public; only the first time counts."""

    def summarised(self, stretch_id: int, summary: str) -> None:
        """Keeps what the agent wrote down when handing back."""

    def open_in(self, conversation_id: str) -> Stretch | None:
        """The stretch under way, or None."""

    def waits_since(self, instant: datetime, limit: int) -> tuple[timedelta, ...]:
        """How long the latest customers since an instant waited until somebody took them, newest first."""


class Tags(Protocol):
    """Short words agents sort conversations by."""

    def add(self, conversation_id: str, tag: str, *, asked_by: Agent, now: datetime) -> None:
        """A tag once more changes nothing."""

    def remove(self, conversation_id: str, tag: str, *, asked_by: Agent) -> None: ...

    def used(self, *, asked_by: Agent, limit: int = 100) -> tuple[str, ...]:
        """Tags in use, the most frequent first."""
