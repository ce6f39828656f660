"""Which of the intents a text means, and how sure that is: two classifiers and the nearest examples, averaged.

Stored as plain arrays and JSON, no pickle: a model file cannot run code.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.engine.intents.arithmetic import logit, one_against_rest, softmax
from bot.engine.intents.neighbours import Neighbours
from bot.engine.intents.ngrams import ngrams

OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"  # Rasa's name for: not understood

# Chosen by cross-validation on data/nlu; the result changes little around them.
SHARPNESS = 12.0  # of the softmax over cosines to the nearest example of each intent
NEAR_SHARE = 0.25  # of the nearest examples in the average; the two classifiers share the rest
AMONG = 8  # intents, the likeliest by the classifiers, whose examples are looked at, and out_of_scope's always

DOUBTED = 0.6
"""How probable it must be that the desk has an answer to a message that clearly means one of its intents."""

Floats = NDArray[np.float32]

_ARRAYS = "intent_model.npz"
_WORDS = "intent_model.json"


@dataclass(frozen=True)
class Linear:
    """A linear classifier: scores = features @ weights + bias."""

    weights: Floats  # features × intents
    bias: Floats  # intents


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams known, and how telling each is."""

    index: dict[str, int]
    idf: Floats

    def weigh(self, grams: Counter[str]) -> tuple[NDArray[np.int64], Floats]:
        """Return the known n-grams of a text and their TF-IDF weights, of length one together (or none)."""
        known = [(self.index[gram], count) for gram, count in grams.items() if gram in self.index]
        places = np.array([place for place, _ in known], dtype=np.int64)
        counts = np.array([count for _, count in known], dtype=np.float32)
        weights = (1 + np.log(counts)) * self.idf[places] if known else counts
        length = float(np.sqrt((weights**2).sum()))
        return places, (weights / length if length else weights).astype(np.float32)


@dataclass(frozen=True)
class Chance:
    """Turns signs into a probability; learnt from examples the model has not seen."""

    weights: Floats  # one for each sign
    bias: float

    def of(self, signs: Floats) -> Floats:
        """Return the probability for each row of `signs`."""
        return np.asarray(1 / (1 + np.exp(-(signs @ self.weights + self.bias))), dtype=np.float32)


@dataclass(frozen=True)
class Calibration:
    """How far the parts are to be trusted: that the desk has an answer at all, and that it is this one."""

    answerable: Chance
    right: Chance


@dataclass(frozen=True)
class Limits:
    """From which probabilities on a message is acted upon; see config.yml."""

    threshold: float  # of being one the desk can answer
    least_sure: float  # of meaning the likeliest intent rather than the next
    clear: float = 1.0  # the share of the likeliest intent from which DOUBTED is enough of the first

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Limits":
        """Return the limits a component of config.yml is given; older models have no `clear`. Raises KeyError."""
        return cls(float(config["threshold"]), float(config["least_sure"]), float(config.get("clear", 1.0)))


@dataclass(frozen=True)
class Understanding:
    """The intents of one text, likeliest first, each with its probability.

    `intent` is the likeliest one the desk has an answer for, `answerable` the probability that it has one at all,
    `sure` the probability that it is this one then.
    """

    ranking: tuple[tuple[str, float], ...]
    intent: str
    answerable: float
    sure: float

    @property
    def confidence(self) -> float:
        """Return the probability that this very intent is meant."""
        return self.answerable * self.sure

    def stated(self, limits: Limits) -> float:
        """Return the confidence to tell: of a message refused as out of scope, how probable it is ours all the same."""
        return self.answerable if self.decided(limits) == OUT_OF_SCOPE else self.confidence

    def decided(self, limits: Limits) -> str:
        """Return the intent to act on: out_of_scope when it is none of ours, nlu_fallback when in doubt."""
        if self.answerable < limits.threshold and self.ranking[0][0] == OUT_OF_SCOPE:
            return OUT_OF_SCOPE
        clear = self.answerable >= DOUBTED and self.ranking[0][1] >= limits.clear
        kept = (clear or self.answerable >= limits.threshold) and self.sure >= limits.least_sure
        return self.intent if kept else FALLBACK


