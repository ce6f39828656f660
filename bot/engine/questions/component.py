"""The last component of the pipeline: which questions a message asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.components import IntentClassifier, SentenceEncoder
from bot.engine.intents.intent_model import Limits
from bot.engine.messages import CLAUSES, MEANING, label_of, vector_of, words_of
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.reading import Asked, Before, Heard, Reading

QUESTIONS = "questions"
_TYPES = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register([_TYPES.INTENT_CLASSIFIER], is_trainable=True)
class QuestionReader(GraphComponent):
    """Adds `questions`, and sets the intent to the topic of the first one.

    Each question is a topic with its confidence, an aspect with its own, a form and the entities that belong to it.
    What was talked about before comes in the message's metadata (`topic`, `aspect`).
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: AspectModel | None
    ) -> None:
        """Read with `model`; none before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._reading = Reading(model, Limits.of(config)) if model is not None else None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings of config.yml and their defaults."""
        return IntentClassifier.get_default_config()

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it when training; when reading, the intent classifier must as well."""
        return [SentenceEncoder]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionReader:
        """Create the component for training."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionReader:
        """Load the trained component. Raises OSError, ValueError, KeyError when the model is damaged."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, AspectModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples that have an aspect and write the model into Rasa's storage."""
        from bot.engine.questions.aspect_training import fit  # scikit-learn's solvers are needed here only

        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        labels = [label_of(message) for message in examples]
        model = fit(texts, np.stack([vector_of(message) for message in examples]), labels)
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

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
    return Before(metadata.get("topic"), metadata.get("aspect"))


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
