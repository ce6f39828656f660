"""The data of a training, gathered in one place."""

import json
from pathlib import Path

import pytest

from bot.cli.failure import CommandFailed
from bot.cli.models.gathered import gather, gather_domain
from bot.settings import ROOT

FILE = """version: "3.1"
nlu:
- intent: find_invoice/tax
  metadata: {author: en-01, language: en}
  examples: |
    - how much is the VAT
    - tax?
- intent: greet
  examples: |
    - hello - anybody there
"""


def data(folder: Path, text: str) -> Path:
    (folder / "nlu" / "authors").mkdir(parents=True)
    (folder / "nlu" / "authors" / "en-01.yml").write_text(text, encoding="utf-8")
    (folder / "rules.yml").write_text("rules: []", encoding="utf-8")
    return folder


def test_every_example_is_there_with_its_label_and_author(tmp_path: Path) -> None:
    target = gather(data(tmp_path / "data", FILE), tmp_path / "new")
    examples = json.loads((target / "nlu.json").read_text(encoding="utf-8"))["rasa_nlu_data"]["common_examples"]
    known = {"author": "en-01", "language": "en"}
    assert examples == [
        {"text": "how much is the VAT", "intent": "find_invoice/tax", "intent_metadata": known},
        {"text": "tax?", "intent": "find_invoice/tax", "intent_metadata": known},
        {"text": "hello - anybody there", "intent": "greet"},
    ]
    assert (target / "rules.yml").read_text(encoding="utf-8") == "rules: []"


def test_what_was_gathered_before_is_gone(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "old.yml").write_text("rules: []")
    gather(data(tmp_path / "data", FILE), tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"nlu.json", "rules.yml"}


def test_sentences_are_handed_on_beside_the_domain_and_nowhere_else(tmp_path: Path) -> None:
    folder = data(tmp_path / "data", FILE)
    (folder / "responses.yml").write_text("responses: {}", encoding="utf-8")
    (tmp_path / "domain.yml").write_text("intents: [greet]", encoding="utf-8")
    (tmp_path / "new" / "domain").mkdir(parents=True)
    (tmp_path / "new" / "domain" / "old.yml").write_text("intents: [old]", encoding="utf-8")
    target = gather_domain(tmp_path, tmp_path / "new" / "domain")
    handed = {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()}
    assert handed == {"domain.yml": "intents: [greet]", "responses.yml": "responses: {}"}
    assert not (gather(folder, tmp_path / "new" / "data") / "responses.yml").exists()


@pytest.mark.parametrize("text", ["", "changed", "nlu:\n- intent: greet\n", "nlu: [", "nlu:\n- examples: x\n", "- a"])
def test_a_file_that_holds_no_examples_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandFailed, match=r"en-01\.yml cannot be trained on"):
        gather(data(tmp_path / "data", text), tmp_path / "new")


def test_our_own_examples_hold_no_notation_that_would_be_lost() -> None:
    """Entities are found by rules; Rasa's "[text](entity)" in a line would be read by its YAML alone."""
    marked = [path.name for path in (ROOT / "data" / "nlu").rglob("*.yml") if "](" in path.read_text(encoding="utf-8")]
    assert marked == []
