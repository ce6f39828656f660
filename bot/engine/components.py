"""The components Rasa's pipeline is built of; each is a thin coat over a module that knows nothing of Rasa."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.domain.kernel.locales import FALLBACK
from bot.engine.entities.found import Entity
from bot.engine.finding import entities_of
from bot.engine.intents.encoder import Encoder
from bot.engine.intents.intent_model import IntentModel, Limits
from bot.engine.language import language_of, prepare
from bot.engine.messages import CLAUSES, MEANING, OWN_WORDS, author_of, clauses_in, label_of, vector_of, words_of
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.core import own_words

INTENT_RANKING = "intent_ranking"
_TYPES = DefaultV1Recipe.ComponentType


@DefaultV1Recipe.register([_TYPES.ENTITY_EXTRACTOR], is_trainable=False)
class EntityExtractor(GraphComponent):
    """Adds what the rules of both languages find."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityExtractor:
        """Create the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        for message in messages:
            found = entities_of(message.get(TEXT) or "")
            _add_entities(message, found, self.__class__.__name__)
        return messages


@DefaultV1Recipe.register([_TYPES.ENTITY_EXTRACTOR], is_trainable=False)
class LanguageDetector(GraphComponent):
    """Adds the entity `language`: in which language to answer. The conversation's own comes in the metadata."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Create the component."""
        prepare()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the language of each message. A wish for a language, found before, decides."""
        for message in messages:
            text = message.get(TEXT) or ""
            wanted = [entity["value"] for entity in message.get(ENTITIES, []) if entity["entity"] == "wanted_language"]
            current = (message.get("metadata") or {}).get("language", FALLBACK)
            language = wanted[0] if wanted else language_of(text, current)
            _add_entities(message, [Entity("language", language, 0, len(text))], self.__class__.__name__)
        return messages


@DefaultV1Recipe.register([_TYPES.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds the sentence vector as a dense feature."""

    def __init__(self) -> None:
        """Load the encoder."""
        self._encoder = Encoder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Create the component."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all examples together, which is faster than one by one."""
        self._add_vectors([message for message in training_data.training_examples if message.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the messages, and each clause of those that have several."""
        for message in messages:
            text = message.get(TEXT) or ""
            own = own_words(text)
            message.set(OWN_WORDS, " ".join(text[start:end] for start, end in own))
            spans = clauses_in(text, own)
            if len(spans) > 1:
                vectors = self._encoder.encode([text[start:end] for start, end in spans])
                message.set(CLAUSES, list(zip(spans, vectors, strict=True)))
        self._add_vectors(messages)
        return messages

    def _add_vectors(self, messages: list[Message]) -> None:
        vectors = self._encoder.encode([words_of(message) for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self.__class__.__name__))


class Learner(GraphComponent):
    """A component that learns a model from the examples' sentence vectors and keeps it in Rasa's storage.

    `kept` is the kind of model: it saves itself into a folder and is loaded from one.
    """

    kept: ClassVar[type[IntentModel] | type[AspectModel]]

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        """Work with `model`; none before training."""
        self._limits = Limits.of(config)
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings of config.yml and their defaults."""
        return {"threshold": 0.85, "least_sure": 0.34, "clear": 0.55}

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must stand before it when training."""
        return [SentenceEncoder]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Create the component for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Load the trained component. Raises OSError, ValueError, KeyError when the model is damaged."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.kept.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples and write the model into Rasa's storage."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._model = self.learnt(examples, np.stack([vector_of(message) for message in examples]))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @abstractmethod
    def learnt(self, examples: list[Message], vectors: NDArray[np.float32]) -> Any:
        """Return the model of `examples`, given with their sentence vectors (examples × 512)."""


@DefaultV1Recipe.register([_TYPES.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(Learner):
    """Sets the intent, its confidence and the ranking; what is not clear enough becomes nlu_fallback."""

    kept = IntentModel

    def learnt(self, examples: list[Message], vectors: NDArray[np.float32]) -> IntentModel:
        """Return the model of the examples' intents."""
        from bot.engine.intents.intent_training import fit  # scikit-learn's solvers are needed here only

        texts = [message.get(TEXT) for message in examples]
        return fit(texts, vectors, [label_of(one) for one in examples], [author_of(one) for one in examples])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message. Raises RuntimeError when there is no model."""
        if self._model is None:
            raise RuntimeError("the intent classifier is not trained")
        texts = [words_of(message) for message in messages]
        meanings = self._model.understand(texts, np.stack([vector_of(message) for message in messages]))
        for message, meaning in zip(messages, meanings, strict=True):
            message.set(MEANING, meaning)
            self._understand_clauses(message)
            ranking = [{"name": intent, "confidence": probability} for intent, probability in meaning.ranking]
            intent = {"name": meaning.decided(self._limits), "confidence": meaning.stated(self._limits)}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
        return messages

    def _understand_clauses(self, message: Message) -> None:
        clauses = message.get(CLAUSES)
        if self._model is None or not clauses:
            return
        texts = [message.get(TEXT)[start:end] for (start, end), _ in clauses]
        meanings = self._model.understand(texts, np.stack([vector for _, vector in clauses]))
        message.set(CLAUSES, [(*clause, meaning) for clause, meaning in zip(clauses, meanings, strict=True)])


def _add_entities(message: Message, found: list[Entity], extractor: str) -> None:
    new = [
        {"entity": one.name, "value": one.value, "start": one.start, "end": one.end, "extractor": extractor}
        for one in found
    ]
    message.set(ENTITIES, [*message.get(ENTITIES, []), *new], add_to_output=True)
