"""`desk learn`: what people said about doubtful messages becomes training data, as a change one can read."""

import argparse
from pathlib import Path

from bot.cli.database import reachable, require_head
from bot.cli.failure import CommandFailed
from bot.cli.models.candidate import evaluation_files
from bot.cli.progress import say
from bot.domain.learning.training_lines import NOTED
from bot.services.learning.reviews import Reviews
from bot.settings import ROOT, load
from bot.storage.database import SqlDatabase
from bot.training_data import EVALUATION, TrainingFilesInvalid, known_in, prepared

HELP = """export: writes the reviews of the console's learning page, with personal data masked, into data/nlu/ and
data/regressions.csv, and prints the change. Half of the sentences are learnt, half hold models to account. What is
among the evaluation files is left out. `desk train --candidate` then shows what it is worth.
--dry-run prints the change and writes nothing."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("action", choices=["export"], help="write the reviews into the training data")
    parser.add_argument("--dry-run", action="store_true", help="only show the change")
    where = f"evaluation files or folders whose lines must not be learnt; {EVALUATION}/*.csv when absent"
    parser.add_argument("--against", type=Path, nargs="+", default=[], metavar="PATH", help=where)


def run(options: argparse.Namespace) -> int:
    """Writes, then notes in the database that it was written: a crash in between repeats without harm."""
    settings = load()
    require_head(settings)
    evaluation = evaluation_files(options.against, ROOT)
    database = SqlDatabase(settings.database_url)
    try:
        with reachable():
            reviews = Reviews(database)
            export = prepared(ROOT, reviews.examples(), known_in(ROOT, evaluation))
            for line in [*export.diff(), *export.summary()]:
                say(line)
            if not options.dry_run:
                export.write()
                reviews.exported(tuple(one for one, fate in export.fates.items() if fate in NOTED), settings.clock()())
                say("Nothing to write." if not export.files else "Written. Next: desk train --candidate")
    except TrainingFilesInvalid as error:
        raise CommandFailed(str(error)) from error
    finally:
        database.close()
    return 0
