"""What the desk itself says around the bot's answers: greeting, delays, waiting for a person."""

import secrets
from datetime import datetime

from babel.dates import format_datetime, format_time

from bot.bootstrap import Desk
from bot.domain.audience import audience_of
from bot.domain.conversation import HandoffReason
from bot.domain.identity import Identity
from bot.domain.locales import locale_for
from bot.domain.messages import Button, Reply
from bot.domain.tickets import TicketChannel
from bot.services.desk_queue import QueueFacts
from bot.services.turns import Begun, HandOff

CANCEL_WAITING = "/cancel_waiting"
STILL_THERE = "/still_there"


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
        facts = self._facts(begun.turn.conversation_id, now)
        if facts.state.is_open:
            reply = self._reply("utter_desk_given_up_queued", language)
            return (reply,), HandOff(self.team, HandoffReason.ENGINE_DOWN)
        return (self._reply("utter_desk_given_up_closed", language, **self._reach(facts, language)),), None

    def waiting(self, conversation_id: str, language: str, now: datetime) -> Reply:
        """Still in the queue: the place in it, and the ways out. Reads the queue."""
        position = self._facts(conversation_id, now).position or 1
        return self._reply("utter_desk_waiting", language, position=position)

    def kept(self, language: str) -> Reply:
        """The message is kept for the person who will answer."""
        return self._reply("utter_desk_kept", language)

    def waiting_cancelled(self, language: str) -> Reply:
        """The bot is back because the customer no longer wants to wait."""
        return self._reply("utter_desk_waiting_cancelled", language)

    def not_waiting(self, language: str) -> Reply:
        """Nobody is being waited for: the bot is here."""
        return self._reply("utter_desk_not_waiting", language)

    def wait_ended(self, language: str, ticket: str | None, now: datetime) -> Reply:
        """Nobody came: the ticket that was opened instead (or how to leave an address), and when people are there."""
        facts = self._facts("", now)
        reach = self._reach(facts, language)
        if ticket is None:
            return self._reply("utter_desk_wait_ended_visitor", language, **reach)
        return self._reply("utter_desk_wait_ended_ticket", language, number=ticket, **reach)

    @property
    def team(self) -> str:
        """Who answers when nothing is known of the matter."""
        return self._desk.partner.handoff.team_for(TicketChannel.COMMERCIAL)

    def _facts(self, conversation_id: str, now: datetime) -> QueueFacts:
        return self._desk.queue.facts(conversation_id, team=self.team, now=now)

    def _reach(self, facts: QueueFacts, language: str) -> dict[str, str]:
        support = self._desk.partner.support
        opens = facts.state.opens_at or facts.state.until
        return {"opening": moment(opens, language), "email": support.email, "phone": support.phone}

    def _reply(self, key: str, language: str, **blanks: object) -> Reply:
        words = self._desk.words
        buttons = words.buttons(key, language, **blanks)
        return Reply(
            words.say(key, language, **blanks),
            tuple(Button(secrets.token_urlsafe(9), b["title"], b.get("payload"), b.get("url")) for b in buttons),
        )


def greeting_for(speaker: Identity) -> str:
    """Which greeting suits who was verified: nobody is offered what would be refused."""
    return f"utter_desk_greeting_{audience_of(speaker)}"


def moment(instant: datetime | None, language: str) -> str:
    """A day and time as people say it, in the zone the instant is in; a dash when there is none."""
    if instant is None:
        return "–"
    locale = locale_for(language)
    day = format_datetime(instant, "EEEE d MMMM", locale=locale, tzinfo=instant.tzinfo)
    return f"{day}, {format_time(instant, 'short', locale=locale, tzinfo=instant.tzinfo)}"
