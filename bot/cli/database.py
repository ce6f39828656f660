"""The database as the command line prepares it: schema, demo data, and the reason when it cannot be had."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.failure import CommandFailed
from bot.domain.kernel.errors import StorageBusy
from bot.settings import Settings
from bot.storage.database import SqlDatabase
from bot.storage.directory import Entry, entries
from bot.storage.migration import is_current, migrate


@contextmanager
def reachable() -> Iterator[None]:
    """Turns a database that does not answer into CommandFailed with the remedy."""
    try:
        yield
    except StorageBusy as error:
        raise CommandFailed(
            "The database does not answer or stays locked: see that it runs, that DESK_DATABASE_URL is right, that "
            "its disk has room and that no other program holds it; `desk doctor` tells more."
        ) from error
    except ValueError as error:
        raise CommandFailed(f"DESK_DATABASE_URL cannot be used: {error}.") from error


def bring_to_head(settings: Settings) -> None:
    """Upgrades the schema; nothing happens when it is current. Raises CommandFailed."""
    with reachable():
        migrate(settings.database_url)


def require_head(settings: Settings) -> None:
    """Raises CommandFailed when the schema is not the one this code needs."""
    with reachable():
        if not is_current(settings.database_url):
            raise CommandFailed("The database has not the schema this version needs: run `desk migrate` first.")


def known_contacts(settings: Settings, limit: int = 1000) -> tuple[Entry, ...]:
    """The contacts on file, by customer. Raises CommandFailed."""
    require_head(settings)
    database = SqlDatabase(settings.database_url)
    try:
        with reachable():
            return entries(database, limit=limit)
    finally:
        database.close()
