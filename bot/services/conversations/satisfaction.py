"""Asking how content a customer was, and hearing the answer: one tap, a comment if they like, and no more questions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.messages import Reply
from bot.domain.conversations.satisfaction import (
    ASKED_AGAIN_AFTER,
    LastWords,
    Press,
    Rating,
    RatingSubject,
    Wish,
    answers_question,
    is_comment,
    press_of,
    should_ask_bot,
    should_ask_person,
)
from bot.domain.conversations.stretches import Stretch
from bot.domain.staff.agents import Agent
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports import Database, Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import ConversationRecord, Turn

Said = tuple[str, dict[str, Any]]


class Satisfaction:
    """Questions are asked within the transaction that ends a stretch or answers thanks; answers have their own."""

    def __init__(self, database: Database, words: Responses) -> None:
        self._database = database
        self._words = words

    def ask_person(self, work: Work, record: ConversationRecord, stretch: Stretch, now: datetime) -> Reply | None:
        """The question about a stretch that ends now, None when no person wrote in it or one was asked just before.

        Call once a stretch.
        """
        asked_at = work.conversations.satisfaction.asked_at(record.conversation.id)
        if not should_ask_person(stretch, asked_at, now):
            return None
        return self._ask(work, record, RatingSubject.PERSON, stretch.id, now)

    def ask_bot(
        self, work: Work, record: ConversationRecord, replies: Sequence[Reply], parse: Mapping[str, Any], now: datetime
    ) -> Reply | None:
        """The question about a conversation the bot led, when the turn being answered ends it; else None.

        `record` is the conversation after the turn, in the language of the answer; `replies` and `parse` are the bot's.
        """
        last = LastWords(
            intent=parse.get("intent"),
            confidence=parse.get("confidence"),
            offers_choice=any(reply.buttons or reply.card for reply in replies),
            handed_off=not record.conversation.bot_may_speak,
        )
        if not last.ends:
            return None
        conversation = record.conversation
        led = work.conversations.satisfaction.led_by_bot(conversation.id, conversation.segment)
        asked_at = work.conversations.satisfaction.asked_at(conversation.id)
        if asked_at is not None and now - asked_at < ASKED_AGAIN_AFTER:
            return None
        if not should_ask_bot(last, led, work.customers.people.speaking_in(conversation.id)):
            return None
        return self._ask(work, record, RatingSubject.BOT, None, now)

    def hear(self, turn: Turn, record: ConversationRecord, now: datetime) -> tuple[Reply, ...] | None:
        """What the desk says to an answer to the question; None for a message that is something else.

        Repeating it changes nothing. While a person holds the conversation or is awaited, presses are kept without a
        word and texts are theirs to read.
        """
        press = press_of(turn.choice)
        with_people = record.conversation.owner.kind is not OwnerKind.BOT
        if press is None and (with_people or turn.choice is not None):
            return None
        said = self._pressed(turn, press, now) if press is not None else self._commented(turn)
        if said is None or with_people:
            return None if said is None else ()
        key, blanks = said
        return (spoken(self._words, f"utter_desk_satisfaction_{key}", record.language, **blanks),)

    def is_answer(self, work: Work, conversation_id: str, text: str, choice: str | None) -> bool:
        """Whether a message about to be appended only answers the question, so that a closed conversation stays so."""
        before = work.conversations.satisfaction.latest_choice(conversation_id) if choice is None else None
        return answers_question(text, choice, before)

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[Rating, ...]:
        """All questions of a conversation with their answers, oldest first. Raises AgentMayNot."""
        with self._database.reading() as work:
            return work.conversations.satisfaction.of_conversation(conversation_id, asked_by=asked_by)

    def _ask(
        self, work: Work, record: ConversationRecord, about: RatingSubject, stretch_id: int | None, now: datetime
    ) -> Reply:
        conversation = record.conversation
        rating = work.conversations.satisfaction.ask(conversation.id, conversation.segment, about, stretch_id, now)
        return spoken(self._words, f"utter_desk_satisfaction_{about}", record.language, id=rating)

    def _pressed(self, turn: Turn, press: Press, now: datetime) -> Said:
        """What is said to a press: the end of a response's key, and its blanks."""
        if press.wish is Wish.NO_MORE:
            return "no_more", {}
        if press.wish is Wish.COMMENT:
            return "ask_comment", {"id": press.rating_id}
        with self._database.writing() as work:
            rating = work.conversations.satisfaction.get(press.rating_id, turn.conversation_id)
            if rating is None or press.score is None or not rating.takes(press.score, now):
                return "stands", {}
            work.conversations.satisfaction.keep_score(rating.scored(press.score, now))
        return "scored", {"id": rating.id}

    def _commented(self, turn: Turn) -> Said | None:
        """None for a text that is no comment."""
        before = press_of(turn.choice_before)
        if before is None or not is_comment(turn.text, before):
            return None
        with self._database.writing() as work:
            rating = work.conversations.satisfaction.get(before.rating_id, turn.conversation_id)
            if rating is None or rating.score is None:
                return None
            work.conversations.satisfaction.keep_comment(rating.id, turn.text.strip())
        return "commented", {}
