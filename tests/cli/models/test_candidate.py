"""`desk train --candidate` puts a better candidate to use and keeps any other aside with its report."""

import re
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.cli.models.model import Model, report_of
from tests.cli.models.installation import answers, lines


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
