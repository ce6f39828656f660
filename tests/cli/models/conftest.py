"""What the tests of models begin with."""

import sys
from pathlib import Path

import pytest

from bot.cli import train as train_command
from bot.cli.models.model import Model
from tests.cli.models.installation import ENGINE, answers, lines

EXAMPLES = "nlu:\n- intent: greet\n  metadata: {{author: en-01, language: en}}\n  examples: |\n    - {}\n"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """An installation with a model in use, data that changed since, and an engine that does as answers.json says."""
    for name in ("config.yml", "domain.yml", "requirements/engine.txt", "data/nlu/greet.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(EXAMPLES.format(name))
    model = Model(tmp_path)
    (tmp_path / "models").mkdir()
    model.path.write_text("current")
    model.use(model.path)
    (tmp_path / "data" / "nlu" / "greet.yml").write_text(EXAMPLES.format("changed"))
    (tmp_path / "engine.py").write_text(ENGINE)
    model.python.parent.mkdir(parents=True)
    model.python.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path}/engine.py "$@"\n')
    model.python.chmod(0o755)
    monkeypatch.setattr(train_command, "Model", lambda: model)
    answers(model, current={"b": "greet"}, candidate={})
    lines(model, "data/evaluation/own.csv", "a,en,find_invoice", "b,en,find_invoice")
    return model
