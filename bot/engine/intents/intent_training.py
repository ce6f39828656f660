"""Learns the intent model from the examples in data/nlu."""

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from bot.engine.intents.intent_model import (
    OUT_OF_SCOPE,
    Calibration,
    Chance,
    IntentModel,
    Linear,
    Neighbours,
    Vocabulary,
    unit,
)
from bot.engine.intents.ngrams import ngrams

Floats = NDArray[np.float32]
Names = NDArray[np.str_]

# Chosen by cross-validation on data/nlu; the result changes little around them.
SPARSE_C = 10.0
DENSE_C = 20.0
DENSE_ROUNDS = 60  # 200 rounds, near convergence, understand no better and cost three times the time
MIN_TEXTS = 2  # an n-gram of a single example says nothing about others
DIMENSIONS = 128  # of the examples' vectors; all 512 refuse no better and cost four times the time
FOLDS = 3  # of the cross-validation behind the confidence
CERTAIN = 5.0  # the logit of 99.3 %
NOT_LEARNT = Chance(np.zeros(1, dtype=np.float32), 0.0)
NOT_CALIBRATED = Calibration(NOT_LEARNT, NOT_LEARNT)


class TrainingError(ValueError):
    """The examples are not enough to learn from."""


class Examples(NamedTuple):
    """Texts with their sentence vectors and intents."""

    texts: list[str]
    vectors: Floats
    intents: Names

    def at(self, places: NDArray[np.int64]) -> "Examples":
        """Return the examples at these places."""
        return Examples([self.texts[place] for place in places], self.vectors[places], self.intents[places])


def fit(texts: Sequence[str], vectors: Floats, intents: Sequence[str]) -> IntentModel:
    """Return a model of `texts`, given with their sentence vectors and intents. Raises TrainingError."""
    examples = Examples(list(texts), vectors, np.array(intents))
    _check(examples)
    return replace(_learn(examples), calibration=_calibration(examples))


def held_out(examples: Examples, folds: int = FOLDS) -> Iterator[tuple[NDArray[np.int64], IntentModel]]:
    """Yield places in `examples` and a model, not yet calibrated, that has not seen the examples there."""
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=0).split(examples.texts, examples.intents):
        yield unseen, _learn(examples.at(seen))


def _check(examples: Examples) -> None:
    counts = Counter(examples.intents.tolist())
    if OUT_OF_SCOPE not in counts or len(counts) < 3:
        raise TrainingError(f"examples of {OUT_OF_SCOPE} and of at least two more intents are needed")
    if few := sorted(intent for intent, count in counts.items() if count < FOLDS):
        raise TrainingError(f"fewer than {FOLDS} examples: {', '.join(few)}")


def _learn(examples: Examples) -> IntentModel:
    grams = [ngrams(text) for text in examples.texts]
    vocabulary = _vocabulary(grams)
    sparse = LogisticRegression(C=SPARSE_C, solver="liblinear", dual=True, tol=0.1, max_iter=200, random_state=0)
    sparse.fit(_matrix(grams, vocabulary), examples.intents)
    dense = LogisticRegression(C=DENSE_C, tol=1e-2, max_iter=DENSE_ROUNDS)
    with threadpool_limits(1), warnings.catch_warnings():  # more threads than one only wait for each other
        warnings.simplefilter("ignore", ConvergenceWarning)
        dense.fit(examples.vectors, examples.intents)
    intents = tuple(str(name) for name in dense.classes_)
    return IntentModel(intents, vocabulary, _linear(sparse), _linear(dense), _neighbours(examples), NOT_CALIBRATED)


def _vocabulary(grams: list[Counter[str]]) -> Vocabulary:
    found_in = Counter(gram for counts in grams for gram in counts)
    kept = sorted(gram for gram, count in found_in.items() if count >= MIN_TEXTS)
    counts = np.array([found_in[gram] for gram in kept], dtype=np.float64)
    idf = np.log((1 + len(grams)) / (1 + counts)) + 1
    return Vocabulary({gram: place for place, gram in enumerate(kept)}, idf.astype(np.float32))


def _matrix(grams: list[Counter[str]], vocabulary: Vocabulary) -> csr_matrix:
    rows = [vocabulary.weigh(counts) for counts in grams]
    starts = np.cumsum([0, *[len(places) for places, _ in rows]])
    places = np.concatenate([places for places, _ in rows])
    weights = np.concatenate([weights for _, weights in rows])
    return csr_matrix((weights, places, starts), shape=(len(grams), len(vocabulary.index)))


def _linear(model: LogisticRegression) -> Linear:
    return Linear(np.ascontiguousarray(model.coef_.T, dtype=np.float32), model.intercept_.astype(np.float32))


def _neighbours(examples: Examples) -> Neighbours:
    """Keep the directions in which the examples differ most; small noise in the others only costs time."""
    _, directions = np.linalg.eigh(examples.vectors.T @ examples.vectors)
    projection = np.ascontiguousarray(directions[:, -DIMENSIONS:], dtype=np.float32)
    order = np.argsort(examples.intents, kind="stable")
    _, starts = np.unique(examples.intents[order], return_index=True)
    return Neighbours(projection, unit(examples.vectors[order] @ projection), starts.astype(np.int64))


def _calibration(examples: Examples) -> Calibration:
    judged = judge(examples)
    return Calibration(
        chance(judged.signs, judged.answerable),
        chance(judged.leads[judged.answerable], judged.right[judged.answerable]),
    )


class Judged(NamedTuple):
    """What models that have not seen an example make of it, for all examples in one order."""

    signs: Floats
    leads: Floats
    answerable: NDArray[np.bool_]
    right: NDArray[np.bool_]  # whether the likeliest intent in scope is the example's


def judge(examples: Examples, folds: int = FOLDS) -> Judged:
    """Judge each example by a model that has not seen it."""
    parts = [_judged(examples.at(places), model) for places, model in held_out(examples, folds)]
    return Judged(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _judged(part: Examples, model: IntentModel) -> Judged:
    probabilities, signs = model.evidence(part.texts, part.vectors)
    inside = [place for place, intent in enumerate(model.intents) if intent != OUT_OF_SCOPE]
    guesses = np.array(model.intents)[inside][probabilities[:, inside].argmax(axis=1)]
    return Judged(signs, model.leads(probabilities), part.intents != OUT_OF_SCOPE, guesses == part.intents)


def chance(signs: Floats, true: NDArray[np.bool_]) -> Chance:
    """Learn how probable something is given its signs. One that was always or never true stays so."""
    if true.all() or not true.any():
        return Chance(np.zeros(signs.shape[1], dtype=np.float32), CERTAIN if true.all() else -CERTAIN)
    learnt = LogisticRegression(max_iter=1000).fit(signs, true)
    return Chance(learnt.coef_[0].astype(np.float32), float(learnt.intercept_[0]))
