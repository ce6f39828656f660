"""The revisions make exactly the tables of the code, forwards and backwards, on both databases."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.settings import ROOT
from bot.storage.database import SqlDatabase
from bot.storage.migration import differences, is_current, migrate, unmigrate
from bot.storage.migrations.__main__ import main
from bot.storage.schema import metadata
from tests.fixtures.postgresql import schema

VERSIONS = ROOT / "bot" / "storage" / "migrations" / "versions"


@pytest.fixture
def own_url(backend: str, migrated_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database whose tables may be dropped: no other test has rows or counters in it."""
    if backend == "sqlite":
        path = tmp_path / "own.db"
        shutil.copy(migrated_file, path)
        yield f"sqlite:///{path}"
    else:
        with schema() as address:
            yield address


def tables(database: SqlDatabase) -> set[str]:
    with database.connection() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_a_migrated_database_has_the_tables_of_the_code(database: SqlDatabase, database_url: str) -> None:
    assert tables(database) == set(metadata.tables)
    assert differences(database_url) == ()
    assert is_current(database_url)


def test_migrating_again_changes_nothing(seeded: SqlDatabase, database_url: str) -> None:
    migrate(database_url)
    with seeded.reading() as work:
        assert work.customers.people.by_email("billing@contoso.example") is not None


def test_downgrading_drops_everything_and_upgrading_brings_it_back(own_url: str) -> None:
    unmigrate(own_url)
    database = SqlDatabase(own_url)
    assert tables(database) == set()
    assert not is_current(own_url)
    database.close()
    migrate(own_url)
    assert differences(own_url) == ()


def test_every_revision_can_be_taken_alone(own_url: str) -> None:
    revisions = sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    unmigrate(own_url)
    for revision in revisions:
        migrate(own_url, revision)
    for revision in (*reversed(revisions[:-1]), "base"):
        unmigrate(own_url, revision)
    migrate(own_url)
    assert is_current(own_url)


def test_a_missing_column_an_index_and_a_check_are_all_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bent.db'}"
    migrate(url)
    bent = SqlDatabase(url)
    with bent.connection() as connection:
        connection.execute(text("ALTER TABLE tickets DROP COLUMN product"))
        connection.execute(text("DROP INDEX ix_invoices_customer_id_settled_due_on"))
        connection.execute(text("DROP TABLE used_statements"))
        connection.execute(text("DROP TABLE counters"))
        connection.execute(text("CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)"))
    bent.close()
    found = " ".join(differences(url))
    for expected in ("product", "ix_invoices_customer_id_settled_due_on", "used_statements", "value_not_negative"):
        assert expected in found


def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    assert not is_current(f"sqlite:///{tmp_path / 'new' / 'desk.db'}")


@pytest.mark.process
def test_alembics_command_line_runs_without_an_ini_file(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("DESK_DATABASE_URL", None)
    command = [sys.executable, "-m", "bot.storage.migrations", "check"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("arguments", "status"), [(["current"], 0), (["upgrade", "9999"], 1)])
def test_alembics_command_line_ends_with_its_status(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DESK_DATABASE_URL", raising=False)
    assert main(arguments) == status
    assert ("9999" in capsys.readouterr().err) is bool(status)
