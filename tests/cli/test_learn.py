"""Reviews become a change one can read: sorted, without doubles, never what models are measured with."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.learning.reviews import TAUGHT
from bot.domain.learning.training_lines import (
    LONGEST,
    Fate,
    Known,
    TrainingExample,
    as_example,
    fates,
    is_learnt,
    plain,
    with_examples,
)
from bot.settings import ROOT
from bot.training_data import COLUMNS, REGRESSIONS, TrainingFilesInvalid, known_in, prepared

FILE = """version: "3.1"
# kept as it is
nlu:
- intent: greet
  metadata:
    language: en
  examples: |
    - Hello there!
    - hi

- intent: greet
  metadata:
    language: fr
  examples: |
    - bonjour
"""
NOTHING = Known(frozenset(), frozenset(), ())


@dataclass
class Lessons:
    """Sentences that go where a test wants them."""

    number: int = field(default=0)

    def __call__(self, text: str, intent: str = "greet", language: str = "en") -> TrainingExample:
        self.number += 1
        return TrainingExample("c-1", self.number, text, language, intent)

    def bound_for(self, fate: Fate, start: str, language: str = "en") -> TrainingExample:
        """A sentence with this beginning that the hash sends there."""
        numbered = (self(f"{start} {'x' * place}", language=language) for place in range(2, 99))
        return next(one for one in numbered if is_learnt(one) is (fate is Fate.TRAINING))


@pytest.fixture
def example() -> Lessons:
    return Lessons()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "greet.yml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_examples_go_to_the_end_of_their_block_and_nothing_else_moves() -> None:
    assert with_examples(FILE, "greet", "en", ["a", "b"]) == FILE.replace("    - hi\n", "    - hi\n    - a\n    - b\n")
    assert with_examples(FILE, "greet", "fr", ["c"]) == FILE.replace("    - bonjour\n", "    - bonjour\n    - c\n")


@pytest.mark.parametrize(("intent", "language"), [("thank", "en"), ("greet", "de")])
def test_a_block_that_is_not_there_is_no_place_to_write(intent: str, language: str) -> None:
    with pytest.raises(ValueError, match=intent):
        with_examples(FILE, intent, language, ["a"])


def test_new_lines_are_sorted_and_shown_as_a_change(root: Path, example: Lessons) -> None:
    second, first = example.bound_for(Fate.TRAINING, "zebra"), example.bound_for(Fate.TRAINING, "apple")
    french = example.bound_for(Fate.TRAINING, "pomme", "fr")
    export = prepared(root, [second, first, french], known_in(root, []))
    added = [line[1:].strip() for line in export.diff() if line.startswith("+ ")]
    assert added == [f"- {first.text}", f"- {second.text}", f"- {french.text}"]
    assert not [line for line in export.diff() if line.startswith("-") and not line.startswith("---")]
    assert export.diff()[0] == "--- a/data/nlu/greet.yml"


def test_half_is_learnt_and_half_held_to_account_always_the_same_way(example: Lessons) -> None:
    many = [example(f"sentence number {word}") for word in map(chr, range(0x61, 0x7B)) for _ in "1"]
    learnt = [one for one in many if is_learnt(one)]
    assert 5 < len(learnt) < 21
    assert is_learnt(example("Où est-ce ?")) is is_learnt(example("ou est ce"))


def test_regressions_are_rows_at_the_end(root: Path, example: Lessons) -> None:
    held = example.bound_for(Fate.REGRESSION, 'he said, "hello"')
    prepared(root, [held], known_in(root, [])).write()
    prepared(root, [held], known_in(root, [])).write()
    with (root / REGRESSIONS).open(newline="") as file:
        assert list(csv.reader(file)) == [list(COLUMNS), [held.text, "en", "greet"]]
    assert (root / "data/nlu/greet.yml").read_text() == FILE


def test_what_is_there_under_another_spelling_is_not_added(root: Path, example: Lessons) -> None:
    known = known_in(root, [])
    for text in ("HELLO THERE", "hello, there…", "Hi."):
        assert set(fates([example(text)], known).values()) == {Fate.KNOWN}
    again = [example("Good day to you"), example("good day to you!")]
    assert list(fates(again, known).values())[1] is Fate.KNOWN


def test_a_line_models_are_measured_with_is_never_learnt(root: Path, example: Lessons) -> None:
    csv_file = root / "own.csv"
    csv_file.write_text(
        "text,lang,our_intent\nwhere is my invoice of last month please,en,find_invoice\nthank you,en,thank\n"
    )
    known = known_in(root, [csv_file])
    told = [example("Where is my invoice, of last month? PLEASE"), example("please where is invoice my of last month"),
            example("thank you"), example("where is the invoice of last month")]  # fmt: skip
    found = list(fates(told, known).values())
    assert found[:2] == [Fate.EVALUATED, Fate.EVALUATED]
    assert Fate.EVALUATED not in found[2:]


def test_long_empty_and_disputed_ones_are_left_out_with_the_reason(root: Path, example: Lessons) -> None:
    long, fits = example(" ".join(["word"] * (LONGEST + 1))), example(" ".join(["word"] * LONGEST))
    empty = example("100000 1")
    disputed = [example("is it so"), example("Is it so?", intent="thank")]
    export = prepared(root, [long, fits, empty, *disputed], known_in(root, []))
    found = list(export.fates.values())
    assert found[0] is Fate.TOO_LONG
    assert found[1] in {Fate.TRAINING, Fate.REGRESSION}
    assert found[2] is Fate.EMPTY
    assert found[3:] == [Fate.DISAGREED] * 2
    assert any("longer than a training line" in line for line in export.summary())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("[pay](intent) now", "pay (intent) now"),
        ("- - what", "what"),
        ('"quoted"', "quoted"),
        ("# not a comment", "not a comment"),
        ("a {slot} | b", "a slot b"),
        ("> two\n lines", "two lines"),
    ],
)
def test_no_mark_of_the_format_gets_in(typed: str, written: str) -> None:
    assert as_example(typed) == written


def test_a_crash_between_the_files_and_the_database_repeats_without_harm(root: Path, example: Lessons) -> None:
    examples = [example.bound_for(Fate.TRAINING, "apple"), example.bound_for(Fate.REGRESSION, "pear")]
    prepared(root, examples, known_in(root, [])).write()
    before = {path: path.read_text() for path in sorted((root / "data").rglob("*.*"))}
    again = prepared(root, examples, known_in(root, []))
    assert set(again.fates.values()) == {Fate.KNOWN}
    assert again.files == {}
    again.write()
    assert {path: path.read_text() for path in sorted((root / "data").rglob("*.*"))} == before


def test_an_intent_without_a_file_is_told(root: Path, example: Lessons) -> None:
    strange = next(one for n in range(99) if is_learnt(one := example(f"thanks {'y' * n} much", intent="thank")))
    with pytest.raises(TrainingFilesInvalid, match=r"data/nlu/thank\.yml"):
        prepared(root, [strange], NOTHING)


def test_every_taught_intent_has_room_in_both_languages() -> None:
    assert {path.stem for path in (ROOT / "data" / "nlu").glob("*.yml")} == TAUGHT
    for intent in TAUGHT:
        text = (ROOT / "data" / "nlu" / f"{intent}.yml").read_text(encoding="utf-8")
        for language in ("en", "fr"):
            assert with_examples(text, intent, language, ["new"]).count("\n") == text.count("\n") + 1


def test_no_regression_is_learnt_and_every_one_has_an_intent() -> None:
    known = known_in(ROOT, [])
    assert not known.trained & known.regressions
    with (ROOT / REGRESSIONS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["our_intent"] for row in rows} == TAUGHT
    assert len({(row["lang"], plain(row["text"])) for row in rows}) == len(rows)
