"""How every action answers: one identity, one service, and a sentence with a way to a person whatever happens."""

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kernel.desk import ActionsDesk
from actions.kernel.exchange import Exchange
from actions.kernel.person_offers import offer_by_policy, speak_to_mood
from actions.kernel.portals import portal_lines
from actions.kernel.question import Question, read
from actions.kernel.said.by_rule import ROUTES, told_by_rule
from actions.kernel.said.more_facts import took_more_facts
from actions.kernel.said.open_wish import took_more_of_wish
from actions.kernel.ticket_moves import moved_to_another_invoice
from actions.kernel.ticket_notes import took_note
from actions.kernel.ticket_severity import took_severity
from actions.kernel.ticket_steps import taken_as_ticket, told_as_set_aside, took_matter
from actions.kernel.wishes import took_seats
from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.cues import Cue
from bot.domain.kernel.errors import DeskError, NotACspCustomer
from bot.writing.voice import Voice, bullets, quoted

COURTESY = 4
"""Words at most of a mere greeting or thanks."""

logger = logging.getLogger(__name__)


class Answer(Action):  # type: ignore[misc]
    """An action of the desk. `leads_tickets` actions deal themselves with a ticket that is being written.

    `courteous` ones do so only for a few words: "Thanks, and since today Teams is silent" describes something.
    """

    action: ClassVar[str]
    leads_tickets: ClassVar[bool] = False
    courteous: ClassVar[bool] = False

    def __init__(self, desk: ActionsDesk) -> None:
        self._desk = desk
        self._beside: Mapping[str, Answer] = {}

    def stand_beside(self, answers: "Mapping[str, Answer]") -> None:
        """Makes known which answer belongs to which action: further questions of a message are answered by others."""
        self._beside = answers

    def name(self) -> str:
        return self.action

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answers the latest message. Never raises: a fault is logged and told, with a way to a person."""
        exchange = await asyncio.to_thread(self._exchange, read(tracker))
        for message in exchange.messages:
            dispatcher.utter_message(**message)
        return exchange.events()

    @abstractmethod
    def answer(self, exchange: Exchange) -> None:
        """Says the answer into the exchange. May raise DeskError: its code has a sentence."""

    def _exchange(self, asked: Question) -> Exchange:
        exchange = self._begun(asked)
        try:
            self._answered_or_refused(exchange)
            speak_to_mood(exchange)
        except Exception:
            logger.exception(
                "action %s failed in conversation %s at message %s",
                self.action,
                asked.conversation_id,
                asked.message_id,
            )
            _begin_again(exchange)
            exchange.tell("failure")
        return exchange

    def _answered_or_refused(self, exchange: Exchange) -> None:
        asked = exchange.asked
        try:
            exchange.who = self._who(asked)
            exchange.voice = Voice(self._desk.words, asked.language, exchange.who.locale)
            self._answered(exchange)
        except DeskError as refusal:
            _begin_again(exchange)
            exchange.remember(topic=asked.intent, aspect=asked.aspect)  # "who can tell me then?" is about the same
            _refuse(exchange, refusal)

    def _begun(self, asked: Question) -> Exchange:
        return Exchange(self._desk, asked, VISITOR, Voice(self._desk.words, asked.language), self._desk.clock())

    def _who(self, asked: Question) -> Any:
        """The verified speaker, from the database by the conversation's id and from nowhere else."""
        return self._desk.customers.contacts.speaking_in(asked.conversation_id)

    def _answered(self, exchange: Exchange) -> None:
        taken = (
            took_matter,
            took_severity,
            took_seats,
            took_note,
            moved_to_another_invoice,
            took_more_facts,
            took_more_of_wish,
        )
        if any(took(exchange) for took in taken):
            return
        writing = exchange.asked.slot("ticket_step") is not None and not self._leads(exchange.asked)
        if writing and not self._ruled(exchange.asked) and taken_as_ticket(exchange):
            return
        try:
            self._answer_one(exchange)
        except DeskError as refusal:
            if not exchange.asked.others:
                raise
            _begin_again(exchange)
            _refuse(exchange, refusal)
        for question in exchange.asked.others:
            self._answer_further(exchange, question)
        exchange.remember(along=_along(exchange.asked))
        offer_by_policy(exchange)
        if writing:
            told_as_set_aside(exchange)

    def _answer_further(self, exchange: Exchange, question: Question) -> None:
        """Answers one more question of the message into the same exchange; a refusal of it refuses nothing else."""
        answer = self._beside.get(f"action_{question.intent}")
        if answer is None:
            return
        first, said = exchange.asked, len(exchange.messages)
        exchange.asked = question
        try:
            answer._answer_one(exchange)
        except DeskError as refusal:
            del exchange.messages[said:]
            _refuse(exchange, refusal)
        finally:
            exchange.asked = first
        exchange.drop_said_before(said)

    def _answer_one(self, exchange: Exchange) -> None:
        """Answers one question: by rule where its words leave no choice, else as this answer does."""
        route = self._route(exchange.asked)
        if route is None:
            if not told_by_rule(exchange):
                self.answer(exchange)
            return
        topic, aspect = route
        first = exchange.asked
        exchange.asked = replace(first, intent=topic, aspect=aspect)
        try:
            self._beside.get(f"action_{topic}", self).answer(exchange)
        finally:
            exchange.asked = first

    def _route(self, asked: Question) -> tuple[str, str] | None:
        if asked.is_choice:
            return None
        return next((route for spoken, route in ROUTES.items() if asked.speaks_of(spoken)), None)

    def _ruled(self, asked: Question) -> bool:
        """Whether a message in the middle of a ticket asks what is answered by rule instead of describing."""
        return self._route(asked) is not None or bool(asked.all(Cue.TERM))

    def _leads(self, asked: Question) -> bool:
        wordy = len(asked.text.split()) > COURTESY and asked.slot("ticket_step") == "text"
        return self.leads_tickets and not (self.courteous and wordy)


def _along(asked: Question) -> str | None:
    """The labels of all questions of a message that asks several, for "and for October?" after them."""
    several = (asked, *asked.others) if asked.others else ()
    return ",".join(f"{one.intent}/{one.aspect}" for one in several if one.aspect) or None


def _begin_again(exchange: Exchange) -> None:
    """Drops what was half said: the refusal is the whole answer."""
    exchange.messages.clear()
    exchange.remembered.clear()


def _refuse(exchange: Exchange, refusal: DeskError) -> None:
    """Says why not. The blanks may hold what the customer typed, so they are made harmless."""
    if isinstance(refusal, NotACspCustomer):
        exchange.tell("not_a_csp_customer", portals=bullets(portal_lines(exchange)))
        return
    blanks = {name: quoted(str(value), limit=40) for name, value in refusal.blanks.items()}
    exchange.tell(refusal.code, **blanks)
