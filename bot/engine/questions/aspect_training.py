"""Learns the aspect model from the labelled examples in data/nlu."""

import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.engine.intents.intent_model import Linear, Vocabulary
from bot.engine.intents.intent_training import matrix_of, vocabulary_of
from bot.engine.intents.ngrams import ngrams
from bot.engine.questions.aspect_model import AspectModel, TopicModel, known_aspects

Floats = NDArray[np.float32]

# As for the intents (`intent_training`); the result changes little around them.
SPARSE_C = 10.0
DENSE_C = 20.0
ROUNDS = 60


def fit(texts: Sequence[str], vectors: Floats, labels: Sequence[str]) -> AspectModel:
    """Return a model of `texts` with their sentence vectors (texts × 512) and labels (`topic/aspect`).

    Labels without an aspect, and those of topics with a single one, teach nothing.
    """
    topics = known_aspects(labels)
    if not topics:
        return AspectModel(Vocabulary({}, np.zeros(0, dtype=np.float32)), {})
    kept = [place for place, label in enumerate(labels) if "/" in label and label.partition("/")[0] in topics]
    grams = [ngrams(texts[place]) for place in kept]
    vocabulary = vocabulary_of(grams)
    matrix, dense, names = matrix_of(grams, vocabulary), vectors[kept], np.array([labels[place] for place in kept])
    # more threads than one in a solver only wait for each other; two solvers work side by side
    with threadpool_limits(1), warnings.catch_warnings(), ThreadPoolExecutor(2) as pool:
        warnings.simplefilter("ignore", ConvergenceWarning)
        learnt = pool.map(lambda topic: _learn(topic, names, matrix, dense), topics)
        return AspectModel(vocabulary, dict(zip(topics, learnt, strict=True)))


def _learn(topic: str, names: NDArray[np.str_], matrix: csr_matrix, vectors: Floats) -> TopicModel:
    own = np.flatnonzero(np.char.startswith(names, f"{topic}/"))
    aspects = np.array([name.partition("/")[2] for name in names[own]])
    dense = LogisticRegression(C=DENSE_C, tol=1e-2, max_iter=ROUNDS)
    sparse = LogisticRegression(C=SPARSE_C, solver="liblinear", dual=True, tol=0.1, max_iter=200, random_state=0)
    dense.fit(vectors[own], aspects)
    sparse.fit(matrix[own], aspects)
    names_of = tuple(str(name) for name in dense.classes_)
    return TopicModel(names_of, _columns(dense, 0.5), _columns(sparse, 1.0))


def _columns(model: LogisticRegression, half: float) -> Linear:
    """Return one column for each class.

    scikit-learn keeps a single one for two classes: the other is its opposite, both `half` of it where the
    probabilities are made of the difference of the two.
    """
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = half * np.concatenate([-weights, weights]), half * np.concatenate([-bias, bias])
    return Linear(np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32))
