"""`desk migrate`: the database at the schema this version needs."""

import argparse

from bot.cli.database import bring_to_head
from bot.cli.progress import step
from bot.settings import load

HELP = """Brings the database of DESK_DATABASE_URL (var/desk.db if unset) to the schema this version needs. Run it once
after every update, before `desk up`; a database that is current stays as it is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Upgrades and says so."""
    settings = load()
    with step("database schema"):
        bring_to_head(settings)
    return 0
