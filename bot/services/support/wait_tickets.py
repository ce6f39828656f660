"""A wait that ends without a person, and the ticket that stands for it: both in one transaction, or neither."""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.conversations.conversation import Event
from bot.domain.conversations.messages import Author, Message, Reply
from bot.domain.conversations.waiting import written, wrote_since
from bot.domain.customers.identity import Identity
from bot.domain.kernel import lengths
from bot.domain.kernel.cues import is_only_a_wish
from bot.domain.kernel.errors import ContactAddressMissing
from bot.domain.kernel.locales import locale_for
from bot.domain.partner import Partner
from bot.domain.support.support_hours import hours_of
from bot.domain.support.tickets import Matter
from bot.services.conversations.ownership import change, retry_on_conflict
from bot.services.conversations.sentences.opening_words import Say, first_answer, state_text
from bot.services.conversations.sentences.spoken import spoken
from bot.services.conversations.sentences.waiting_words import rows_of, understood_of
from bot.services.conversations.turns import Turns
from bot.services.conversations.waiting import Waiting
from bot.services.ports import Database, Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import Begun, ConversationRecord, Draft
from bot.services.support.tickets import CustomerTickets, TicketOpened, TicketRequest
from bot.writing.voice import quoted

log = logging.getLogger(__name__)

SHOWN: Final = 300
"""Characters read back of a message that was left; the ticket holds all."""
Parses = Mapping[str, Mapping[str, Any]]
"""What the engine understood of messages, by their ids."""


