"""What a review becomes: a training line, a regression, or nothing; a rule over sentences, without any file."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 40
"""Words of a training line; longer messages hold several wishes, and the model would learn their small talk."""
NEARLY: Final = 0.9
"""Share of words two lines of five words or more must have in common to count as the same."""
LEAST_WORDS: Final = 4
"""Shorter lines of an evaluation file (yes, thank you) cannot help being trained on."""


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A review to be exported: a masked sentence and its intent."""

    conversation_id: str
    seq: int
    text: str
    language: str
    intent: str


class Fate(StrEnum):
    """Where a review goes. The last five leave no line behind, each for its own reason."""

    TRAINING = "training"
    REGRESSION = "regression"
    EMPTY = "nothing but names and numbers"
    TOO_LONG = "longer than a training line"
    KNOWN = "there already"
    EVALUATED = "measured with, so never learnt"
    DISAGREED = "people disagree about it"


NOTED: Final = frozenset({Fate.TRAINING, Fate.REGRESSION, Fate.EMPTY, Fate.TOO_LONG, Fate.KNOWN, Fate.EVALUATED})
"""Fates after which a review need not be looked at again; a disagreement waits until somebody settles it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is there: training lines and regressions as (language, plain sentence), evaluation lines as words."""

    trained: frozenset[tuple[str, str]]
    regressions: frozenset[tuple[str, str]]
    evaluated: tuple[frozenset[str], ...]


def fates(examples: Sequence[TrainingExample], known: Known) -> dict[TrainingExample, Fate]:
    """Decides for each review. Half of the new sentences are learnt, the other half hold the model to account."""
    meant: dict[tuple[str, str], set[str]] = {}
    for example in examples:
        meant.setdefault(plain_key(example), set()).add(example.intent)
    seen = set(known.trained | known.regressions)
    decided = {}
    for example in examples:
        decided[example] = _fate(example, known, seen, meant)
        seen.add(plain_key(example))
    return decided


def _fate(
    example: TrainingExample, known: Known, seen: set[tuple[str, str]], meant: Mapping[tuple[str, str], set[str]]
) -> Fate:
    if len(meant[plain_key(example)]) > 1:
        return Fate.DISAGREED
    if not re.search(r"[^\W\d_]{2}", plain(example.text)):
        return Fate.EMPTY
    if len(example.text.split()) > LONGEST:
        return Fate.TOO_LONG
    if is_among(example.text, known.evaluated):
        return Fate.EVALUATED
    if plain_key(example) in seen:
        return Fate.KNOWN
    return Fate.TRAINING if is_learnt(example) else Fate.REGRESSION


def is_learnt(example: TrainingExample) -> bool:
    """Decided by the sentence itself, so that the same one always goes the same way, in any installation."""
    return hashlib.sha256(f"{example.language} {plain(example.text)}".encode()).digest()[0] % 2 == 0


def plain_key(example: TrainingExample) -> tuple[str, str]:
    """By what two sentences are the same."""
    return example.language, plain(example.text)


def plain(text: str) -> str:
    """The words alone: no case, accents, punctuation or spacing."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", kept))


def is_among(text: str, evaluated: Iterable[frozenset[str]]) -> bool:
    """Whether a line repeats, or nearly repeats, one that models are measured with."""
    words = frozenset(plain(text).split())
    if len(words) < LEAST_WORDS:
        return False
    return any(
        words == other or (len(other) > LEAST_WORDS and len(words & other) >= NEARLY * len(words | other))
        for other in evaluated
    )


def as_example(text: str) -> str:
    """A sentence as one line of a list of examples: no mark that the format would take for its own."""
    bare = re.sub(r"[\[\]{}|\\]", " ", text).strip().lstrip("-#&*!>%@`\"' ").rstrip("\"'")
    return " ".join(bare.split())


def examples(text: str, intent: str, language: str) -> list[str]:
    """The examples of an intent in a language, from the text of its file."""
    start, end = block(text.split("\n"), intent, language)
    return [line.strip()[2:] for line in text.split("\n")[start:end] if line.strip().startswith("- ")]


def with_examples(text: str, intent: str, language: str, added: Sequence[str]) -> str:
    """The file with examples added at the end of their block; every other line stays as it is.

    Raises ValueError when the file has no such block.
    """
    lines = text.split("\n")
    _, end = block(lines, intent, language)
    return "\n".join([*lines[:end], *(f"    - {example}" for example in added), *lines[end:]])


def block(lines: Sequence[str], intent: str, language: str) -> tuple[int, int]:
    """First line and the line behind the last of a block of examples. Raises ValueError."""
    heads = [place for place, line in enumerate(lines) if line.strip() == f"- intent: {intent}"]
    for head in heads:
        end = next((n for n in range(head + 1, len(lines)) if lines[n].lstrip().startswith("- intent:")), len(lines))
        said = [line.strip() for line in lines[head:end]]
        if f"language: {language}" in said and "examples: |" in said:
            last = max(n for n in range(head, end) if lines[n].strip())
            return head + said.index("examples: |") + 1, last + 1
    raise ValueError(f"no examples of {intent} in {language}")
