"""`desk restore`: a back-up becomes the database again."""

import argparse
from pathlib import Path

from bot.cli.database import reachable
from bot.cli.keeping import postgresql
from bot.cli.keeping.words import worded
from bot.cli.progress import say, step
from bot.settings import load
from bot.storage.keeping import sqlite_copies
from bot.storage.kernel.engines import files_of
from bot.storage.migration import is_current

HELP = """Makes a FILE that `desk backup` wrote the database of DESK_DATABASE_URL. Stop every desk first: a database in
use is refused, and so is one with anything in it unless you say --replace. It is all put back or nothing is. A back-up
of an older version is brought up to date by `desk migrate` afterwards; one of a later version is refused."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `desk backup` wrote")
    parser.add_argument("--replace", action="store_true", help="put it in the place of the database that is there")


def run(options: argparse.Namespace) -> int:
    """Puts it back and says what to do next."""
    url = load().database_url
    with reachable(), worded(options.file):
        with step("database"):
            put_back = sqlite_copies.put_back if files_of(url) else postgresql.put_back
            revision = put_back(url, options.file, replace=options.replace)
        current = is_current(url)
    say(
        f"The database is back, schema {revision}. {'Start' if current else 'Run `desk migrate`, then start'} the desk."
    )
    return 0
