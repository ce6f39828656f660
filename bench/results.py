"""What a run found: the raw figures, and the four numbers it is judged by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from bench.figures import Times, around, ratio
from bench.load import BusyRound, Rounds

EARLY, LATE = 5, 100
"""Messages of one conversation that are compared."""

TARGETS = {
    "throughput_ratio": ("at least", 2.0),
    "p95_ratio": ("at most", 0.6),
    "message_100_over_5": ("at most", 1.5),
    "lookup_100k_over_1k": ("at most", 1.2),
}
"""What the desk is to reach, as ratios; the first two are desk to stock."""


@dataclass(slots=True)
class Found:
    """Raw figures by side ("stock", "desk"; look-ups: "1k", "100k") and, where two kinds are asked, by kind first."""

    machine: dict[str, Any]
    training: dict[str, float | None] = field(default_factory=dict)
    start_up: dict[str, float] = field(default_factory=dict)
    memory: dict[str, dict[str, int]] = field(default_factory=dict)
    one_client: dict[str, dict[str, Times]] = field(default_factory=dict)
    busy: dict[str, dict[str, list[BusyRound]]] = field(default_factory=dict)
    conversation: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    lookups: dict[str, dict[str, Times]] = field(default_factory=dict)
    seeding: dict[str, float] = field(default_factory=dict)


def early_and_late(conversations: Rounds) -> dict[str, dict[str, float]]:
    """For each side, what the early and the late message took: medians of its conversations. Raises ValueError."""
    return {
        side: {
            "message_5": median(around(one, EARLY) for one in talks),
            "message_100": median(around(one, LATE) for one in talks),
        }
        for side, talks in conversations.items()
    }


def rate_of(rounds: Sequence[BusyRound]) -> float:
    """Messages a second: the median of the rounds."""
    return median(one.rate for one in rounds)


def work_of(rounds: Sequence[BusyRound]) -> dict[str, float]:
    """Processor seconds of each process for one message: the medians of the rounds."""
    return {name: median(one.work[name] for one in rounds) for name in rounds[0].work}


def judged(found: Found) -> dict[str, Any]:
    """The four ratios, each the worst of its parts, with the parts beside. Raises ValueError for missing figures."""
    throughput = {kind: ratio(rate_of(sides["desk"]), rate_of(sides["stock"])) for kind, sides in found.busy.items()}
    p95 = {kind: ratio(sides["desk"].p95, sides["stock"].p95) for kind, sides in found.one_client.items()}
    late = {side: _late_over_early(found, side) for side in ("desk", "stock")}
    sizes = {part: ratio(times["100k"].p50, times["1k"].p50) for part, times in found.lookups.items()}
    return {
        "throughput_ratio": min(throughput.values()),
        "p95_ratio": max(p95.values()),
        "message_100_over_5": max(late["desk"].values()),
        "lookup_100k_over_1k": max(sizes.values()),
        "throughput_ratio_by_kind": throughput,
        "p95_ratio_by_kind": p95,
        "message_100_over_5_by_kind": late["desk"],
        "stock_message_100_over_5_by_kind": late["stock"],
        "lookup_100k_over_1k_by_part": sizes,
    }


def _late_over_early(found: Found, side: str) -> dict[str, float]:
    return {
        kind: ratio(sides[side]["message_100"], sides[side]["message_5"]) for kind, sides in found.conversation.items()
    }


def reached(ratios: Mapping[str, Any]) -> dict[str, bool]:
    """Which targets the run meets."""
    return {
        name: ratios[name] >= limit if bound == "at least" else ratios[name] <= limit
        for name, (bound, limit) in TARGETS.items()
    }


def as_json(found: Found, mistakes: Sequence[str], seconds: float, *, quick: bool) -> dict[str, Any]:
    """Everything, as var/bench.json holds it: seconds, bytes, messages a second."""
    ratios = judged(found)
    return {
        **ratios,
        "targets": {name: f"{bound} {limit}" for name, (bound, limit) in TARGETS.items()},
        "reached": reached(ratios),
        "mistakes": list(mistakes),
        "quick": quick,
        "seconds": round(seconds, 1),
        "throughput": _by_side(found, rate_of),
        "work_per_message": _by_side(found, work_of),
        **asdict(found),
    }


def _by_side(found: Found, of: Callable[[Sequence[BusyRound]], Any]) -> dict[str, Any]:
    return {kind: {side: of(rounds) for side, rounds in sides.items()} for kind, sides in found.busy.items()}
