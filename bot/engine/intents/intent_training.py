"""Learns the intent model from the examples in data/nlu."""

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from bot.engine.intents.arithmetic import unit
from bot.engine.intents.intent_model import (
    OUT_OF_SCOPE,
    Calibration,
    Chance,
    IntentModel,
    Linear,
    Vocabulary,
)
from bot.engine.intents.neighbours import Neighbours
from bot.engine.intents.ngrams import ngrams

Floats = NDArray[np.float32]
Names = NDArray[np.str_]

# Chosen on authors left out; the result changes little around them.
SPARSE_C = 20.0
DENSE_C = 20.0
DENSE_ROUNDS = 50  # 200 rounds, near convergence, understand no better and cost three times the time
MIN_TEXTS = 2  # an n-gram of a single example says nothing about others
DIMENSIONS = 64  # of the examples' vectors; 128 and 512 understand no better and cost a message more time
PARTS = 4  # one of which, with authors of its own, is left out to learn the confidence
UNSIGNED = 24  # groups into which lines without an author are put, as if so many people had written them
FEWEST = 3  # examples of an intent
CERTAIN = 5.0  # the logit of 99.3 %
NOT_LEARNT = Chance(np.zeros(1, dtype=np.float32), 0.0)
NOT_CALIBRATED = Calibration(NOT_LEARNT, NOT_LEARNT)


class TrainingError(ValueError):
    """The examples are not enough to learn from."""


class Examples(NamedTuple):
    """Texts with their sentence vectors, labels (an intent, or `intent/aspect`) and authors ("" where not known)."""

    texts: list[str]
    vectors: Floats
    labels: Names
    authors: Names

    @property
    def intents(self) -> Names:
        """The intents alone."""
        return np.array([label.partition("/")[0] for label in self.labels])

    def at(self, places: NDArray[np.int64]) -> "Examples":
        """Return the examples at these places."""
        return Examples(
            [self.texts[place] for place in places], self.vectors[places], self.labels[places], self.authors[places]
        )


def fit(texts: Sequence[str], vectors: Floats, labels: Sequence[str], authors: Sequence[str] = ()) -> IntentModel:
    """Return a model of `texts`, given with their sentence vectors, labels and authors. Raises TrainingError."""
    examples = Examples(list(texts), vectors, np.array(labels), np.array(authors or [""] * len(texts)))
    _check(examples)
    unseen, seen = next(parts(examples))
    with ThreadPoolExecutor(2) as pool:  # the solvers work outside Python's lock: on two processors at once
        whole, part = pool.submit(learn, examples), pool.submit(learn, examples.at(seen))
        return replace(whole.result(), calibration=_calibration(part.result(), examples.at(unseen)))


def parts(examples: Examples, count: int = PARTS) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield places in `examples` and the places of the others, `count` times: nobody writes on both sides."""
    groups = [author or f"?{place % UNSIGNED}" for place, author in enumerate(examples.authors)]
    for seen, unseen in GroupKFold(count).split(examples.texts, groups=groups):
        yield unseen, seen


def _check(examples: Examples) -> None:
    counts = Counter(examples.intents.tolist())
    if OUT_OF_SCOPE not in counts or len(counts) < 3:
        raise TrainingError(f"examples of {OUT_OF_SCOPE} and of at least two more intents are needed")
    if few := sorted(intent for intent, count in counts.items() if count < FEWEST):
        raise TrainingError(f"fewer than {FEWEST} examples: {', '.join(few)}")


def learn(examples: Examples) -> IntentModel:
    """Return a model that is not calibrated yet.

    The sentence vectors are told apart by label, intents by the sum over their labels: aspects are what lines have in
    common, and an intent of many aspects is no single heap.
    """
    grams = [ngrams(text) for text in examples.texts]
    vocabulary = vocabulary_of(grams)
    sparse = LogisticRegression(C=SPARSE_C, solver="liblinear", dual=True, tol=0.1, max_iter=200, random_state=0)
    sparse.fit(matrix_of(grams, vocabulary), examples.intents)
    dense = LogisticRegression(C=DENSE_C, tol=1e-3, max_iter=DENSE_ROUNDS)
    with threadpool_limits(1), warnings.catch_warnings():  # more threads than one only wait for each other
        warnings.simplefilter("ignore", ConvergenceWarning)
        dense.fit(examples.vectors, examples.labels)
    intents = tuple(str(name) for name in sparse.classes_)
    columns = _by_intent(dense, intents)
    return IntentModel(intents, vocabulary, _linear(sparse), *columns, _neighbours(examples), NOT_CALIBRATED)


def _by_intent(dense: LogisticRegression, intents: tuple[str, ...]) -> tuple[Linear, NDArray[np.int64]]:
    """Return the classifier with the labels of each intent side by side, and where those of each intent begin."""
    own = np.array([intents.index(str(label).partition("/")[0]) for label in dense.classes_])
    order = np.argsort(own, kind="stable")
    linear = _linear(dense)
    return Linear(linear.weights[:, order], linear.bias[order]), np.searchsorted(own[order], np.arange(len(intents)))


def vocabulary_of(grams: list[Counter[str]]) -> Vocabulary:
    """Return the n-grams that more than one text has, and how telling each is."""
    found_in = Counter(gram for counts in grams for gram in counts)
    kept = sorted(gram for gram, count in found_in.items() if count >= MIN_TEXTS)
    counts = np.array([found_in[gram] for gram in kept], dtype=np.float64)
    idf = np.log((1 + len(grams)) / (1 + counts)) + 1
    return Vocabulary({gram: place for place, gram in enumerate(kept)}, idf.astype(np.float32))


def matrix_of(grams: list[Counter[str]], vocabulary: Vocabulary) -> csr_matrix:
    """Return the weighed n-grams of each text, a row each."""
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


def _calibration(model: IntentModel, unseen: Examples) -> Calibration:
    judged = judged_by(model, unseen)
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


def judged_by(model: IntentModel, part: Examples) -> Judged:
    """Return what a model makes of examples it has not seen."""
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
