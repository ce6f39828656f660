"""A customer talking to the real actions on a real database; the test plays the engine: intents, entities, tracker."""

import asyncio
import atexit
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from rasa_sdk.executor import ActionExecutor

from actions.server import executor_of
from bot.bootstrap import Desk
from bot.domain.kernel import lengths
from tests.fixtures.cues import cues_in
from tests.fixtures.desk import database_of


def plain(text: str) -> str:
    """Text with ordinary spaces."""
    return text.translate({0x00A0: " ", 0x202F: " ", 0x2009: " "})


@dataclass
class Said:
    """What one answer consists of."""

    texts: list[str]
    buttons: list[dict[str, str]]
    card: dict[str, Any] | None
    hand_off: dict[str, str] | None

    @property
    def text(self) -> str:
        return plain("\n\n".join(self.texts))

    @property
    def titles(self) -> list[str]:
        return [plain(button["title"]) for button in self.buttons]

    @property
    def facts(self) -> dict[str, str]:
        rows = (self.card or {}).get("facts", [])
        return {row["label"]: plain(row["value"]) for row in rows}


class Beside:
    """The actions beside the desk under test: one executor for a desk, as in the product, and one loop for all."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._made: tuple[Desk, ActionExecutor] | None = None
        atexit.register(self._runner.close)

    def run(self, desk: Desk, call: dict[str, Any]) -> Any:
        if self._made is None or self._made[0] is not desk:
            self._made = (desk, executor_of(desk))
        return self._runner.run(self._made[1].run(call))


ACTIONS = Beside()


@dataclass
class Talk:
    """One conversation: slots and events are kept as the engine's tracker would."""

    desk: Desk
    conversation_id: str
    language: str = "en"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, desk: Desk, email: str | None = None, language: str = "en") -> "Talk":
        """Opens a conversation for a contact, for a proven address that nobody on file has, or for a visitor."""
        conversation = uuid4().hex
        with database_of(desk).writing() as work:
            person = work.customers.people.by_email(email) if email else None
            work.conversations.rows.open(
                conversation_id=conversation,
                channel="web",
                contact_id=person.contact_id if person else None,
                language=language,
                now=desk.clock(),
                address=email if person is None else None,
            )
        return cls(desk, conversation, language)

    def ask(
        self,
        intent: str,
        text: str = "",
        message_id: str | None = None,
        sure: float = 0.95,
        form: str = "statement",
        **entities: str,
    ) -> Said:
        """A typed message, as understood; `topic/aspect` where what is asked about the topic is clear."""
        topic, _, aspect = intent.partition("/")
        ranking = [(topic, sure), ("greet", 0.01)]
        return self._turn(topic, text or f"({intent})", message_id, sure, entities, ranking, aspect=aspect, form=form)

    def ask_placed(self, intent: str, text: str, numbers: dict[str, int]) -> Said:
        """A typed message with invoice numbers at their places in the text."""
        entities = [
            {"entity": "invoice_number", "value": number, "start": start, "end": start + len(number)}
            for number, start in numbers.items()
        ]
        topic, _, aspect = intent.partition("/")
        return self._turn(topic, text, None, 0.95, {}, [(topic, 0.95)], entities, aspect=aspect)

    def ask_named(self, intent: str, text: str, **named: Sequence[str]) -> Said:
        """A typed message that names several things of a kind."""
        entities = [{"entity": name, "value": value} for name, values in named.items() for value in values]
        topic, _, aspect = intent.partition("/")
        return self._turn(topic, text, None, 0.95, {}, [(topic, 0.95)], entities, aspect=aspect)

    def ask_at(self, intent: str, text: str, entities: Sequence[dict[str, Any]]) -> Said:
        """A typed message with what it names at its places."""
        topic, _, aspect = intent.partition("/")
        return self._turn(topic, text, None, 0.95, {}, [(topic, 0.95)], entities, aspect=aspect)

    def ask_several(self, text: str, *asked: tuple[str, dict[str, str]]) -> Said:
        """A typed message of several questions, each `topic/aspect` with what it names."""
        questions = [
            {
                "text": intent,
                "topic": intent.partition("/")[0],
                "aspect": intent.partition("/")[2],
                "aspect_confidence": 0.95,
                "confidence": 0.95,
                "entities": [{"entity": name, "value": value, "start": 0} for name, value in named.items()],
            }
            for intent, named in asked
        ]
        topic = str(questions[0]["topic"])
        return self._turn(topic, text, None, 0.95, {}, [(topic, 0.95)], questions=questions)

    def doubt(self, text: str, *ranking: tuple[str, float], **entities: str) -> Said:
        """A typed message the engine is not sure about."""
        return self._turn("nlu_fallback", text, None, 0.3, entities, list(ranking))

    def press(self, intent: str, **entities: str) -> Said:
        """A button."""
        return self._turn(intent, f"/{intent}", None, 1.0, entities, [(intent, 1.0)])

    def press_payload(self, button: dict[str, str]) -> Said:
        """A button that was offered."""
        import json

        name, brace, rest = button["payload"][1:].partition("{")
        return self.press(name, **(json.loads(brace + rest) if brace else {}))

    def _turn(
        self,
        intent: str,
        text: str,
        message_id: str | None,
        sure: float,
        entities: dict[str, str],
        ranking: list[tuple[str, float]],
        placed: Sequence[dict[str, Any]] = (),
        aspect: str = "",
        form: str = "statement",
        questions: Sequence[dict[str, Any]] = (),
    ) -> Said:
        assert len(text) <= lengths.MESSAGE * 2
        cues = cues_in(text) if sure < 1.0 else []
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": sure},
            "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
            "entities": [*({"entity": name, "value": value} for name, value in entities.items()), *placed, *cues],
            "metadata": {"message_id": message_id or uuid4().hex, "language": self.language},
            "questions": questions or _asked(intent, aspect, sure, form),
        }
        self.events.append({"event": "user", **message})
        result = ACTIONS.run(self.desk, self._call(intent, message))
        assert result is not None
        for event in result.events:
            self.slots[event["name"]] = event["value"]
        self.events.extend(result.events)
        return _said(result.responses)

    def _call(self, intent: str, message: dict[str, Any]) -> dict[str, Any]:
        tracker = {
            "sender_id": self.conversation_id,
            "slots": {**self.slots, "language": self.language},
            "latest_message": message,
            "events": list(self.events),
        }
        action = "action_clarify" if intent == "nlu_fallback" else f"action_{intent}"
        return {"next_action": action, "tracker": tracker, "domain": {}}


def _asked(topic: str, aspect: str, sure: float, form: str) -> list[dict[str, Any]]:
    return [{"topic": topic, "aspect": aspect, "aspect_confidence": sure, "form": form}] if aspect else []


def rows(said: Said) -> dict[str, str]:
    """The rows of a list's card."""
    sections = (said.card or {}).get("sections", [])
    return {row["label"]: plain(row["value"]) for section in sections for row in section["rows"]}


def _said(responses: list[dict[str, Any]]) -> Said:
    customs = [response.get("custom") or {} for response in responses]
    return Said(
        [response["text"] for response in responses if response.get("text")],
        [button for response in responses for button in response["buttons"]],
        next((custom["card"] for custom in customs if "card" in custom), None),
        next((custom["hand_off"] for custom in customs if "hand_off" in custom), None),
    )
