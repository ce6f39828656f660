"""Which aspect of a topic a text asks about: for each topic two classifiers of its own, averaged.

Stored as plain arrays and JSON, no pickle: a model file cannot run code.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.engine.intents.arithmetic import one_against_rest, softmax
from bot.engine.intents.intent_model import Linear, Vocabulary
from bot.engine.intents.ngrams import ngrams

Floats = NDArray[np.float32]

_ARRAYS = "aspect_model.npz"
_WORDS = "aspect_model.json"


@dataclass(frozen=True)
class TopicModel:
    """The aspects of one topic, in the order of the columns of both classifiers."""

    aspects: tuple[str, ...]
    dense: Linear
    sparse: Linear


@dataclass(frozen=True)
class AspectModel:
    """Tells the aspects of each topic apart; a topic that is not in `topics` has none."""

    vocabulary: Vocabulary
    topics: Mapping[str, TopicModel]

    def aspects(self, topic: str, text: str, vector: Floats) -> list[tuple[str, float]]:
        """Return the aspects of `topic` with their probability, likeliest first; `vector` is the text's own, of 512."""
        model = self.topics.get(topic)
        if model is None:
            return []
        places, weights = self.vocabulary.weigh(ngrams(text))
        dense = softmax((vector @ model.dense.weights + model.dense.bias)[None, :])[0]
        sparse = one_against_rest((weights @ model.sparse.weights[places] + model.sparse.bias)[None, :])[0]
        chances = (dense + sparse) / 2
        return [(model.aspects[place], float(chances[place])) for place in np.argsort(-chances)]

    def save(self, folder: Path) -> None:
        """Write the model into `folder`."""
        arrays: dict[str, NDArray[np.float32]] = {"idf": self.vocabulary.idf}
        for topic, model in self.topics.items():
            for kind, linear in (("dense", model.dense), ("sparse", model.sparse)):
                arrays |= {f"{topic}.{kind}.weights": linear.weights, f"{topic}.{kind}.bias": linear.bias}
        np.savez(folder / _ARRAYS, **arrays)
        aspects = {topic: list(model.aspects) for topic, model in self.topics.items()}
        words = {"aspects": aspects, "ngrams": list(self.vocabulary.index)}
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "AspectModel":
        """Read the model in `folder`. Raises OSError, ValueError, KeyError when it is missing or damaged."""
        words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            vocabulary = Vocabulary({gram: place for place, gram in enumerate(words["ngrams"])}, arrays["idf"])
            topics = {
                topic: TopicModel(tuple(aspects), _linear(arrays, topic, "dense"), _linear(arrays, topic, "sparse"))
                for topic, aspects in words["aspects"].items()
            }
        return cls(vocabulary, topics)


def _linear(arrays: Mapping[str, Floats], topic: str, kind: str) -> Linear:
    return Linear(arrays[f"{topic}.{kind}.weights"], arrays[f"{topic}.{kind}.bias"])


def known_aspects(labels: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the aspects of each topic that has at least two, from labels such as `find_invoice/tax`."""
    found: dict[str, set[str]] = {}
    for label in labels:
        topic, _, aspect = label.partition("/")
        if aspect:
            found.setdefault(topic, set()).add(aspect)
    return {topic: tuple(sorted(aspects)) for topic, aspects in sorted(found.items()) if len(aspects) > 1}
