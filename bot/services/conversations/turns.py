"""One conversation, one turn at a time: begin, finish, fail, each in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.leases import Lease
from bot.domain.conversations.messages import Author, Reply, Visibility
from bot.domain.conversations.unanswered import Effect, effect_of_turn
from bot.domain.kernel.clock import Clock
from bot.services.conversations.ownership import change, retry_on_conflict
from bot.services.ports import Database, Work
from bot.services.records.conversations import Begun, ConversationRecord, Draft, Turn, TurnResult, TurnState

LEASE = timedelta(seconds=20)
"""How long a worker may be silent before another takes its conversation: above one engine attempt's time-out."""


@dataclass(frozen=True, slots=True)
class HandOff:
    """An answer's wish that a person goes on."""

    queue: str
    reason: HandoffReason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot wants to say and keep. `parse` and `state` as the engine gave them."""

    replies: tuple[Reply, ...]
    language: str
    state: Mapping[str, Any] | None
    parse: Mapping[str, Any] = field(default_factory=dict)
    hand_off: HandOff | None = None


Ask = Callable[[Work, ConversationRecord, Sequence[Reply], Mapping[str, Any], datetime], Reply | None]
"""The question how content the customer was with the bot, if the turn with these replies and parse ends it."""


Say = Callable[[Work, ConversationRecord], Sequence[Reply]]
"""What the desk answers in a conversation as it was when the turn began, found in the transaction that says it."""
SayAndHandOff = Callable[[Work, ConversationRecord], tuple[Sequence[Reply], HandOff | None]]
"""The same with the wish that a person goes on, None where nobody is there."""


class Turns:
    """Who may answer which message, and what became of it.

    `worker` names this process among those sharing the database. `beat` measures leases and is real time even
    where the desk's clock is frozen.
    """

    def __init__(self, database: Database, *, worker: str, beat: Clock, ask: Ask) -> None:
        self._database = database
        self.worker = worker
        self._beat = beat
        self._ask = ask

    def begin(self, conversation_id: str) -> Begun | None:
        """The oldest message to answer, if no other worker holds the conversation; else None."""
        with self._database.writing(durable=False) as work:
            return self.claim(work, conversation_id)

    def claim(self, work: Work, conversation_id: str) -> Begun | None:
        """`begin` as a part of somebody's transaction."""
        return self._next(work, conversation_id) if self._lease(work, conversation_id) else None

    @retry_on_conflict
    def finish(self, begun: Begun, answer: Answer, now: datetime) -> Begun | None:
        """Releases the replies if the bot still owns the conversation as it did, else keeps them as suppressed.

        Returns the next turn of the conversation, already held, or None after giving the lease back. Where people had
        it meanwhile and gave it back without answering this message, the same turn is returned to be taken anew.
        """
        with self._database.writing() as work:
            record = self._current(work, begun)
            if record.conversation == begun.record.conversation and record.conversation.bot_may_speak:
                self._release(work, begun, record, answer, now)
            elif _left_open(work, begun, record):
                self._lease(work, begun.turn.conversation_id)
                return Begun(begun.turn, record)
            else:
                self._suppress(work, begun, record, answer, now)
            return self._next(work, begun.turn.conversation_id)

    @retry_on_conflict
    def give_up(self, begun: Begun, say: SayAndHandOff, now: datetime) -> Begun | None:
        """Ends a turn the engine could not take within the limit: the desk says so, and people may take over.

        Where people own the conversation by now, the same turn is returned to be taken for them.
        """
        with self._database.writing() as work:
            record = self._current(work, begun)
            conversation = record.conversation
            if not conversation.bot_may_speak:
                return Begun(begun.turn, record)
            replies, hand_off = say(work, record)
            if hand_off is not None:
                conversation = conversation.hand_off(hand_off.queue, hand_off.reason, now)
                change(work, record.conversation, conversation, Event.HANDED_OFF, now)
            drafts = _drafts(replies, Author.DESK, begun.turn)
            work.conversations.log.append(conversation.id, drafts, now, seen=conversation.version)
            work.conversations.turns.finish(
                begun.turn, _result(TurnState.GIVEN_UP, conversation, record.language, {}), now
            )
            return self._next(work, conversation.id)

    def keep(self, begun: Begun, parse: Mapping[str, Any], replies: Sequence[Reply], now: datetime) -> Begun | None:
        """Leaves the message for a person; the desk itself may answer with `replies`.

        Where the conversation changed hands meanwhile nothing is said: the same turn is returned to be taken anew.
        """
        return self.keep_saying(begun, parse, lambda _, __: replies, now)

    @retry_on_conflict
    def keep_saying(
        self, begun: Begun, parse: Mapping[str, Any], say: Say, now: datetime, *, cancel: bool = False
    ) -> Begun | None:
        """`keep` with an answer made in the same transaction; `cancel` ends the waiting before."""
        with self._database.writing() as work:
            record = self._current(work, begun)
            conversation = record.conversation
            if conversation != begun.record.conversation:
                return Begun(begun.turn, record)
            if cancel:
                conversation = conversation.cancel()
                change(work, record.conversation, conversation, Event.CANCELLED, now)
            drafts = _drafts(say(work, record), Author.DESK, begun.turn) or [_mark(begun.turn)]
            work.conversations.log.append(conversation.id, drafts, now, seen=conversation.version)
            work.conversations.turns.finish(
                begun.turn, _result(TurnState.KEPT, conversation, record.language, parse), now
            )
            return self._next(work, conversation.id)

    @retry_on_conflict
    def cancel_for(self, begun: Begun, choice: str, now: datetime) -> Begun:
        """Ends the waiting and returns the same turn for the bot, with this choice as what the message says."""
        with self._database.writing() as work:
            conversation = self._current(work, begun).conversation
            if conversation != begun.record.conversation:
                return Begun(begun.turn, self._current(work, begun))
            change(work, conversation, conversation.cancel(), Event.CANCELLED, now)
            return Begun(replace(begun.turn, choice=choice), self._current(work, begun))

    @retry_on_conflict
    def delay(self, begun: Begun, apology: Reply | None, now: datetime) -> Begun | None:
        """Notes a failed attempt and renews the lease; `apology` tells the customer once that it takes longer.

        Once also where two workers try the same turn, because their clocks differ by more than a lease is long.
        Returns the turn with the conversation as it is now: a person may have taken it meanwhile, who then speaks.
        None where another worker holds the conversation by now, who goes on with the turn.
        """
        with self._database.writing() as work:
            if not self._lease(work, begun.turn.conversation_id):
                return None
            work.conversations.turns.note_failure(begun.turn, now)
            record = self._current(work, begun)
            told = apology is not None and record.conversation.desk_may_speak
            if apology is not None and told and work.conversations.turns.apologise(begun.turn):
                drafts = _drafts([apology], Author.DESK, begun.turn)
                version = record.conversation.version
                work.conversations.log.append(begun.turn.conversation_id, drafts, now, seen=version)
            apologised = told or begun.turn.apologised
            turn = replace(begun.turn, attempts=begun.turn.attempts + 1, apologised=apologised)
            return Begun(turn, self._current(work, begun))

    def waiting(self) -> tuple[str, ...]:
        """Conversations with messages nobody has answered yet."""
        with self._database.reading() as work:
            return work.conversations.turns.waiting()

    def _lease(self, work: Work, conversation_id: str) -> bool:
        return work.conversations.leases.take(conversation_id, Lease(self.worker, self._beat(), LEASE))

    def _current(self, work: Work, begun: Begun) -> ConversationRecord:
        record = work.conversations.rows.get(begun.turn.conversation_id)
        return record if record is not None else begun.record

    def _next(self, work: Work, conversation_id: str) -> Begun | None:
        turn = work.conversations.turns.next_in(conversation_id)
        record = work.conversations.rows.get(conversation_id) if turn else None
        if turn is None or record is None:
            work.conversations.leases.release(conversation_id, worker=self.worker)
            return None
        if record.unanswered_since is None and effect_of_turn(record.conversation, turn.choice) is Effect.BEGINS:
            work.conversations.rows.note_unanswered(conversation_id, turn.received_at)
        return Begun(turn, record)

    def _release(self, work: Work, begun: Begun, record: ConversationRecord, answer: Answer, now: datetime) -> None:
        conversation = record.conversation
        if answer.hand_off is not None:
            conversation = conversation.hand_off(answer.hand_off.queue, answer.hand_off.reason, now)
            change(work, record.conversation, conversation, Event.HANDED_OFF, now)
        drafts = _drafts(answer.replies, Author.BOT, begun.turn) or [_mark(begun.turn)]
        answered = replace(record, conversation=conversation, language=answer.language)
        question = self._ask(work, answered, answer.replies, answer.parse, now)
        asked = _drafts([question], Author.DESK, begun.turn) if question is not None else []
        work.conversations.log.append(conversation.id, [*drafts, *asked], now, seen=conversation.version)
        work.conversations.rows.remember(conversation.id, language=answer.language, state=answer.state)
        result = _result(TurnState.ANSWERED, conversation, answer.language, answer.parse)
        work.conversations.turns.finish(begun.turn, result, now)

    def _suppress(self, work: Work, begun: Begun, record: ConversationRecord, answer: Answer, now: datetime) -> None:
        hidden = [replace(d, visibility=Visibility.SUPPRESSED) for d in _drafts(answer.replies, Author.BOT, begun.turn)]
        conversation = record.conversation
        work.conversations.log.append(conversation.id, [*hidden, _mark(begun.turn)], now, seen=conversation.version)
        result = _result(TurnState.SUPPRESSED, conversation, record.language, answer.parse)
        work.conversations.turns.finish(begun.turn, result, now)


