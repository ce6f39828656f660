"""What the desk itself says around the bot's answers: greeting, delays, waiting for a person."""

import secrets
from datetime import datetime, timedelta

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Button, Reply
from bot.domain.customers.audience import audience_of
from bot.domain.customers.identity import Identity, Level
from bot.domain.kernel.hours import OpenState
from bot.domain.kernel.locales import LANGUAGES, locale_for
from bot.domain.support.tickets import TicketChannel
from bot.services.conversations.turns import Begun, HandOff
from bot.services.records.conversations import ConversationRecord
from bot.services.support.tickets import TicketOpened
from bot.turns.opening_words import Say, first_answer, near, state_text
from bot.turns.queue_words import QueueWords

CANCEL_WAITING = "/cancel_waiting"
STILL_THERE = "/still_there"
LEAVE_MESSAGE = "/leave_message"
QUEUE_BUTTONS = frozenset({CANCEL_WAITING, STILL_THERE, LEAVE_MESSAGE})
"""What only the desk itself understands; the engine knows none of them."""


class Sentences:
    """Words with the facts they need. Every text comes from the responses file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def greeting(self, language: str, speaker: Identity) -> Reply:
        """The first words of a conversation, with a few things this speaker may ask."""
        return self._reply(
            greeting_for(speaker), language, name=speaker.name, partner=self._desk.partner.organisation.name
        )

    def delayed(self, language: str) -> Reply:
        """It takes longer; the message is safe."""
        return self._reply("utter_desk_delayed", language)

    def too_long(self, language: str, limit: str) -> Reply:
        """The message exceeded the limit and was not taken."""
        return self._reply("utter_desk_message_too_long", language, limit=limit)

    def given_up(self, begun: Begun, now: datetime) -> tuple[tuple[Reply, ...], HandOff | None]:
        """After the engine failed too long: the queue while people are there, else when they are back."""
        language = begun.record.language
        state = self._desk.partner.support.schedule.state_at(now)
        if state.is_open:
            waits = self._queue_words(begun.record, self.team, now).passed_on()
            text = f"{self._desk.words.say('utter_desk_given_up_queued', language)} {waits}"
            reply = Reply(text, self._buttons("utter_queue_write_on", language))
            return (reply,), HandOff(self.team, HandoffReason.ENGINE_DOWN)
        return (self._nobody_there(begun.record, state, now),), None

    def _nobody_there(self, record: ConversationRecord, state: OpenState, now: datetime) -> Reply:
        if state.opens_at is None:
            return self._reply("utter_desk_given_up_unplanned", record.language, **self._reach())
        opens = near(state.opens_at, now, self._locale(record))
        return self._reply("utter_desk_given_up_closed", record.language, when=opens, **self._reach())

    def waiting(self, record: ConversationRecord, now: datetime) -> Reply:
        """Still in the queue: the place, the usual time, and the ways out. Reads the queue."""
        conversation = record.conversation
        waited = now - conversation.waiting_since if conversation.waiting_since else timedelta(0)
        words = self._queue_words(record, conversation.team or self.team, now, waited)
        return Reply(words.still_waiting(), self._buttons("utter_desk_waiting", record.language))

    def kept(self, language: str, *, again: bool = False) -> Reply:
        """The message is kept for the person who will answer; said at length once in a wait."""
        return self._reply("utter_desk_kept_too" if again else "utter_desk_kept", language)

    def confirms_first(self, text: str) -> bool:
        """Whether a row of the log is that first confirmation, in any language."""
        return text in {self._desk.words.say("utter_desk_kept", language) for language in LANGUAGES}

    def waiting_cancelled(self, language: str) -> Reply:
        """The bot is back because the customer no longer wants to wait."""
        return self._reply("utter_desk_waiting_cancelled", language)

    def message_left(self, record: ConversationRecord, opened: TicketOpened, now: datetime) -> Reply:
        """The ticket opened instead of waiting, with the promised answer; the bot is back."""
        blanks = {"number": opened.ticket.number, "answer": self._answer(record, opened, now)}
        return self._reply("utter_desk_message_left", record.language, **blanks)

    def message_needs_address(self, language: str, channel: TicketChannel) -> Reply:
        """A visitor cannot leave a message without an address: the bot asks for it when a ticket is opened."""
        return self._reply("utter_desk_message_needs_address", language, channel=channel.value)

    def not_waiting(self, language: str) -> Reply:
        """Nobody is being waited for: the bot is here."""
        return self._reply("utter_desk_not_waiting", language)

    def wait_ended(
        self, record: ConversationRecord, opened: TicketOpened | None, channel: TicketChannel, now: datetime
    ) -> Reply:
        """Nobody came: the ticket opened instead with its promise, or how to leave what is missing for one."""
        language = record.language
        if opened is None:
            kind = "unsaid" if self._is_signed(record.conversation.id) else "visitor"
            reply = self._reply(f"utter_desk_wait_ended_{kind}", language, channel=channel.value, **self._reach())
            return Reply(f"{reply.text}{self._closed(record, now)}", reply.buttons)
        answer = self._answer(record, opened, now)
        blanks = {"number": opened.ticket.number, "answer": answer, **self._reach()}
        return self._reply("utter_desk_wait_ended_ticket", language, **blanks)

    @property
    def team(self) -> str:
        """Who answers when nothing is known of the matter."""
        return self._desk.partner.handoff.team_for(TicketChannel.COMMERCIAL)

    def _queue_words(
        self, record: ConversationRecord, team: str, now: datetime, waited: timedelta = timedelta(0)
    ) -> QueueWords:
        conversation_id = record.conversation.id
        signed = self._is_signed(conversation_id)
        facts = self._desk.conversations.availability.facts(conversation_id, team=team, now=now)
        return QueueWords(self._desk.words, record.language, facts, now=now, signed=signed, waited=waited)

    def _is_signed(self, conversation_id: str) -> bool:
        return self._speaker(conversation_id).level >= Level.SIGNED

    def _locale(self, record: ConversationRecord) -> str:
        return locale_for(record.language, self._speaker(record.conversation.id).locale)

    def _speaker(self, conversation_id: str) -> Identity:
        with self._desk.database.reading() as work:
            return work.customers.people.speaking_in(conversation_id)

    def _answer(self, record: ConversationRecord, opened: TicketOpened, now: datetime) -> str:
        schedule = self._desk.partner.support.schedule
        return first_answer(self._say(record.language), opened.answered_by, schedule, now, self._locale(record))

    def _closed(self, record: ConversationRecord, now: datetime) -> str:
        """That nobody is there and the next opening, to be put after a sentence; empty while the desk is open."""
        state = self._desk.partner.support.schedule.state_at(now)
        if state.is_open:
            return ""
        return f" {state_text(self._say(record.language), state, now, self._locale(record))}"

    def _say(self, language: str) -> Say:
        words = self._desk.words
        return lambda key, **blanks: words.say(f"utter_{key}", language, **blanks)

    def _reach(self) -> dict[str, str]:
        support = self._desk.partner.support
        return {"email": support.email, "phone": support.phone}

    def _buttons(self, key: str, language: str, **blanks: object) -> tuple[Button, ...]:
        buttons = self._desk.words.buttons(key, language, **blanks)
        return tuple(Button(secrets.token_urlsafe(9), b["title"], b.get("payload"), b.get("url")) for b in buttons)

    def _reply(self, key: str, language: str, **blanks: object) -> Reply:
        return Reply(self._desk.words.say(key, language, **blanks), self._buttons(key, language, **blanks))


def greeting_for(speaker: Identity) -> str:
    """Which greeting suits who was verified: nobody is offered what would be refused."""
    return f"utter_desk_greeting_{audience_of(speaker)}"
