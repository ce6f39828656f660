"""A candidate replaces the model in use only when it is better somewhere and worse nowhere."""

import asyncio
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import train as train_command
from bot.cli import up
from bot.cli.main import main
from bot.cli.models.model import KEPT, Model, report_of
from bot.cli.models.verdict import METRICS, TOLERANCE, Measured, Pair, judge

LINE, OTHER = ("where is it", "en"), ("on est où", "fr")


def measured(decided: str = "find_invoice", **figures: float | None) -> Measured:
    return Measured(
        figures={name: figures.get(name.replace(" ", "_"), 0.9) for name in METRICS},
        recalls={"find_invoice": 1.0},
        expected={LINE: "find_invoice", OTHER: "find_invoice"},
        decided={LINE: decided, OTHER: "find_invoice"},
    )


def pair(**figures: float | None) -> Pair:
    return Pair(measured(), measured(**figures))  # type: ignore[arg-type]


FIXED = Pair(measured("greet"), measured())
BROKEN = Pair(measured(), measured("greet"))


@pytest.mark.parametrize("metric", [name.replace(" ", "_") for name in METRICS])
def test_a_figure_may_fall_by_the_tolerance_and_no_more(metric: str) -> None:
    assert judge({"a.csv": pair(**{metric: 0.9 - TOLERANCE})}, FIXED).promotes
    refused = judge({"a.csv": pair(**{metric: 0.9 - TOLERANCE - 0.0001})}, FIXED)
    assert not refused.promotes
    assert metric.replace("_", " ") in refused.against[0]


def test_nothing_better_is_no_reason_to_change() -> None:
    assert not judge({"a.csv": pair()}, None).promotes
    assert not judge({"a.csv": pair(refused=0.899)}, None).promotes


@pytest.mark.parametrize("metric", [name.replace(" ", "_") for name in METRICS])
def test_any_better_figure_is_a_reason(metric: str) -> None:
    assert judge({"a.csv": pair(**{metric: 0.9001})}, None).promotes


def test_a_fixed_regression_is_a_reason() -> None:
    assert judge({}, FIXED).promotes


def test_one_broken_regression_outweighs_every_figure() -> None:
    verdict = judge({"a.csv": pair(accuracy_en=1.0, refused=1.0)}, BROKEN)
    assert not verdict.promotes
    assert verdict.against == ("regression broken: where is it",)


def test_a_regression_wrong_in_both_models_holds_nothing_up() -> None:
    assert judge({"a.csv": pair(kept=1.0)}, Pair(measured("greet"), measured("thank"))).promotes


def test_better_in_one_file_does_not_make_up_for_worse_in_another() -> None:
    assert not judge({"a.csv": pair(kept=1.0), "b.csv": pair(kept=0.8)}, None).promotes


def test_a_figure_no_line_speaks_of_counts_for_nothing() -> None:
    nobody = dict.fromkeys(name.replace(" ", "_") for name in METRICS)
    assert not judge({"a.csv": Pair(measured(), measured(**nobody))}, None).promotes  # type: ignore[arg-type]


