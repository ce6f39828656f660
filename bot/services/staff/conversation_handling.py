"""What agents decide about conversations: take, give back, pass on, put aside, end, open again."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from bot.domain.conversations.conversation import Conversation, Event, OwnerKind
from bot.domain.conversations.messages import Author, Reply, Visibility
from bot.domain.conversations.stretches import Stretch
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import AlreadyAccepted
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import (
    AgentMayNot,
    AgentNotFound,
    ColleagueAway,
    CustomerWrote,
    QueueUnknown,
    SnoozePast,
)
from bot.services.conversations.ownership import change, found, retry_on_conflict
from bot.services.conversations.sentences.announcements import Announcements
from bot.services.ports import Database, Work
from bot.services.records.conversations import ConversationRecord, Draft

LONGEST_SNOOZE = timedelta(days=366)
"""How far ahead a conversation may be put aside."""


Ask = Callable[[Work, ConversationRecord, Stretch, datetime], Reply | None]
"""The question how content the customer was with a stretch that ends, if it is to be asked."""


class ConversationHandling:
    """The verbs of the console. Each is one transaction, names who asks, and leaves an entry in the audit log.

    All raise AgentMayNot without the permission, ConversationNotFound, TransitionRefused (AlreadyAccepted names the
    colleague who was faster), and StaleVersion when others kept coming between.
    """

    def __init__(self, database: Database, partner: Partner, announcements: Announcements, ask: Ask) -> None:
        self._database = database
        self._partner = partner
        self._announce = announcements
        self._ask = ask

    @retry_on_conflict
    def take_over(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> None:
        """Takes it out of the queue, or from the bot. Once more by who holds it already changes nothing."""
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            if record.conversation.owner.agent == asked_by.id:
                return
            if record.conversation.owner.kind is OwnerKind.BOT:
                after = record.conversation.take_over(asked_by.id, self._queue_with(asked_by, record))
                _change_hands(work, record, after, Event.TAKEN_OVER, asked_by, now)
            else:
                accept(work, record, asked_by, now)
            work.conversations.log.append(conversation_id, [self._announce.joined(record.language, asked_by)], now)

    @retry_on_conflict
    def hand_back(
        self, conversation_id: str, *, asked_by: Agent, now: datetime, summary: str = "", seen: int | None = None
    ) -> None:
        """Back to the bot, with what happened noted for colleagues; asks how content the customer is, once.

        `seen` is the last row the agent has before their eyes: CustomerWrote when the customer wrote after it. What
        comes later is the bot's to answer.
        """
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            _require_read(work, record, seen)
            after = record.conversation.hand_back(asked_by.id)
            stretch = change(work, record.conversation, after, Event.HANDED_BACK, now)
            noted = _summarised(work, stretch, summary, asked_by)
            line = self._announce.handed_back(record.language, asked_by)
            self._end(work, record, stretch, [*noted, line], now)
            work.staff.audit.note(asked_by, Action.HANDED_BACK, now, **about(work, record))

    @retry_on_conflict
    def resolve(self, conversation_id: str, *, asked_by: Agent, now: datetime, seen: int | None = None) -> None:
        """Closes it; asks how content the customer is, once.

        `seen` is the last row the agent has before their eyes: CustomerWrote when the customer wrote after it.
        """
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            _require_read(work, record, seen)
            stretch = change(work, record.conversation, record.conversation.resolve(asked_by.id), Event.RESOLVED, now)
            line = self._announce.resolved(record.language, asked_by)
            self._end(work, record, stretch, [line], now)
            work.staff.audit.note(asked_by, Action.RESOLVED, now, **about(work, record))

    @retry_on_conflict
    def transfer(self, conversation_id: str, queue: str, *, asked_by: Agent, now: datetime) -> None:
        """Into a queue. Raises QueueUnknown."""
        if self._partner.routing.queue(queue) is None:
            raise QueueUnknown(queue=queue)
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            after = record.conversation.transfer(asked_by.id, queue, now)
            change(work, record.conversation, after, Event.TRANSFERRED, now)
            line = self._announce.transferred(record.language, asked_by, queue)
            work.conversations.log.append(conversation_id, [line], now)
            work.staff.audit.note(asked_by, Action.TRANSFERRED, now, subject=queue, **about(work, record))

    @retry_on_conflict
    def assign(self, conversation_id: str, colleague: int, *, asked_by: Agent, now: datetime) -> None:
        """To the colleague of that id, who must be able to answer; out of the queue or from who holds it.

        Raises AgentNotFound, also for a disabled account, and ColleagueAway.
        """
        asked_by.require(Permission.ASSIGN_CONVERSATIONS)
        with self._work(asked_by) as work:
            to = _able(work, colleague)
            record = found(work, conversation_id)
            after = record.conversation.assign(asked_by.id, to.id, self._queue_with(to, record))
            change(work, record.conversation, after, Event.ASSIGNED, now)
            work.conversations.log.append(conversation_id, [self._announce.assigned(record.language, to)], now)
            work.staff.audit.note(asked_by, Action.ASSIGNED, now, subject=to.email, **about(work, record))

    @retry_on_conflict
    def snooze(self, conversation_id: str, until: datetime, *, asked_by: Agent, now: datetime) -> None:
        """Aside until an instant, or until the customer writes. Raises SnoozePast."""
        if not now < until <= now + LONGEST_SNOOZE:
            raise SnoozePast()
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            change(work, record.conversation, record.conversation.snooze(asked_by.id, until), Event.SNOOZED, now)
            details = {"until": until.isoformat()}
            work.staff.audit.note(asked_by, Action.SNOOZED, now, details=details, **about(work, record))

    @retry_on_conflict
    def wake(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> None:
        """Ends the own snooze."""
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            if record.conversation.owner.agent != asked_by.id:
                raise AgentMayNot(permission=Permission.ANSWER_CONVERSATIONS)
            change(work, record.conversation, record.conversation.wake(), Event.WOKEN, now)
            work.staff.audit.note(asked_by, Action.WOKEN, now, **about(work, record))

    @retry_on_conflict
    def reopen(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> None:
        """Takes up a closed conversation again, in a new segment."""
        with self._work(asked_by) as work:
            record = found(work, conversation_id)
            after = record.conversation.reopen_for(asked_by.id, self._queue_with(asked_by, record))
            change(work, record.conversation, after, Event.REOPENED, now)
            work.conversations.log.append(conversation_id, [self._announce.joined(record.language, asked_by)], now)
            work.staff.audit.note(asked_by, Action.REOPENED, now, **about(work, record))

    def _queue_with(self, agent: Agent, record: ConversationRecord) -> str:
        return self._partner.routing.queue_with(agent.team, record.conversation.queue)

    def _work(self, agent: Agent) -> AbstractContextManager[Work]:
        agent.require(Permission.ANSWER_CONVERSATIONS)
        return self._database.writing()

    def _end(
        self,
        work: Work,
        record: ConversationRecord,
        stretch: Stretch | None,
        lines: Sequence[Draft],
        now: datetime,
    ) -> None:
        """Raises StaleVersion when something was said since `record` was read."""
        question = self._ask(work, record, stretch, now) if stretch is not None else None
        asked = [Draft(Author.DESK, question.text, buttons=question.buttons)] if question is not None else []
        work.conversations.log.append(record.conversation.id, [*lines, *asked], now, last=record.last_seq)


def _summarised(work: Work, stretch: Stretch | None, summary: str, agent: Agent) -> list[Draft]:
    """Keeps a summary with its stretch; the note that shows it to colleagues, none without one."""
    written = summary.strip()[: lengths.SUMMARY]
    if not written or stretch is None:
        return []
    work.conversations.stretches.summarised(stretch.id, written)
    return [Draft(Author.AGENT, written, visibility=Visibility.NOTE, author_name=agent.name)]


def _require_read(work: Work, record: ConversationRecord, seen: int | None) -> None:
    """Raises CustomerWrote when the customer wrote after the row `seen`; None is somebody who looks at no page."""
    rows = work.conversations.log.after(record.conversation.id, seen) if seen is not None else ()
    if any(row.author is Author.CUSTOMER for row in rows):
        raise CustomerWrote()


def _able(work: Work, agent_id: int) -> Agent:
    """Who may be given a conversation. Raises AgentNotFound, AgentMayNot, ColleagueAway."""
    account = work.staff.agents.account(agent_id)
    if account is None or not account.active:
        raise AgentNotFound()
    account.agent.require(Permission.ANSWER_CONVERSATIONS)
    if account.agent.is_away:
        raise ColleagueAway(name=account.agent.name)
    return account.agent


def accept(work: Work, record: ConversationRecord, agent: Agent, now: datetime) -> Conversation:
    """Makes the agent the owner of a queued conversation. Raises AlreadyAccepted naming the colleague."""
    before = record.conversation
    if before.is_held:
        raise already_accepted(work, before)
    after = before.accept(agent.id)
    _change_hands(work, record, after, Event.ACCEPTED, agent, now)
    return after


def _change_hands(
    work: Work, record: ConversationRecord, after: Conversation, event: Event, agent: Agent, now: datetime
) -> None:
    change(work, record.conversation, after, event, now)
    work.staff.audit.note(agent, Action.TOOK_OVER, now, **about(work, record))


def already_accepted(work: Work, conversation: Conversation) -> AlreadyAccepted:
    """The refusal that names the colleague who holds it."""
    holder = work.staff.agents.by_id(conversation.owner.agent) if conversation.owner.agent is not None else None
    return AlreadyAccepted(by=holder.name if holder is not None else "")


def about(work: Work, record: ConversationRecord) -> dict[str, Any]:
    """What an audit entry says about a conversation."""
    speaker = work.customers.people.speaking_in(record.conversation.id)
    return {"conversation_id": record.conversation.id, "customer_id": speaker.customer_id}
