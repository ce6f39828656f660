"""The files a model learns from and is held to: what is in them, and the change that reviews make to them."""

import csv
import difflib
import io
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.domain.kernel.locales import LANGUAGES
from bot.domain.learning.reviews import TAUGHT
from bot.domain.learning.training_lines import (
    Fate,
    Known,
    TrainingExample,
    as_example,
    examples,
    fates,
    plain,
    with_examples,
)

EVALUATION: Final = Path("data", "evaluation")
"""Where an installation keeps its own evaluation files (CSV: text, lang, our_intent); none are needed to begin."""
REGRESSIONS: Final = Path("data", "regressions.csv")
"""Sentences that must stay right."""
COLUMNS: Final = ("text", "lang", "our_intent")


class TrainingFilesInvalid(Exception):
    """A file is not as expected; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Export:
    """A change before it is made: each file's new text, and what became of each review."""

    root: Path
    files: Mapping[Path, str]
    fates: Mapping[TrainingExample, Fate]

    def diff(self) -> list[str]:
        """As `git diff` would show it."""
        lines: list[str] = []
        for path, text in self.files.items():
            name = path.relative_to(self.root).as_posix()
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            lines += difflib.unified_diff(before.splitlines(), text.splitlines(), f"a/{name}", f"b/{name}", lineterm="")
        return lines

    def summary(self) -> list[str]:
        """How many went where, and each that went nowhere with the reason."""
        counts = Counter(self.fates.values())
        told = [f"{counts[fate]:4} {fate.value}" for fate in Fate if counts[fate]]
        left = [f"     left out ({fate.value}): {one.text[:80]}" for one, fate in self.fates.items()
                if fate not in (Fate.TRAINING, Fate.REGRESSION, Fate.KNOWN)]  # fmt: skip
        return ["", f"{len(self.fates)} reviews", *told, *left]

    def write(self) -> None:
        """Each file whole or not at all."""
        for path, text in self.files.items():
            new = path.with_name(f"{path.name}.new")
            with new.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)


def prepared(root: Path, examples: Sequence[TrainingExample], known: Known) -> Export:
    """The change these reviews make. Raises TrainingFilesInvalid when an intent's file has no room for them."""
    decided = fates([replace(example, text=as_example(example.text)) for example in examples], known)
    learnt = [example for example, fate in decided.items() if fate is Fate.TRAINING]
    files = _training(root, learnt)
    held = [example for example, fate in decided.items() if fate is Fate.REGRESSION]
    if held:
        files[root / REGRESSIONS] = _with_rows(root / REGRESSIONS, held)
    return Export(root, files, decided)


def _training(root: Path, examples: Sequence[TrainingExample]) -> dict[Path, str]:
    files: dict[Path, str] = {}
    for intent, language in sorted({(example.intent, example.language) for example in examples}):
        path = _file(root, intent)
        added = sorted((one.text for one in examples if (one.intent, one.language) == (intent, language)), key=plain)
        try:
            files[path] = with_examples(files.get(path) or path.read_text("utf-8"), intent, language, added)
        except (OSError, ValueError) as error:
            raise TrainingFilesInvalid(f"{path.relative_to(root)} cannot be added to: {error}.") from error
    return files


def _with_rows(path: Path, examples: Sequence[TrainingExample]) -> str:
    """The regressions with rows at the end."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ",".join(COLUMNS) + "\n"
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows((one.text, one.language, one.intent) for one in examples)
    return text + rows.getvalue()


def _file(root: Path, intent: str) -> Path:
    return root / "data" / "nlu" / f"{intent}.yml"


def known_in(root: Path, evaluation: Sequence[Path]) -> Known:
    """Everything a new line is compared with."""
    trained = set()
    for intent in TAUGHT:
        path = _file(root, intent)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for language in LANGUAGES:
            if f"language: {language}" in text:
                trained |= {(language, plain(example)) for example in examples(text, intent, language)}
    return Known(
        trained=frozenset(trained),
        regressions=frozenset((row["lang"], plain(row["text"])) for row in _rows(root / REGRESSIONS)),
        evaluated=tuple(frozenset(plain(row["text"]).split()) for file in evaluation for row in _rows(file)),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of labelled lines, none where there is no file. Raises TrainingFilesInvalid."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            raise TrainingFilesInvalid(f"{path} has no column {', '.join(missing)}.")
        return list(reader)
