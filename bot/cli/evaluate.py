"""`desk evaluate`: how well messages are understood, measured on lines nobody trained on."""

import argparse
import subprocess
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.models.model import Model
from bot.cli.running.programs import quiet

HELP = """Lets the trained model understand every line of a CSV file with the columns text, lang and our_intent, and
reports accuracy by language, what was refused, accuracy by intent and the confusions."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="lines with the columns text, lang, our_intent")
    parser.add_argument("--json", action="store_true", help="print one JSON object for programs")


def run(options: argparse.Namespace) -> int:
    """Asks the engine's environment, whose output and status are passed on."""
    model = Model()
    if not options.file.is_file():
        raise CommandFailed(f"There is no file {options.file}.", status=2)
    if not model.fresh:
        raise CommandFailed("The model is missing or older than its data: run `desk train` first.")
    command = [str(model.python), "-m", "bot.engine.evaluate", str(options.file.resolve()), "--model", str(model.path)]
    asked = [*command, "--json"] if options.json else command
    return subprocess.run(asked, cwd=model.root, env=quiet(), check=False).returncode
