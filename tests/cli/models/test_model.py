"""A model belongs to the data it was trained on, by content and not by date."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.cli.failure import CommandFailed
from bot.cli.models.model import KEPT, Model, train


@pytest.fixture
def model(tmp_path: Path) -> Model:
    for name in (
        "config.yml",
        "domain.yml",
        "requirements/engine.txt",
        "data/nlu/greet.yml",
        "bot/engine/serving/channel.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"nlu: [{{intent: greet, examples: '- {name}'}}]")
    return Model(tmp_path)


def install(model: Model, script: str) -> None:
    """Puts a program in the engine interpreter's place."""
    model.python.parent.mkdir(parents=True)
    model.python.write_text(f"#!/bin/sh\n{script}\n")
    model.python.chmod(0o755)


MAKES_ONE = "mkdir -p models/new; echo whole > models/new/desk.tar.gz; echo trained"


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/greet.yml", "bot/engine/serving/channel.py"])
def test_any_change_to_what_is_trained_on_asks_for_a_new_model(model: Model, name: str) -> None:
    before = model.path
    (model.root / name).write_text("changed")
    assert model.path != before


def test_a_new_file_of_examples_asks_for_a_new_model(model: Model) -> None:
    before = model.path
    (model.root / "data" / "nlu" / "thank.yml").write_text("")
    assert model.path != before


def test_a_touched_file_asks_for_nothing(model: Model) -> None:
    before = model.path
    os.utime(model.root / "config.yml", (1, 1))
    assert model.path == before


def test_training_makes_the_model_fresh(model: Model) -> None:
    install(model, MAKES_ONE)
    lines: list[str] = []
    assert not model.fresh
    path = asyncio.run(train(model, lines.append))
    assert model.fresh
    assert path.read_text() == "whole\n"
    assert lines == ["trained"]


def test_only_the_last_models_are_kept(model: Model) -> None:
    install(model, MAKES_ONE)
    for number in range(KEPT + 2):
        (model.root / "config.yml").write_text(str(number))
        asyncio.run(train(model, lambda _: None))
    assert len(model.trained()) == KEPT
    assert model.fresh


def test_a_failed_training_leaves_no_model_and_shows_its_last_lines(model: Model) -> None:
    install(model, "echo two rules contradict; exit 1")
    with pytest.raises(CommandFailed, match=r"(?s)two rules contradict.*Training failed"):
        asyncio.run(train(model, lambda _: None))
    assert not model.fresh


def test_a_missing_environment_is_told_with_the_remedy(model: Model) -> None:
    with pytest.raises(CommandFailed, match="make train"):
        asyncio.run(train(model, lambda _: None))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_cancelled_training_ends(model: Model, tmp_path: Path) -> None:
    install(model, "echo $$; exec sleep 60")
    begun: list[str] = []

    async def cancel() -> None:
        task = asyncio.create_task(train(model, begun.append))
        while not begun:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert not Path(f"/proc/{begun[0]}").exists()
