"""`desk backup`: the whole database in one file, while the desk runs."""

import argparse
from pathlib import Path

from bot.cli.database import reachable
from bot.cli.failure import CommandFailed
from bot.cli.keeping import postgresql
from bot.cli.keeping.words import worded
from bot.cli.progress import say, step
from bot.settings import load
from bot.storage.keeping import sqlite_copies
from bot.storage.kernel.engines import files_of

HELP = """Writes the database of DESK_DATABASE_URL into FILE as it is at one moment; desks may run meanwhile. The file
is there as a whole or not at all, and nobody else may read it (mode 600). SQLite copies itself; for PostgreSQL pg_dump
must be installed. What else cannot be made again: partner.yml and its logo, your changes under data/, and var/keys."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it")
    parser.add_argument("--replace", action="store_true", help="write over a file that is there")


def run(options: argparse.Namespace) -> int:
    """Writes it and says how large it is."""
    url, file = load().database_url, options.file
    if file.exists() and not options.replace:
        raise CommandFailed(f"{file} is there already: choose another name, or say --replace.")
    with reachable(), worded(file), step("back-up"):
        if files_of(url):
            sqlite_copies.copy_to(url, file)
        else:
            postgresql.dump(url, file)
    say(f"{file}: {file.stat().st_size / 1_000_000:.1f} MB. Keep partner.yml, its logo, data/ and var/keys with it.")
    return 0
