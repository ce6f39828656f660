"""docs/dialogue.md tells every intent, and its examples mean what it says."""

import asyncio
import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.cli.models.model import Model, train
from bot.cli.running.programs import quiet
from bot.settings import ROOT
from tests.docs.pages import page, rows

PAGE = page("docs/dialogue.md")
NOT_ASKED = {"nlu_fallback", "copy_invoice", "compare_invoices", "something_else"}
"""Intents without examples: doubt, and what stands only behind buttons."""


def examples() -> dict[str, tuple[str, str]]:
    """The English and the French example of each intent in the tables."""
    cells = [row for row in rows(PAGE.text) if re.fullmatch(r"`[a-z_]+`", row[0]) and len(row) == 5]
    return {row[0].strip("`"): (row[2], row[3]) for row in cells}


def intents() -> set[str]:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return {next(iter(intent)) for intent in domain["intents"]}


def test_every_intent_is_told_with_an_example_in_both_languages() -> None:
    assert set(examples()) == intents() - NOT_ASKED
    assert all(english and french for english, french in examples().values())


def test_intents_nobody_types_are_explained_as_such() -> None:
    for intent in NOT_ASKED:
        assert f"`{intent}` (" in PAGE.text, intent


@pytest.mark.engine
def test_the_trained_model_reads_every_example_as_told(tmp_path: Path) -> None:
    model = Model()
    if not model.python.exists():
        pytest.skip("the engine's environment .venv-engine is missing: run `make train` once")
    lines = tmp_path / "examples.csv"
    with lines.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "lang", "our_intent"])
        for intent, (english, french) in examples().items():
            table.writerows([(english, "en", intent), (french, "fr", intent)])
    figures = evaluated(model, lines)
    assert figures["confusions"] == []
    assert figures["n"] == 2 * len(examples())


def evaluated(model: Model, lines: Path) -> dict[str, object]:
    """What `desk evaluate --json` says of the lines, by the model of today's data or that of DESK_TEST_MODEL."""
    named = os.environ.get("DESK_TEST_MODEL")
    if not named and not model.fresh:
        asyncio.run(train(model, lambda line: None))
    command = [model.python, "-m", "bot.engine.evaluate", lines, "--json", "--model", named or model.path]
    ended = subprocess.run(command, cwd=ROOT, env=quiet(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    figures: dict[str, object] = json.loads(ended.stdout)
    return figures
