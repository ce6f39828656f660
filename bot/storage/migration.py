"""Brings a database to the newest schema, and tells whether it is there and matches the tables in the code."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, inspect
from sqlalchemy.exc import DBAPIError

import bot.storage.schema  # noqa: F401 - fills the metadata
from bot.domain.kernel.errors import StorageBusy
from bot.storage.database import TIMEOUT
from bot.storage.kernel.columns import metadata
from bot.storage.kernel.engines import reading_engine, writing_engine
from bot.storage.kernel.trouble import is_busy

ADVISORY_LOCK = 7_213_041
"""Any fixed number: PostgreSQL lets one migration run at a time under it. SQLite's write lock does the same."""


def migrate(url: str, revision: str = "head", *, timeout: float = TIMEOUT) -> None:
    """Upgrades to a revision in one transaction; one that is there already stays as it is. Raises StorageBusy."""
    with migrating(url, timeout) as connection:
        command.upgrade(configured(connection), revision)


def unmigrate(url: str, revision: str = "base", *, timeout: float = TIMEOUT) -> None:
    """Downgrades to a revision; `base` drops everything. Raises StorageBusy."""
    with migrating(url, timeout) as connection:
        command.downgrade(configured(connection), revision)


def is_current(url: str, *, timeout: float = TIMEOUT) -> bool:
    """Whether the database is at the newest revision; False for an empty one. Raises StorageBusy."""
    engine = reading_engine(url, timeout)
    try:
        with engine.connect() as connection:
            heads = set(ScriptDirectory.from_config(configured(connection)).get_heads())
            return set(MigrationContext.configure(connection).get_current_heads()) == heads
    except DBAPIError as error:
        if is_busy(error):
            raise StorageBusy() from error
        raise
    finally:
        engine.dispose()


def differences(url: str, *, timeout: float = TIMEOUT) -> tuple[str, ...]:
    """Where a migrated database and the tables in the code differ: `alembic check`, and CHECK constraints by name."""
    with migrating(url, timeout) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return (*map(str, compare_metadata(context, metadata)), *_check_differences(connection))


def configured(connection: Connection) -> Config:
    """Alembic's configuration, without a file, on this connection."""
    config = Config()
    config.set_main_option("script_location", str(files("bot.storage") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _check_differences(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    for table in (table for table in metadata.sorted_tables if table.name in present):
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        found = {check["name"] for check in inspector.get_check_constraints(table.name)}
        if wanted != found:
            yield f"checks of {table.name}: {sorted(wanted ^ {str(name) for name in found})}"


@contextmanager
def migrating(url: str, timeout: float = TIMEOUT) -> Iterator[Connection]:
    """A writing transaction without foreign keys: SQLite alters a table by making it anew."""
    engine = writing_engine(url, timeout, foreign_keys=False)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
            yield connection
            _refuse_orphans(connection)
    except DBAPIError as error:
        if is_busy(error):
            raise StorageBusy() from error
        raise
    finally:
        engine.dispose()


def _refuse_orphans(connection: Connection) -> None:
    """Raises RuntimeError, and so rolls back, when a migration broke a reference while SQLite did not watch."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(f"the migration leaves rows without what they refer to: {orphans[:5]}")
