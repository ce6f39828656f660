"""`desk train`: a model for the data as it is now, at once or only if it proves better."""

import argparse
import asyncio
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.models.candidate import run_candidate
from bot.cli.models.model import Model, train
from bot.cli.progress import say, step

HELP = """Trains the language model from config.yml, domain.yml and data/ if any of them changed since the last
training. The model is written to models/ under a name that holds a digest of what it was trained on; the last three
are kept. A running desk takes a new model at its next start.

With --candidate the new model is trained beside the one in use, both are measured on the evaluation files and on
data/regressions.csv, and the new one is taken only if no regression breaks, no figure falls and something is better.
Status 0: the model in use is that of today's data. Status 1: the candidate was not promoted; the output says why.

--undo goes back to the model that was in use before; the present one waits among the candidates."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("--force", action="store_true", help="train although nothing changed")
    parser.add_argument("--candidate", action="store_true", help="compare with the model in use before taking it")
    where = "with --candidate: evaluation files or folders; data/evaluation/*.csv when absent"
    parser.add_argument("--against", type=Path, nargs="+", default=[], metavar="PATH", help=where)
    parser.add_argument("--keep", action="store_true", help="with --candidate: only compare, promote nothing")
    parser.add_argument("--undo", action="store_true", help="use the model before this one again")


def run(options: argparse.Namespace) -> int:
    """Trains, or says that it is not needed."""
    model = Model()
    if options.undo:
        return _undo(options, model)
    if options.candidate:
        return run_candidate(options, model)
    if options.against or options.keep:
        raise CommandFailed("--against and --keep belong to --candidate.", status=2)
    if model.fresh and not options.force:
        model.use(model.path)
        say(f"models/{model.path.name} is up to date with its data.")
        return 0
    if model.candidate.is_file():
        say(f"This data was trained as a candidate that was not promoted or put aside; {model.report.name} says why.")
    with step("language model"):
        path = asyncio.run(train(model, say))
    say(f"Trained models/{path.name}")
    return 0


def _undo(options: argparse.Namespace, model: Model) -> int:
    """Nothing is trained, and the data stay as they are."""
    if options.candidate or options.force or options.keep or options.against:
        raise CommandFailed("--undo goes alone.", status=2)
    current, before = model.in_use(), model.before()
    if current is None or before is None:
        raise CommandFailed("There is no earlier model to go back to.")
    model.put_aside(current, before)
    say(f"models/{before.name} is taken at the desk's next start. models/candidates/{current.name} waits;")
    say("`desk train --candidate` compares it once more, also after its data were corrected.")
    return 0
