"""Takes the intent model out of a trained Rasa model without loading Rasa, which takes ten seconds."""

import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.engine.intents.intent_model import IntentModel, Limits

_CLASSIFIER = "bot.engine.components.IntentClassifier"
_FILES = ("intent_model.npz", "intent_model.json")


class ModelFileError(Exception):
    """There is no model, or it cannot be read."""


@dataclass(frozen=True)
class StoredModel:
    """The intent model and the limits it was trained to be used with."""

    model: IntentModel
    limits: Limits


def newest(folder: Path) -> Path:
    """Return the newest model in `folder`. Raises ModelFileError."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise ModelFileError(f"there is no model in {folder}/; train one with: desk train")
    return models[-1]


def read_model(path: Path) -> StoredModel:
    """Return what is stored in a model file. Raises ModelFileError."""
    try:
        with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
            for member in archive.getmembers():
                name = Path(member.name).name
                content = archive.extractfile(member) if name in _FILES and member.isfile() else None
                if content is not None:
                    (Path(folder) / name).write_bytes(content.read())
            return StoredModel(IntentModel.load(Path(folder)), _limits(archive))
    except (OSError, tarfile.TarError, KeyError, ValueError, EOFError, StopIteration) as error:
        raise ModelFileError(f"{path} is not a model of this assistant: {error}") from error


def _limits(archive: tarfile.TarFile) -> Limits:
    content = archive.extractfile("metadata.json")
    if content is None:
        raise KeyError("metadata.json")
    nodes: dict[str, Any] = json.load(content)["predict_schema"]["nodes"]
    config = next(node["config"] for node in nodes.values() if node["uses"] == _CLASSIFIER)
    return Limits.of(config)


def configured(path: Path) -> Limits:
    """Return the limits a config.yml sets. Raises KeyError, StopIteration where it has no classifier."""
    pipeline = YAML(typ="safe").load(path)["pipeline"]
    config = next(step for step in pipeline if step["name"] == _CLASSIFIER)
    return Limits.of(config)
