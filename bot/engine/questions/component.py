"""The last component of the pipeline: which questions a message asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.components import Learner
from bot.engine.messages import CLAUSES, MEANING, label_of, vector_of, words_of
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.heard import Asked, Before, Heard
from bot.engine.questions.reading import Reading

QUESTIONS = "questions"
_TYPES = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register([_TYPES.INTENT_CLASSIFIER], is_trainable=True)
class QuestionReader(Learner):
    """Adds `questions`, and sets the intent to the topic of the first one.

    Each question is a topic with its confidence, an aspect with its own, a form and the entities that belong to it.
    What was talked about before comes in the message's metadata (`topic`, `aspect`).
    """

    kept = AspectModel

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        """Read with `model`; none before training."""
        super().__init__(config, storage, resource, model)
        self._reading = Reading(model, self._limits) if model is not None else None

    def learnt(self, examples: list[Message], vectors: NDArray[np.float32]) -> AspectModel:
        """Return the model of those examples that have an aspect."""
        from bot.engine.questions.aspect_training import fit  # scikit-learn's solvers are needed here only

        return fit([message.get(TEXT) for message in examples], vectors, [label_of(message) for message in examples])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set questions and intent of each message. Raises RuntimeError when there is no model."""
        if self._reading is None:
            raise RuntimeError("the question reader is not trained")
        for message in messages:
            questions = self._reading.questions(_whole(message), _clauses(message), _before(message))
            message.set(QUESTIONS, [_told(question) for question in questions], add_to_output=True)
            intent = {"name": questions[0].topic, "confidence": questions[0].confidence}
            message.set(INTENT, intent, add_to_output=True)
        return messages


def _whole(message: Message) -> Heard:
    text = message.get(TEXT) or ""
    return Heard(words_of(message), 0, len(text), vector_of(message), message.get(MEANING), message.get(ENTITIES, []))


def _clauses(message: Message) -> list[Heard]:
    text, entities = message.get(TEXT) or "", message.get(ENTITIES, [])
    return [
        Heard(text[start:end], start, end, vector, meaning, [one for one in entities if start <= one["start"] < end])
        for (start, end), vector, meaning in message.get(CLAUSES) or ()
    ]


def _before(message: Message) -> Before:
    metadata = message.get("metadata") or {}
    along = tuple(filter(None, str(metadata.get("along") or "").split(",")))
    return Before(metadata.get("topic"), metadata.get("aspect"), along)


def _told(asked: Asked) -> dict[str, Any]:
    heard = asked.heard
    return {
        "text": heard.text,
        "topic": asked.topic,
        "confidence": round(float(asked.confidence), 4),
        "aspect": asked.aspect,
        "aspect_confidence": round(float(asked.aspect_confidence), 4),
        "form": asked.form.value,
        "entities": [_brief(entity) for entity in heard.entities],
    }


def _brief(entity: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entity.get(key) for key in ("entity", "value", "start", "end")}
