"""Measures understanding on labelled lines: `python -m bot.engine.evaluate FILE.csv | --leave-authors-out [--json]`.

In-scope accuracy asks: is the likeliest of the intents the desk answers the right one? Refusing is measured apart: a
line is refused when it is taken for out of scope or asked back. So the two figures do not hide each other.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.kernel.locales import LANGUAGES
from bot.engine import leaving_out
from bot.engine.intents.encoder import Encoder
from bot.engine.intents.intent_model import OUT_OF_SCOPE
from bot.engine.intents.model_file import ModelFileError, StoredModel, configured, newest, read_model
from bot.engine.training_lines import encoded, training_lines

COLUMNS = ("text", "lang", "our_intent")
SHOWN_CONFUSIONS = 15
SHOWN_EXAMPLES = 3


class EvaluationError(Exception):
    """The file cannot be evaluated; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One labelled line and what the model makes of it."""

    text: str
    language: str
    expected: str
    guess: str  # the likeliest intent in scope
    confidence: float
    kept: bool  # whether the guess would be acted upon

    @property
    def in_scope(self) -> bool:
        """Return whether the desk should answer it."""
        return self.expected != OUT_OF_SCOPE

    @property
    def decided(self) -> str:
        """Return what the assistant acts on: the guess, or refusal."""
        return self.guess if self.kept else OUT_OF_SCOPE


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; return 0, or 2 when the file or the model cannot be used."""
    options = _options(arguments)
    if options.leave_authors_out:
        return _leave_authors_out(options)
    try:
        model = read_model(options.model or newest(Path("models")))
        rows = read_rows(options.file, None if options.any_intent else model.model.intents)
    except (EvaluationError, ModelFileError) as error:
        print(f"desk evaluate: {error}", file=sys.stderr)
        return 2
    lines = judge(model, rows)
    told = figures(lines) | ({"lines": [_told(line) for line in lines]} if options.lines else {})
    print(json.dumps(told, ensure_ascii=False, indent=2) if options.json else report(lines))
    return 0


def _leave_authors_out(options: argparse.Namespace) -> int:
    lines = list(training_lines(options.data))
    if not any(line.author for line in lines):
        print(f"desk evaluate: no line in {options.data} names its author", file=sys.stderr)
        return 2
    found = leaving_out.figures(list(leaving_out.left_out(lines, encoded(lines), configured(options.config))))
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else leaving_out.report(found))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desk evaluate", description="Measure understanding on labelled lines.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", help=f"CSV in UTF-8 with the columns {', '.join(COLUMNS)}")
    what.add_argument(
        "--leave-authors-out", action="store_true", help="train without some authors and test on them, in turn"
    )
    parser.add_argument("--data", type=Path, default=Path("data/nlu"), help="with it: the folder of examples")
    parser.add_argument("--config", type=Path, default=Path("config.yml"), help="with it: where the limits are set")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--lines", action="store_true", help="with --json: also what is made of each line")
    parser.add_argument("--any-intent", action="store_true", help="lines of intents the model does not know are wrong")
    parser.add_argument("--model", type=Path, help="a model file; the newest in models/ when absent")
    return parser.parse_args(arguments)


def read_rows(path: Path, intents: Iterable[str] | None) -> list[dict[str, str]]:
    """Return the rows of the file, of these intents only unless None.

    Raises EvaluationError with the line and what is wrong with it.
    """
    known = None if intents is None else set(intents)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
                raise EvaluationError(f"{path} has no column {', '.join(missing)}")
            rows = [_checked(path, reader.line_num, row, known) for row in reader]
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path} is not UTF-8 (byte {error.start})") from error
    except (OSError, csv.Error) as error:
        raise EvaluationError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not rows:
        raise EvaluationError(f"{path} has no lines")
    return rows


def _checked(path: Path, number: int, row: dict[str, str], intents: set[str] | None) -> dict[str, str]:
    if any(not row[column] for column in COLUMNS):
        raise EvaluationError(f"{path}, line {number}: text, lang or our_intent is empty")
    if intents is not None and row["our_intent"] not in intents:
        raise EvaluationError(f"{path}, line {number}: unknown intent {row['our_intent']!r}")
    if row["lang"] not in LANGUAGES:
        raise EvaluationError(f"{path}, line {number}: unknown language {row['lang']!r}")
    return row


