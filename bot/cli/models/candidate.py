"""`desk train --candidate`: trains beside the model in use, compares both, and promotes only an improvement."""

import argparse
import asyncio
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.models.model import Model, report_of, train_into
from bot.cli.models.verdict import METRICS, Measured, Pair, Verdict, judge
from bot.cli.progress import say, step
from bot.cli.running.programs import quiet
from bot.training_data import EVALUATION, REGRESSIONS

SHOWN = 20
"""Lines listed of what was fixed or broken in an evaluation file; the report beside the candidate has no more."""


def run_candidate(options: argparse.Namespace, model: Model) -> int:
    """0 when the model in use is (now) that of today's data, 1 when the candidate was not promoted."""
    current = model.in_use()
    if current is None:
        raise CommandFailed("There is no model to compare with: run `desk train` first.")
    if model.fresh and not options.force:
        say(f"models/{model.path.name} is in use and up to date with its data: there is nothing to compare.")
        return 0
    files = evaluation_files(options.against, model.root)
    regressions = _with_lines(model.root / REGRESSIONS)
    if not files and regressions is None:
        raise CommandFailed(
            f"There is nothing to measure with: name files with --against or put some into {EVALUATION}.", status=2
        )
    candidate = _trained(model, again=options.force)
    pairs = {str(file): _both(model, current, candidate, file) for file in files}
    kept_right = _both(model, current, candidate, regressions) if regressions else None
    verdict = judge({Path(name).name: pair for name, pair in pairs.items()}, kept_right)
    report = comparison(current.name, candidate.name, pairs, kept_right)
    return _decide(model, candidate, [*report, *reasons(verdict)], verdict, keep=options.keep)


def evaluation_files(named: Sequence[Path], root: Path) -> tuple[Path, ...]:
    """The files named, those of folders named, or those of EVALUATION. Raises CommandFailed (2) for what is none."""
    if missing := [path for path in named if not path.exists()]:
        raise CommandFailed(f"There is no file or folder {missing[0]}.", status=2)
    places = named or [root / EVALUATION]
    found = [file for place in places for file in (sorted(place.glob("*.csv")) if place.is_dir() else [place])]
    return tuple(file.resolve() for file in found if file.is_file())


def _with_lines(path: Path) -> Path | None:
    """The file if more than its heading is in it."""
    return path if path.is_file() and len(path.read_text(encoding="utf-8").splitlines()) > 1 else None


def _trained(model: Model, *, again: bool) -> Path:
    candidate = model.candidate
    if candidate.is_file() and not again:
        say(f"models/candidates/{candidate.name} is already trained on today's data.")
        return candidate
    with step("candidate"):
        return asyncio.run(train_into(model, candidate, say))


def _both(model: Model, current: Path, candidate: Path, file: Path) -> Pair:
    with step(file.name):
        # the model in use may be older than an intent of the data: it then simply is wrong about it
        return Pair(measured(model, current, file, "--any-intent"), measured(model, candidate, file))


def measured(model: Model, stored: Path, file: Path, *more: str) -> Measured:
    """What a stored model makes of a file. Raises CommandFailed with the evaluation's own sentence."""
    command = [str(model.python), "-m", "bot.engine.evaluate", str(file), "--model", str(stored), "--json", "--lines"]
    done = subprocess.run([*command, *more], cwd=model.root, env=quiet(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(done.stderr.strip()[-1000:] or f"{file.name} could not be evaluated with {stored.name}.")
    return Measured.read(json.loads(done.stdout))


def comparison(current: str, candidate: str, files: Mapping[str, Pair], regressions: Pair | None) -> list[str]:
    """The figures of both models side by side, and what changed line by line."""
    lines = ["", f"current   {current}", f"candidate {candidate}"]
    for name, pair in files.items():
        lines += ["", f"{Path(name).name}: {len(pair.candidate.expected)} lines", *_figures(pair), *_intents(pair)]
        lines += _changed("now right", pair, SHOWN) + _changed("now wrong", pair, SHOWN)
    if regressions is not None:
        right = (len(regressions.current.right()), len(regressions.candidate.right()))
        lines += ["", f"regressions: {len(regressions.candidate.expected)} lines, {right[0]} -> {right[1]} right"]
        lines += _changed("fixed", regressions) + _changed("broken", regressions)
    return lines


def _figures(pair: Pair) -> list[str]:
    changes = dict(pair.changes())
    return [
        f"  {name:<12}{_percent(pair.current.figures[name])} -> {_percent(pair.candidate.figures[name])}"
        + (f"  {100 * changes[name]:+.1f}" if changes.get(name) else "")
        for name in METRICS
    ]


def _intents(pair: Pair) -> list[str]:
    """Intents whose recall changed."""
    before, after = pair.current.recalls, pair.candidate.recalls
    changed = [intent for intent in sorted(after) if before.get(intent) != after[intent]]
    return [f"  {intent:<24}{_percent(before.get(intent))} -> {_percent(after[intent])}" for intent in changed]


def _changed(what: str, pair: Pair, most: int | None = None) -> list[str]:
    lines = pair.fixed if what in {"now right", "fixed"} else pair.broken
    shown = [
        f"  {what}: {text} ({pair.candidate.expected[text, language]}: "
        f"{pair.current.decided[text, language]} -> {pair.candidate.decided[text, language]})"
        for text, language in lines[:most]
    ]
    return shown + ([f"  {what}: {len(lines) - len(shown)} more"] if len(lines) > len(shown) else [])


def reasons(verdict: Verdict) -> list[str]:
    """Why, in sentences."""
    told = [f"  better  {reason}" for reason in verdict.in_favour] + [
        f"  WORSE   {reason}" for reason in verdict.against
    ]
    return ["", *(told or ["  nothing is better"])]


def _decide(model: Model, candidate: Path, report: list[str], verdict: Verdict, *, keep: bool) -> int:
    for line in report:
        say(line)
    if verdict.promotes and not keep:
        target = model.promote(candidate)
        report_of(target).write_text("\n".join([*report, ""]), encoding="utf-8")
        model.forget_old()
        say(f"\nPromoted: models/{target.name} is taken at the desk's next start.")
        return 0
    why = "--keep was asked for" if verdict.promotes else "it must be better somewhere and worse nowhere"
    report_of(candidate).write_text("\n".join([*report, "", f"Not promoted: {why}.", ""]), encoding="utf-8")
    model.forget_old()
    say(f"\nNot promoted ({why}); the model in use stays. The candidate and this report: models/candidates/.")
    return 1


def _percent(value: float | None) -> str:
    return f"{'-':>7}" if value is None else f"{100 * value:5.1f} %"
