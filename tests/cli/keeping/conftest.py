"""Databases of their own to back up and to put back, on SQLite and on a PostgreSQL server."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from bot.cli.main import main
from bot.storage.database import SqlDatabase
from bot.storage.demo.seed import seed_cast
from bot.storage.kernel.engines import normalised
from bot.storage.migration import migrate
from bot.storage.schema import metadata
from tests.fixtures.database import migrated
from tests.fixtures.desk import NOW
from tests.fixtures.postgresql import SERVER

Desk = Callable[..., tuple[int, str]]


@contextmanager
def database_on_the_server() -> Iterator[str]:
    """A database of its own, dropped at the end."""
    server = normalised(os.environ[SERVER])
    name = f"desk_kept_{secrets.token_hex(4)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield server.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql" and SERVER not in os.environ:
        pytest.skip(f"{SERVER} names no server")
    return str(request.param)


@pytest.fixture
def empty(backend: str, tmp_path: Path) -> Iterator[str]:
    """Where a database may be put, and none is."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty' / 'desk.db'}"
        return
    with database_on_the_server() as url:
        yield url


@pytest.fixture
def url(backend: str, tmp_path: Path) -> Iterator[str]:
    """A database with the cast; nobody has it open."""
    if backend == "sqlite":
        yield seeded(f"sqlite:///{tmp_path / 'desk.db'}")
        return
    with database_on_the_server() as there:
        yield seeded(there)


def seeded(url: str) -> str:
    """The address of a database, with the cast in it."""
    if url.startswith("sqlite"):
        shutil.copyfile(migrated(), url.removeprefix("sqlite:///"))
    else:
        migrate(url)
    database = SqlDatabase(url)
    seed_cast(database, NOW.date(), None)
    database.close()
    return url


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that is in a database."""
    database = SqlDatabase(url)
    try:
        with database.connection() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
            }
    finally:
        database.close()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Runs a command on a database: its status, and what it said."""

    def run(url: str, *arguments: object) -> tuple[int, str]:
        monkeypatch.setenv("DESK_DATABASE_URL", url)
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run
