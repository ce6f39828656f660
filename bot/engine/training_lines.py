"""The examples of data/nlu with what is known of each: label, language and author."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from bot.engine.intents.encoder import Encoder
from bot.engine.intents.intent_training import Examples


@dataclass(frozen=True)
class TrainingLine:
    """One example. `label` is an intent or `intent/aspect`; author and language are empty where not named."""

    text: str
    label: str
    author: str
    language: str
    fragment: bool = False  # leaves out what it is about: nobody could tell its topic alone


def training_lines(folder: Path) -> Iterator[TrainingLine]:
    """Yield every example in the files of `folder` and below, in the order of their names."""
    for path in sorted(folder.rglob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            if "intent" not in block:
                continue
            known = block.get("metadata") or {}
            author, language = str(known.get("author", "")), str(known.get("language", ""))
            for line in block["examples"].splitlines():
                text = line.strip().removeprefix("- ")
                yield TrainingLine(text, block["intent"], author, language, bool(known.get("fragment")))


def encoded(lines: list[TrainingLine]) -> Examples:
    """Return the lines with their sentence vectors."""
    texts = [line.text for line in lines]
    labels, authors = np.array([line.label for line in lines]), np.array([line.author for line in lines])
    return Examples(texts, Encoder().encode(texts), labels, authors)
