"""`desk seed`: the demo partner's customers, and as many further invoices as a measurement wants."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bot.cli.database import reachable, require_head
from bot.cli.failure import CommandFailed
from bot.cli.progress import say, step
from bot.partner import PartnerFileError, load_partner
from bot.passwords import Passwords
from bot.settings import Settings, load
from bot.storage.database import SqlDatabase
from bot.storage.demo.seed import seed_cast, seed_scale

HELP = """Creates the demo partner's customers, contacts, subscriptions, invoices, payments, tickets and agents as of
today; run again, it moves them to today and adds nothing twice. --scale N adds N realistic invoices of other
customers, for measuring. For demonstrations: an installation with real customers has no use for it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("--scale", type=_count, metavar="N", help="have N further invoices of other customers")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10_000_000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 10000000")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Seeds and says what there is."""
    settings = load()
    require_head(settings)
    with step("demo data"):
        seed_demo(settings)
    if options.scale:
        _scale(settings, options.scale)
    return 0


def seed_demo(settings: Settings, password: str | None = None) -> None:
    """The demo's cast, as of today at the partner's place. Raises CommandFailed.

    With `password` the cast's agents can sign in with it; without, nobody gets a way in.
    """
    stored = Passwords().hashed(password) if password is not None else None
    with _open(settings) as database:
        seed_cast(database, _today(settings), stored)


def _scale(settings: Settings, count: int) -> None:
    with step(f"{count} invoices"), _open(settings) as database:
        added = seed_scale(database, count, _today(settings), lambda there, of: say(f"      {there} of {of}"))
    say(f"Added {added} invoices.")


def _today(settings: Settings) -> date:
    try:
        return load_partner(settings.partner_file).today(settings.clock()())
    except PartnerFileError as error:
        raise CommandFailed(str(error)) from error


@contextmanager
def _open(settings: Settings) -> Iterator[SqlDatabase]:
    database = SqlDatabase(settings.database_url)
    try:
        with reachable():
            yield database
    finally:
        database.close()
