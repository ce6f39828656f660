"""Shows what each threshold would refuse and keep, by cross-validation: `python -m bot.engine.calibrate`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from bot.engine.encoder import Encoder
from bot.engine.intent_model import OUT_OF_SCOPE
from bot.engine.intent_training import Examples, held_out

FOLDS = 5
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.85, 0.9, 0.95)


def main(arguments: list[str] | None = None) -> int:
    """Print accuracy and one line per threshold; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    lines = list(_lines(parser.parse_args(arguments).data))
    texts = [text for text, _ in lines]
    examples = Examples(texts, Encoder().encode(texts), np.array([intent for _, intent in lines]))
    right, signs, ours = _judged(examples)
    print(f"{len(lines)} examples, in-scope accuracy {100 * right[ours].mean():.1f} %")
    # the confidence is learnt on one half and read off on the other
    half = np.arange(len(ours)) % 2 == 0
    confidence = LogisticRegression(max_iter=1000).fit(signs[half], ours[half]).predict_proba(signs[~half])[:, 1]
    for threshold in THRESHOLDS:
        kept = confidence >= threshold
        refused = 100 * (~kept[~ours[~half]]).mean()
        print(f"threshold {threshold:.2f}: kept {100 * kept[ours[~half]].mean():.1f} %, refused {refused:.1f} %")
    return 0


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            for line in block.get("examples", "").splitlines() if "intent" in block else ():
                yield line.strip().removeprefix("- "), block["intent"]


def _judged(examples: Examples) -> tuple[NDArray[np.bool_], NDArray[np.float32], NDArray[np.bool_]]:
    """Return for examples the model has not seen: whether the guess is right, the signs, whether they are in scope."""
    right, signs, ours = [], [], []
    for unseen, model in held_out(examples, FOLDS):
        part = examples.at(unseen)
        probabilities, part_signs = model.evidence(part.texts, part.vectors)
        inside = [place for place, intent in enumerate(model.intents) if intent != OUT_OF_SCOPE]
        guesses = np.array(model.intents)[inside][probabilities[:, inside].argmax(axis=1)]
        right.append(guesses == part.intents)
        signs.append(part_signs)
        ours.append(part.intents != OUT_OF_SCOPE)
    return np.concatenate(right), np.concatenate(signs), np.concatenate(ours)


if __name__ == "__main__":
    sys.exit(main())