def judge(stored: StoredModel, rows: Sequence[dict[str, str]]) -> list[Line]:
    """Return each row with what the model makes of it."""
    texts = [row["text"] for row in rows]
    meanings = stored.model.understand(texts, Encoder().encode(texts))
    return [
        Line(
            row["text"],
            row["lang"],
            row["our_intent"],
            one.intent,
            one.confidence,
            one.decided(stored.limits) == one.intent,
        )
        for row, one in zip(rows, meanings, strict=True)
    ]


def _told(line: Line) -> dict[str, str]:
    return {"text": line.text, "language": line.language, "expected": line.expected, "decided": line.decided}


def figures(lines: Sequence[Line]) -> dict[str, Any]:
    """Return the figures of the contract; what no line speaks of is None."""
    inside = [line for line in lines if line.in_scope]
    outside = [line for line in lines if not line.in_scope]
    return {
        "n": len(lines),
        "in_scope_accuracy": {"all": _right(inside), **{code: _right(_spoken(inside, code)) for code in LANGUAGES}},
        "out_of_scope": {
            "refused": _share(not line.kept for line in outside),
            "in_scope_kept": _share(line.kept for line in inside),
        },
        "per_intent": _per_intent(lines),
        "confusions": _confusions(lines),
    }


def _share(hits: Iterable[bool]) -> float | None:
    values = list(hits)
    return round(sum(values) / len(values), 4) if values else None


def _right(lines: Sequence[Line]) -> float | None:
    return _share(line.guess == line.expected for line in lines)


def _spoken(lines: Sequence[Line], language: str) -> list[Line]:
    return [line for line in lines if line.language == language]


def _per_intent(lines: Sequence[Line]) -> dict[str, dict[str, float | int | None]]:
    """Return precision and recall of what the assistant acts on, refusals counting as out_of_scope."""
    return {
        intent: {
            "n": sum(line.expected == intent for line in lines),
            "precision": _share(line.expected == intent for line in lines if line.decided == intent),
            "recall": _share(line.decided == intent for line in lines if line.expected == intent),
        }
        for intent in sorted({line.expected for line in lines} | {line.decided for line in lines})
    }


def _confusions(lines: Sequence[Line]) -> list[dict[str, Any]]:
    counts = Counter((line.expected, line.decided) for line in lines if line.expected != line.decided)
    examples = defaultdict(list)
    for line in lines:
        examples[line.expected, line.decided].append(line.text)
    return [
        {
            "expected": expected,
            "predicted": predicted,
            "count": count,
            "examples": examples[expected, predicted][:SHOWN_EXAMPLES],
        }
        for (expected, predicted), count in counts.most_common()
    ]


def report(lines: Sequence[Line]) -> str:
    """Return the figures for people to read."""
    result = figures(lines)
    inside = [line for line in lines if line.in_scope]
    acted = _share(line.decided == line.expected for line in inside)
    head = [f"{result['n']} lines, {len(inside)} of them in scope"]
    head += [f"in-scope accuracy, {code}: {_percent(value)}" for code, value in result["in_scope_accuracy"].items()]
    head += [
        f"in scope and answered rightly, refusals counting as wrong: {_percent(acted)}",
        f"out of scope, refused: {_percent(result['out_of_scope']['refused'])}",
        f"in scope, kept: {_percent(result['out_of_scope']['in_scope_kept'])}",
        "",
        f"{'intent':24}{'lines':>6}{'precision':>11}{'recall':>8}",
    ]
    table = [
        f"{intent:24}{row['n']:6}{_percent(row['precision']):>11}{_percent(row['recall']):>8}"
        for intent, row in result["per_intent"].items()
    ]
    confused = [
        f"{one['count']:3} {one['expected']} -> {one['predicted']}: {' | '.join(one['examples'])}"
        for one in result["confusions"][:SHOWN_CONFUSIONS]
    ]
    return "\n".join([*head, *table, "", "most frequent confusions", *confused])


def _percent(value: Any) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


if __name__ == "__main__":
    sys.exit(main())
