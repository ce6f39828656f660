"""Whether a candidate model may replace the one in use: a rule over figures, without any file or process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

TOLERANCE: Final = 0.005
"""By how much a figure may fall: half a percentage point is one or two lines of some hundred, which is chance."""
METRICS: Final = ("accuracy en", "accuracy fr", "refused", "kept")

Line = tuple[str, str]
"""A sentence and its language."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one model makes of one file of labelled lines. Figures are shares; None where no line speaks of it.

    `decided` is, for each line, the intent acted upon; `expected` the right one.
    """

    figures: Mapping[str, float | None]
    recalls: Mapping[str, float | None]
    expected: Mapping[Line, str]
    decided: Mapping[Line, str]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Measured":
        """From the JSON of an evaluation with its lines. Raises KeyError for another shape."""
        accuracy, beyond = told["in_scope_accuracy"], told["out_of_scope"]
        figures = (accuracy["en"], accuracy["fr"], beyond["refused"], beyond["in_scope_kept"])
        lines = {(line["text"], line["language"]): line for line in told["lines"]}
        return cls(
            figures=dict(zip(METRICS, figures, strict=True)),
            recalls={intent: row["recall"] for intent, row in told["per_intent"].items() if row["n"]},
            expected={key: line["expected"] for key, line in lines.items()},
            decided={key: line["decided"] for key, line in lines.items()},
        )

    def right(self) -> frozenset[Line]:
        """The lines acted upon as they should be."""
        return frozenset(line for line, decided in self.decided.items() if decided == self.expected[line])


@dataclass(frozen=True, slots=True)
class Pair:
    """One file as both models see it."""

    current: Measured
    candidate: Measured

    @property
    def fixed(self) -> tuple[Line, ...]:
        """Lines only the candidate gets right."""
        return tuple(sorted(self.candidate.right() - self.current.right()))

    @property
    def broken(self) -> tuple[Line, ...]:
        """Lines only the current model gets right."""
        return tuple(sorted(self.current.right() - self.candidate.right()))

    def changes(self) -> Iterator[tuple[str, float]]:
        """Each figure both models have, with its change."""
        for name in METRICS:
            before, after = self.current.figures[name], self.candidate.figures[name]
            if before is not None and after is not None:
                yield name, round(after - before, 4)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to promote. `against` and `in_favour` say why, in sentences."""

    against: tuple[str, ...]
    in_favour: tuple[str, ...]

    @property
    def promotes(self) -> bool:
        """Improved somewhere and harmed nowhere."""
        return bool(self.in_favour) and not self.against


def judge(files: Mapping[str, Pair], regressions: Pair | None) -> Verdict:
    """Promotes when no regression breaks, no figure of a file falls by more than TOLERANCE, and something is better."""
    broken = regressions.broken if regressions else ()
    fixed = regressions.fixed if regressions else ()
    changes = [(f"{name}, {metric}", change) for name, pair in files.items() for metric, change in pair.changes()]
    against = [f"regression broken: {text}" for text, _ in broken]
    against += [f"{what}: {_points(change)}" for what, change in changes if change < -TOLERANCE]
    in_favour = [f"regression fixed: {text}" for text, _ in fixed]
    in_favour += [f"{what}: {_points(change)}" for what, change in changes if change > 0]
    return Verdict(tuple(against), tuple(in_favour))


def _points(change: float) -> str:
    return f"{100 * change:+.1f} points"