class WaitTickets:
    """Ends waits. The conversation changes hands first: from then on no agent can come between."""

    def __init__(
        self,
        database: Database,
        partner: Partner,
        words: Responses,
        *,
        turns: Turns,
        waiting: Waiting,
        tickets: CustomerTickets,
    ) -> None:
        self._database = database
        self._partner = partner
        self._words = words
        self._turns = turns
        self._waiting = waiting
        self._tickets = tickets

    def leave_message(self, begun: Begun, parse: Mapping[str, Any], now: datetime) -> Begun | None:
        """Ends the waiting with a ticket because the customer prefers that; returns what `Turns.keep` does.

        What was written while waiting is the message. Where nothing was, and of a visitor, who left no address, it is
        asked for: the same turn is returned, to be taken by the bot as a wish for a ticket of the queue's matter.
        """
        if self._must_ask(begun, parse):
            choice = json.dumps({"ticket_matter": self._matter_of(begun.record).value})
            return self._turns.cancel_for(begun, f"/open_ticket{choice}", now)

        def say(work: Work, record: ConversationRecord) -> tuple[Reply, ...]:
            message = begun.turn.message_id
            text = "\n".join(_written(work, record, {message: parse}))
            opened = self._open_with(work, record, text, f"message:{message}", now)
            return (self._message_left(work, record, opened, now),)

        return self._turns.keep_saying(begun, parse, say, now, cancel=True)

    @retry_on_conflict
    def end(self, conversation_id: str, now: datetime) -> bool:
        """Gives a wait that is over back to the bot, with a ticket for what was written in it, and tells the customer.

        False, and nothing is written, where it is not over (any more): an agent came, or the customer gave up.
        """
        with self._database.writing() as work:
            record = work.conversations.rows.get(conversation_id)
            if record is None or not self._waiting.is_over(work, record.conversation, now):
                return False
            before = record.conversation
            change(work, before, before.end_waiting(), Event.WAIT_ENDED, now)
            opened = self._open(work, record, f"wait:{before.id}:{before.version}", now)
            reply = self._ended(work, record, opened, now)
            work.conversations.log.append(before.id, [Draft(Author.DESK, reply.text, buttons=reply.buttons)], now)
        return True

    def _open(self, work: Work, record: ConversationRecord, origin: str, now: datetime) -> TicketOpened | None:
        """A ticket in the queue waited in; None when nothing was written or there is no address to answer to."""
        conversation, text = record.conversation, "\n".join(_written(work, record, {}))
        if not text:
            log.info("no ticket for the wait of %s: the customer wrote nothing", conversation.id)
            return None
        try:
            return self._open_with(work, record, text, origin, now)
        except ContactAddressMissing:
            log.info("no ticket for the wait of %s: a visitor left no address", conversation.id)
            return None

    def _open_with(self, work: Work, record: ConversationRecord, text: str, origin: str, now: datetime) -> TicketOpened:
        """A ticket in the queue waited in. Raises ContactAddressMissing for a visitor."""
        request, who = self._request(record, text, origin), _speaker(work, record)
        return self._tickets.open_in(work, request, asked_by=who, conversation_id=record.conversation.id, now=now)

    def _request(self, record: ConversationRecord, text: str, origin: str) -> TicketRequest:
        return TicketRequest(self._matter_of(record), text, origin, queue=record.conversation.queue)

    def _matter_of(self, record: ConversationRecord) -> Matter:
        """What the queue waited in is about."""
        return self._partner.routing.matter_of(record.conversation.queue)

    def _must_ask(self, begun: Begun, parse: Mapping[str, Any]) -> bool:
        """Whether the message is still to be written: nothing told while waiting, or nobody known to answer to."""
        with self._database.reading() as work:
            is_bare_wish = _bare_wishes(work, begun.record, {begun.turn.message_id: parse})
            told = wrote_since(rows_of(work, begun.record), is_bare_wish)
            return not told or not _speaker(work, begun.record).can_be_answered

    def _message_left(self, work: Work, record: ConversationRecord, opened: TicketOpened, now: datetime) -> Reply:
        """The ticket opened instead of waiting, read back, with the promised answer; the bot is back."""
        text = quoted(opened.ticket.text, limit=SHOWN)
        blanks = {"number": opened.ticket.number, "text": text, "answer": self._answer(work, record, opened, now)}
        return spoken(self._words, "utter_desk_message_left", record.language, **blanks)

    def _ended(self, work: Work, record: ConversationRecord, opened: TicketOpened | None, now: datetime) -> Reply:
        """Nobody came: the ticket opened instead with its promise, or how to leave what is missing for one."""
        language, reach = record.language, self._reach()
        if opened is not None:
            blanks = {"number": opened.ticket.number, "answer": self._answer(work, record, opened, now)}
            return spoken(self._words, "utter_desk_wait_ended_ticket", language, **blanks, **reach)
        kind = "unsaid" if _speaker(work, record).can_be_answered else "visitor"
        matter = self._matter_of(record).value
        reply = spoken(self._words, f"utter_desk_wait_ended_{kind}", language, matter=matter, **reach)
        return Reply(f"{reply.text}{self._closed(work, record, now)}", reply.buttons)

    def _answer(self, work: Work, record: ConversationRecord, opened: TicketOpened, now: datetime) -> str:
        """When the first answer comes, and that it goes by mail as well where it does."""
        say, schedule = self._say(record.language), self._partner.support.schedule
        answer = first_answer(say, opened.answer_due_at, schedule, now, _locale(work, record))
        if opened.mailed_to is None:
            return answer
        return f"{answer} {say('ticket_mail_follows', email=quoted(opened.mailed_to, limit=lengths.ADDRESS))}"

    def _closed(self, work: Work, record: ConversationRecord, now: datetime) -> str:
        """That nobody is there and the next opening, to be put after a sentence; empty in the customer's hours."""
        hours = hours_of(self._partner.support, _speaker(work, record).support_plan)
        if hours.state_at(now).is_open:
            return ""
        state = hours.office.state_at(now)
        return f" {state_text(self._say(record.language), state, now, _locale(work, record))}"

    def _say(self, language: str) -> Say:
        return lambda key, **blanks: self._words.say(f"utter_{key}", language, **blanks)

    def _reach(self) -> dict[str, str]:
        return {"email": self._partner.support.email, "phone": self._partner.support.phone}


def _written(work: Work, record: ConversationRecord, heard: Parses) -> list[str]:
    """`heard` is what was understood of messages whose turn is not over."""
    return written(rows_of(work, record), _bare_wishes(work, record, heard))


def _bare_wishes(work: Work, record: ConversationRecord, heard: Parses) -> Callable[[Message], bool]:
    understood = {**understood_of(work, record), **heard}
    return lambda message: is_only_a_wish(message.text, understood.get(message.id, {}))


def _speaker(work: Work, record: ConversationRecord) -> Identity:
    return work.customers.people.speaking_in(record.conversation.id)


def _locale(work: Work, record: ConversationRecord) -> str:
    return locale_for(record.language, _speaker(work, record).locale)
