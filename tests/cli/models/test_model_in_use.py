"""The model in use stays in use until somebody decides otherwise, and a promotion can be undone."""

import asyncio
import os
from dataclasses import dataclass

import pytest

from bot.cli import up
from bot.cli.main import main
from bot.cli.models.model import KEPT, Model


def test_a_training_asked_for_outright_is_taken_although_the_candidate_was_not(
    model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["train", "--candidate", "--keep"])
    assert main(["train"]) == 0
    assert "was not promoted" in capsys.readouterr().out
    assert model.fresh


def test_without_a_model_of_todays_data_the_promoted_one_is_used_and_not_the_newest(model: Model) -> None:
    promoted = next(iter(model.trained()))
    copied = model.root / "models" / "desk-copied.tar.gz"
    copied.write_text("from a back-up")
    os.utime(promoted, (1, 1))
    assert model.trained() == (copied, promoted)
    assert model.in_use() == promoted


@pytest.mark.parametrize("name", ["desk-gone.tar.gz", "../../elsewhere", ""])
def test_a_pointer_to_nothing_means_the_newest(model: Model, name: str) -> None:
    model.pointer.write_text(name)
    assert model.in_use() == model.trained()[0]


def test_the_model_in_use_is_never_deleted(model: Model) -> None:
    promoted = next(iter(model.trained()))
    os.utime(promoted, (1, 1))
    for number in range(KEPT + 2):
        (model.root / "models" / f"desk-{number}.tar.gz").write_text("newer")
    model.forget_old()
    assert promoted in model.trained()
    assert len(model.trained()) == KEPT + 1


def test_a_promotion_can_be_undone_and_compared_once_more(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    first = model.in_use()
    main(["train", "--candidate"])
    promoted = model.path
    assert main(["train", "--undo"]) == 0
    assert model.in_use() == first
    assert model.trained() == (first,)
    assert model.is_kept_back
    assert "own.csv, accuracy en: +50.0 points" in model.report.read_text()
    assert f"Put aside again: {first and first.name} is in use." in model.report.read_text()
    assert f"models/{first and first.name} is taken at the desk's next start" in capsys.readouterr().out
    assert main(["train", "--candidate"]) == 0
    assert model.in_use() == promoted
    assert not model.report.exists()


def test_a_model_gone_back_to_is_the_newest_of_the_folder(model: Model) -> None:
    main(["train", "--candidate"])
    os.utime(model.path, (1, 1))
    other = model.root / "models" / "desk-other.tar.gz"
    other.write_text("other")
    os.utime(other, (2, 2))
    main(["train"])
    assert model.trained()[0] == model.path  # what an engine takes that is given the folder


@pytest.mark.parametrize(
    ("given", "told", "status"),
    [(["--undo"], "no earlier model", 1), (["--undo", "--candidate"], "goes alone", 2)],
)
def test_what_cannot_be_undone_is_told(
    model: Model, given: list[str], told: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *given]) == status
    assert told in capsys.readouterr().err


def test_data_without_a_candidate_or_a_model_are_not_kept_back(model: Model) -> None:
    assert not model.is_kept_back  # nothing was compared
    main(["train", "--candidate", "--keep"])
    assert model.is_kept_back
    for trained in model.trained():
        trained.unlink()
    assert not model.is_kept_back  # nothing else could be used


@pytest.mark.parametrize("demo", [True, False])
def test_a_start_trains_nothing_over_a_model_kept_back(
    model: Model, demo: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(up, "Model", lambda: model)
    main(["train", "--candidate"])
    main(["train", "--undo"])
    capsys.readouterr()
    engine = _Engine()
    asyncio.run(up._start_engine(engine, demo=demo))  # type: ignore[arg-type]
    assert engine.started
    assert not model.fresh
    assert "An older model stays in use" in capsys.readouterr().out


@dataclass
class _Engine:
    """A process that starts at once."""

    started: bool = False

    async def start(self) -> None:
        self.started = True