ENGINE = """
import json, pathlib, sys
if "rasa" in sys.argv:
    print("training")
    made = pathlib.Path("models/new/desk.tar.gz")
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text("candidate")
    sys.exit(0)
stored = pathlib.Path(sys.argv[sys.argv.index("--model") + 1]).read_text()
file = pathlib.Path(sys.argv[3])
answers = json.loads(pathlib.Path("answers.json").read_text())[stored]
lines = [line.split(",") for line in file.read_text().splitlines()[1:]]
decided = [answers.get(text, intent) for text, _, intent in lines]
share = sum(d == line[2] for d, line in zip(decided, lines)) / len(lines)
print(json.dumps({
    "n": len(lines), "in_scope_accuracy": {"all": share, "en": share, "fr": None},
    "out_of_scope": {"refused": None, "in_scope_kept": 1.0},
    "per_intent": {"find_invoice": {"n": len(lines), "precision": 1.0, "recall": share}},
    "confusions": [],
    "lines": [{"text": t, "language": g, "expected": i, "decided": d} for (t, g, i), d in zip(lines, decided)]}))
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """An installation with a model in use, data that changed since, and an engine that does as answers.json says."""
    for name in ("config.yml", "domain.yml", "requirements/engine.txt", "data/nlu/greet.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    model = Model(tmp_path)
    (tmp_path / "models").mkdir()
    model.path.write_text("current")
    model.use(model.path)
    (tmp_path / "data" / "nlu" / "greet.yml").write_text("changed")
    (tmp_path / "engine.py").write_text(ENGINE)
    model.python.parent.mkdir(parents=True)
    model.python.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path}/engine.py "$@"\n')
    model.python.chmod(0o755)
    monkeypatch.setattr(train_command, "Model", lambda: model)
    answers(model, current={"b": "greet"}, candidate={})
    lines(model, "data/evaluation/own.csv", "a,en,find_invoice", "b,en,find_invoice")
    return model


def answers(model: Model, **by_model: dict[str, str]) -> None:
    (model.root / "answers.json").write_text(json.dumps(by_model))


def lines(model: Model, name: str, *rows: str) -> Path:
    path = model.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["text,lang,our_intent", *rows, ""]))
    return path


def test_a_better_candidate_becomes_the_model_in_use(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--candidate"]) == 0
    assert model.fresh
    assert model.in_use() == model.path
    assert model.path.read_text() == "candidate"
    assert model.pointer.read_text() == f"{model.path.name}\n"
    assert not model.candidate.exists()
    said = capsys.readouterr().out
    assert re.search(r"accuracy en +50\.0 % -> +100\.0 % +\+50\.0", said)
    assert "now right: b (find_invoice: greet -> find_invoice)" in said
    assert "own.csv, accuracy en: +50.0 points" in report_of(model.path).read_text()


def test_a_candidate_that_breaks_a_regression_is_kept_aside_with_its_report(
    model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(model, "data/regressions.csv", "c,en,find_invoice")
    answers(model, current={"b": "greet"}, candidate={"c": "greet"})
    before = model.in_use()
    assert main(["train", "--candidate"]) == 1
    assert not model.fresh
    assert model.in_use() == before
    assert model.candidate.read_text() == "candidate"
    assert "broken: c (find_invoice: find_invoice -> greet)" in model.report.read_text()
    assert "WORSE   regression broken: c" in capsys.readouterr().out


def test_a_candidate_no_better_is_not_promoted(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    answers(model, current={}, candidate={})
    assert main(["train", "--candidate"]) == 1
    assert "nothing is better" in capsys.readouterr().out


def test_a_comparison_alone_promotes_nothing(model: Model) -> None:
    before = model.in_use()
    assert main(["train", "--candidate", "--keep"]) == 1
    assert model.in_use() == before
    assert "--keep was asked for" in model.report.read_text()


def test_a_candidate_of_the_same_data_is_not_trained_again(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    main(["train", "--candidate", "--keep"])
    capsys.readouterr()
    assert main(["train", "--candidate"]) == 0
    assert "training" not in capsys.readouterr().out.splitlines()


def test_a_model_of_todays_data_needs_no_comparison(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    main(["train"])
    assert main(["train", "--candidate"]) == 0
    assert "nothing to compare" in capsys.readouterr().out


def test_files_and_folders_are_measured_on(model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lines(model, "else/where/x.csv", "b,en,find_invoice").parent
    assert main(["train", "--candidate", "--against", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "x.csv: 1 lines" in said
    assert "own.csv" not in said


@pytest.mark.parametrize(
    ("given", "told", "status"),
    [
        (["--candidate", "--against", "nowhere.csv"], "no file or folder nowhere.csv", 2),
        (["--keep"], "belong to --candidate", 2),
    ],
)
def test_wrong_usage_is_told(
    model: Model, given: list[str], told: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *given]) == status
    assert told in capsys.readouterr().err


def test_without_lines_nothing_is_trained(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    (model.root / "data/evaluation/own.csv").unlink()
    assert main(["train", "--candidate"]) == 2
    assert "nothing to measure with" in capsys.readouterr().err
    assert not model.candidate.exists()


def test_without_a_model_the_first_is_simply_trained(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    for old in model.trained():
        old.unlink()
    assert main(["train", "--candidate"]) == 1
    assert "run `desk train` first" in capsys.readouterr().err


def test_an_evaluation_that_fails_promotes_nothing(model: Model) -> None:
    (model.root / "answers.json").write_text("{}")
    before = model.in_use()
    assert main(["train", "--candidate"]) == 1
    assert model.in_use() == before


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
