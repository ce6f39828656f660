"""Shows what each limit would refuse and keep of authors left out: `python -m bot.engine.calibrate`."""

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.engine.intents.intent_training import Examples, Judged, chance, judged_by, learn, parts
from bot.engine.training_lines import encoded, training_lines

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.85, 0.9, 0.95)
LEAST_SURE = (0.25, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5)
THRESHOLD = 0.85  # behind which LEAST_SURE is tried


def main(arguments: list[str] | None = None) -> int:
    """Print accuracy and one line per limit; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    lines = [line for line in training_lines(parser.parse_args(arguments).data) if not line.fragment]
    judged = _judged(encoded(lines))
    print(f"{len(lines)} examples, in-scope accuracy {100 * judged.right[judged.answerable].mean():.1f} %")
    # the probabilities are learnt on one half and read off on the other
    learnt = np.arange(len(lines)) % 2 == 0
    ours, right = judged.answerable[~learnt], judged.right[~learnt]
    answerable = chance(judged.signs[learnt], judged.answerable[learnt]).of(judged.signs[~learnt])
    known = learnt & judged.answerable
    sure = chance(judged.leads[known], judged.right[known]).of(judged.leads[~learnt])
    for threshold in THRESHOLDS:
        kept = answerable >= threshold
        print(f"threshold {threshold:.2f}: kept {_percent(kept[ours])}, refused {_percent(~kept[~ours])}")
    for least in LEAST_SURE:
        asked = ours & (answerable >= THRESHOLD) & (sure < least)
        print(f"least_sure {least:.2f}: asked back {_percent(asked[ours])}, {_percent(~right[asked])} of them rightly")
    return 0


def _percent(hits: NDArray[np.bool_]) -> str:
    return f"{100 * hits.mean():.1f} %" if hits.size else "-"


def _judged(examples: Examples) -> Judged:
    found = [judged_by(learn(examples.at(seen)), examples.at(unseen)) for unseen, seen in parts(examples)]
    return Judged(*(np.concatenate(column) for column in zip(*found, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
