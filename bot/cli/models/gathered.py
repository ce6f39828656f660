"""The data of one training in one place: examples as one JSON file, sentences beside the domain, the rest as it is."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.cli.failure import CommandFailed

RESPONSES = "responses.yml"


def gather(data: Path, target: Path) -> Path:
    """Writes what Rasa trains on from `data` into `target`, anew, and returns that.

    Rasa checks each YAML file against a schema that it reads anew for each, and reads its examples twice: half a
    minute for twenty thousand examples. Its JSON notation holds the same and takes a second. Raises CommandFailed where
    a file of `data/nlu` cannot be read as examples.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in data.glob("*.yml"):
        if path.name != RESPONSES:
            shutil.copy(path, target / path.name)
    examples = {"rasa_nlu_data": {"common_examples": list(_examples(data / "nlu"))}}
    (target / "nlu.json").write_text(json.dumps(examples, ensure_ascii=False), encoding="utf-8")
    return target


def gather_domain(root: Path, target: Path) -> Path:
    """Writes the domain below `root` and the sentences of its data into `target`, anew, and returns that.

    Sentences among the data are training data to Rasa: it would read them twice as such and then merge them into the
    domain. The model is the same either way.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in (root / "domain.yml", root / "data" / RESPONSES):
        if path.is_file():
            shutil.copy(path, target / path.name)
    return target


def _examples(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.yml")):
        try:
            blocks = [
                (one["intent"], one["examples"], one.get("metadata")) for one in YAML(typ="safe").load(path)["nlu"]
            ]
        except (YAMLError, KeyError, TypeError, AttributeError) as error:
            reason = str(error) if isinstance(error, YAMLError) else "it is no list of intents with examples"
            raise CommandFailed(f"{path.name} cannot be trained on: {reason}") from error
        for intent, lines, known in blocks:
            metadata = {"intent_metadata": known} if known else {}
            texts = (line.strip().removeprefix("- ").strip() for line in str(lines).splitlines())
            yield from ({"text": text, "intent": intent} | metadata for text in texts if text)