@dataclass(frozen=True)
class IntentModel:
    """Classifies texts given their sentence vectors."""

    intents: tuple[str, ...]
    vocabulary: Vocabulary
    sparse: Linear
    dense: Linear  # its columns are labels, those of an intent side by side
    firsts: NDArray[np.int64]  # where the labels of each intent begin
    neighbours: Neighbours
    calibration: Calibration

    def understand(self, texts: Sequence[str], vectors: Floats) -> list[Understanding]:
        """Return what each text means."""
        probabilities, signs = self.evidence(texts, vectors)
        answerable = self.calibration.answerable.of(signs)
        sure = self.calibration.right.of(self.leads(probabilities))
        return [self._understanding(*one) for one in zip(probabilities, answerable, sure, strict=True)]

    def leads(self, probabilities: Floats) -> Floats:
        """Return for each text the shares of the two likeliest intents in scope, first and second, as logits."""
        inside = np.delete(probabilities, self.intents.index(OUT_OF_SCOPE), axis=1)
        best = np.sort(inside, axis=1)[:, :-3:-1]
        return logit(best / inside.sum(axis=1, keepdims=True))

    def evidence(self, texts: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        """Return for each text the probability of each intent, and the signs the confidence is made of."""
        by_label = softmax(vectors @ self.dense.weights + self.dense.bias)
        dense = np.add.reduceat(by_label, self.firsts, axis=1)
        sparse = one_against_rest(np.stack([self._sparse_scores(text) for text in texts]))
        cosines = self.neighbours.nearest(vectors, self._likeliest(dense + sparse))
        near = softmax(cosines * SHARPNESS)
        probabilities = (dense + sparse) * (1 - NEAR_SHARE) / 2 + near * NEAR_SHARE
        return probabilities, self._signs(probabilities, cosines)

    def _likeliest(self, scores: Floats) -> NDArray[np.int64]:
        """Return the places of the AMONG likeliest intents in scope for each text, and of out_of_scope."""
        out = self.intents.index(OUT_OF_SCOPE)
        inside = scores.copy()
        inside[:, out] = np.inf
        return np.argsort(-inside, axis=1)[:, : AMONG + 1]

    def _sparse_scores(self, text: str) -> Floats:
        places, weights = self.vocabulary.weigh(ngrams(text))
        return np.asarray(weights @ self.sparse.weights[places] + self.sparse.bias)

    def _signs(self, probabilities: Floats, cosines: Floats) -> Floats:
        out = self.intents.index(OUT_OF_SCOPE)
        inside, near = np.delete(probabilities, out, axis=1), np.delete(cosines, out, axis=1)
        top = inside.max(axis=1)
        columns = (
            logit(probabilities[:, out]),
            logit(top),
            logit(top / inside.sum(axis=1)),
            near.max(axis=1),
            cosines[:, out],
        )
        return np.stack(columns, axis=1)

    def _understanding(self, probabilities: Floats, answerable: np.float32, sure: np.float32) -> Understanding:
        order = np.argsort(-probabilities)
        ranking = tuple((self.intents[place], float(probabilities[place])) for place in order)
        answered = next(intent for intent, _ in ranking if intent != OUT_OF_SCOPE)
        return Understanding(ranking, answered, float(answerable), float(sure))

    def save(self, folder: Path) -> None:
        """Write the model into `folder`."""
        np.savez(
            folder / _ARRAYS,
            idf=self.vocabulary.idf,
            sparse_weights=self.sparse.weights,
            sparse_bias=self.sparse.bias,
            dense_weights=self.dense.weights,
            dense_bias=self.dense.bias,
            firsts=self.firsts,
            projection=self.neighbours.projection,
            examples=self.neighbours.examples,
            starts=self.neighbours.starts,
            answerable=np.append(self.calibration.answerable.weights, self.calibration.answerable.bias),
            right=np.append(self.calibration.right.weights, self.calibration.right.bias),
        )
        words = {"intents": list(self.intents), "ngrams": list(self.vocabulary.index)}
        (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read the model in `folder`. Raises OSError, ValueError, KeyError when it is missing or damaged."""
        words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            return cls(
                intents=tuple(words["intents"]),
                vocabulary=Vocabulary({gram: place for place, gram in enumerate(words["ngrams"])}, arrays["idf"]),
                sparse=Linear(arrays["sparse_weights"], arrays["sparse_bias"]),
                dense=Linear(arrays["dense_weights"], arrays["dense_bias"]),
                firsts=arrays["firsts"],
                neighbours=Neighbours(arrays["projection"], arrays["examples"], arrays["starts"]),
                calibration=Calibration(_chance(arrays["answerable"]), _chance(arrays["right"])),
            )


def _chance(stored: Floats) -> Chance:
    return Chance(stored[:-1], float(stored[-1]))
