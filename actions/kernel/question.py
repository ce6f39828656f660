"""What the customer's latest message asks, read from the tracker in one place. Never who the customer is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from bot.domain.kernel.cues import Cue, SpokenOf
from bot.domain.kernel.locales import spoken
from bot.domain.kernel.questions import ALONE_AT_LEAST, Form

FALLBACK = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Guess:
    """One meaning the engine considers, with how sure it is (0 to 1)."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """One message in its conversation. `is_choice` tells a pressed button from typed text.

    `offered` and `just_opened` are the offer and the technical ticket of the turn before.
    `starts` are the places in the text, in characters, at which the values of `entities` begin. `aspect` is what is
    asked about the topic (`bot.domain.kernel.questions`), None where that is not clear; `form` how it is asked.
    `others` are further questions of the same message, in their order.
    """

    conversation_id: str
    message_id: str
    text: str
    is_choice: bool
    intent: str
    confidence: float
    ranking: tuple[Guess, ...]
    language: str
    entities: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Any]
    previous_intent: str | None = None
    offered: str | None = None
    just_opened: str | None = None
    starts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    aspect: str | None = None
    form: Form = Form.STATEMENT
    others: tuple["Question", ...] = ()

    def all(self, entity: str) -> tuple[str, ...]:
        """Every value of an entity in this message, in order."""
        return self.entities.get(entity, ())

    def first(self, entity: str) -> str | None:
        """The first value of an entity in this message, or None."""
        return next(iter(self.entities.get(entity, ())), None)

    def place_of(self, entity: str) -> int | None:
        """Where the first value of an entity begins in the text, in characters, or None."""
        return next(iter(self.starts.get(entity, ())), None)

    def speaks_of(self, what: SpokenOf) -> bool:
        """Whether a typed message speaks of it beside its question."""
        return what.value in self.all(Cue.SPOKEN_OF.value)

    def slot(self, name: str) -> str | None:
        """A text slot's value; empty is None."""
        value = self.slots.get(name)
        return str(value) if value else None

    def count(self, name: str) -> int:
        """A counting slot's value."""
        return int(self.slots.get(name) or 0)

    @property
    def has_words(self) -> bool:
        """Whether letters were typed: signs, emoji and bare numbers describe nothing."""
        return not self.is_choice and any(character.isalpha() for character in self.text)


def read(tracker: Tracker) -> Question:
    """The latest message. Missing parts read as empty, so that no shape of message can break an action."""
    message = tracker.latest_message
    intent = message.get("intent") or {}
    name, confidence = str(intent.get("name") or FALLBACK), float(intent.get("confidence") or 0.0)
    ranking = tuple(Guess(str(g.get("name")), float(g.get("confidence") or 0.0)) for g in _ranking(message))
    said = str(message.get("text") or "")  # typed, or the payload of a pressed button
    earlier = _before_latest(tracker.events)
    asked = Question(
        conversation_id=str(tracker.sender_id),
        message_id=_message_id(message),
        text=said,
        is_choice=confidence >= 1.0 and len(ranking) <= 1 and said.startswith(f"/{name}"),
        intent=name,
        confidence=confidence,
        ranking=ranking,
        language=spoken(tracker.slots.get("language")),
        entities=_entities(message),
        slots=tracker.slots,
        previous_intent=_intent_of(earlier),
        offered=_remembered(earlier, "pending"),
        just_opened=_remembered(earlier, "opened_ticket"),
        starts=_starts(message),
    )
    return _with_questions(asked, message.get("questions") or ())


def _with_questions(asked: Question, questions: Sequence[Mapping[str, Any]]) -> Question:
    """With aspect and form of the first question, and the further ones as questions of their own."""
    if asked.is_choice:
        return replace(asked, aspect=asked.first("aspect"))
    if not questions:
        return asked
    first = replace(asked, aspect=_aspect(questions[0]), form=_form(questions[0]))
    if len(questions) == 1:
        return first
    return replace(
        first,
        text=str(questions[0].get("text") or asked.text),
        entities=_entities(questions[0]),
        starts=_starts(questions[0]),
        others=tuple(_further(asked, question) for question in questions[1:]),
    )


def _further(asked: Question, question: Mapping[str, Any]) -> Question:
    return replace(
        asked,
        text=str(question.get("text") or ""),
        intent=str(question.get("topic") or FALLBACK),
        confidence=float(question.get("confidence") or 0.0),
        ranking=(),
        entities=_entities(question),
        starts=_starts(question),
        aspect=_aspect(question),
        form=_form(question),
    )


def _aspect(question: Mapping[str, Any]) -> str | None:
    aspect, sure = question.get("aspect"), float(question.get("aspect_confidence") or 0.0)
    return str(aspect) if aspect and sure >= ALONE_AT_LEAST else None


def _form(question: Mapping[str, Any]) -> Form:
    form = question.get("form")
    return Form(form) if form in set(Form) else Form.STATEMENT


def _ranking(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(message.get("intent_ranking") or ())


def _message_id(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str(metadata.get("message_id") or message.get("message_id") or "")


def _entities(message: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entity in message.get("entities") or ():
        name = str(entity.get("entity"))
        found[name] = (*found.get(name, ()), str(entity.get("value")))
    return found


def _starts(message: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for entity in message.get("entities") or ():
        name, start = str(entity.get("entity")), entity.get("start")
        found[name] = (*found.get(name, ()), start if isinstance(start, int) else 0)
    return found


def _before_latest(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turn before the latest message: from the message before it up to it."""
    places = [place for place, event in enumerate(events) if event.get("event") == "user"]
    if len(places) < 2:
        return []
    return events[places[-2] : places[-1]]


def _intent_of(turn: list[dict[str, Any]]) -> str | None:
    if not turn:
        return None
    intent = turn[0].get("intent") or (turn[0].get("parse_data") or {}).get("intent") or {}
    return str(intent.get("name")) if intent.get("name") else None


def _remembered(turn: list[dict[str, Any]], slot: str) -> str | None:
    """What the turn before set. An offer lasts one turn: a later "yes" must not take up an old one."""
    values = [event.get("value") for event in turn if event.get("event") == "slot" and event.get("name") == slot]
    return str(values[-1]) if values and values[-1] else None