def _left_open(work: Work, begun: Begun, record: ConversationRecord) -> bool:
    """Whether the bot has the conversation again, in the same segment, and no person answered the message meanwhile.

    A turn another worker has finished is not open.
    """
    conversation = record.conversation
    if not conversation.bot_may_speak or conversation.segment != begun.record.conversation.segment:
        return False
    expected = work.conversations.turns.next_in(conversation.id)
    if expected is None or expected.message_id != begun.turn.message_id:
        return False
    message = work.conversations.log.message(conversation.id, begun.turn.message_id)
    since = work.conversations.log.after(conversation.id, message.seq) if message is not None else ()
    return not any(row.author is Author.AGENT for row in since)


def _drafts(replies: Sequence[Reply], author: Author, turn: Turn) -> list[Draft]:
    return [Draft(author, r.text, buttons=r.buttons, card=r.card, in_reply_to=turn.message_id) for r in replies]


def _mark(turn: Turn) -> Draft:
    """A silent row by which a client knows that the turn is over although nothing was said."""
    return Draft(Author.DESK, "", card={"kind": "turn_over"}, in_reply_to=turn.message_id)


def _result(state: TurnState, conversation: Conversation, language: str, parse: Mapping[str, Any]) -> TurnResult:
    return TurnResult(
        state=state,
        owner=str(conversation.owner),
        language=language,
        intent=parse.get("intent"),
        confidence=parse.get("confidence"),
        parse=parse,
    )
