"""Scores made probabilities and back, row by row."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def unit(vectors: Floats) -> Floats:
    """Return the vectors made of length 1; the zero vector stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Return rows of probabilities, of which exactly one is true."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def one_against_rest(scores: Floats) -> Floats:
    """Return rows of probabilities from scores of classifiers that each know one class from all others."""
    chances = 1 / (1 + np.exp(-scores))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float32)


def logit(probabilities: Floats) -> Floats:
    """Return the logits of probabilities, cut near 0 and 1."""
    inner = np.clip(probabilities, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(inner / (1 - inner)))
