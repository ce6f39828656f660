"""The arithmetic of the benchmark: percentiles, medians of rounds, and ratios of the desk to stock."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

AROUND = 2
"""Neighbours on each side that stand for one message of a conversation: a single reading says little."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds a message took, over several rounds: the median of the rounds' own percentiles."""

    p50: float
    p95: float
    messages: int
    rounds: int


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of all do not exceed: nearest rank.

    Raises ValueError for no values and for a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a percentile needs values, and a share from 0 to 1")
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


def times_of(rounds: Sequence[Sequence[float]]) -> Times:
    """Percentiles of each round, and of those the medians: a disturbed round does not decide. Raises ValueError."""
    return Times(
        p50=median(percentile(one, 0.50) for one in rounds),
        p95=median(percentile(one, 0.95) for one in rounds),
        messages=sum(map(len, rounds)),
        rounds=len(rounds),
    )


def around(seconds: Sequence[float], number: int) -> float:
    """What message `number` of a conversation (counted from 1) took: the median of it and AROUND on each side.

    Raises ValueError when the conversation is too short to have them all.
    """
    first, last = number - 1 - AROUND, number + AROUND
    if first < 0 or last > len(seconds):
        raise ValueError(f"message {number} has not {AROUND} neighbours on each side")
    return median(seconds[first:last])


def ratio(desk: float, stock: float) -> float:
    """How many times the second the first is. Raises ValueError unless both are above zero."""
    if desk <= 0 or stock <= 0:
        raise ValueError(f"no ratio of {desk} to {stock}")
    return round(desk / stock, 3)
