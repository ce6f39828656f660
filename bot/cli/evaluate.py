"""`desk evaluate`: how well messages are understood, measured on lines nobody trained on."""

import argparse
import subprocess
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.models.model import Model
from bot.cli.running.programs import quiet

HELP = """Lets the trained model understand every line of a CSV file with the columns text, lang and our_intent, and
reports accuracy by language, what was refused, accuracy by intent and the confusions. With --leave-authors-out: how
well people are understood whom the model has not read."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", type=Path, metavar="FILE.csv", nargs="?", help="lines with the columns text, lang, our_intent"
    )
    what.add_argument(
        "--leave-authors-out",
        action="store_true",
        help="train without some authors of data/nlu and test on their lines, in turn: takes some minutes",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for programs")


def run(options: argparse.Namespace) -> int:
    """Asks the engine's environment, whose output and status are passed on."""
    model = Model()
    command = [str(model.python), "-m", "bot.engine.evaluate"]
    command += ["--leave-authors-out"] if options.leave_authors_out else _measured(model, options.file)
    asked = [*command, "--json"] if options.json else command
    return subprocess.run(asked, cwd=model.root, env=quiet(), check=False).returncode


def _measured(model: Model, file: Path) -> list[str]:
    if not file.is_file():
        raise CommandFailed(f"There is no file {file}.", status=2)
    if not model.fresh:
        raise CommandFailed("The model is missing or older than its data: run `desk train` first.")
    return [str(file.resolve()), "--model", str(model.path)]
