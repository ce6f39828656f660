"""A back-up holds every row as it was at one moment, and putting it back gives all of them or changes nothing."""

import stat
from pathlib import Path

import pytest

from bot.storage.database import SqlDatabase
from bot.storage.migration import is_current, migrate, unmigrate
from tests.cli.keeping.conftest import Desk, rows, seeded


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.desk"


def test_what_is_put_back_has_the_same_rows(desk: Desk, url: str, empty: str, file: Path) -> None:
    assert desk(url, "backup", file)[0] == 0
    status, said = desk(empty, "restore", file)
    assert status == 0, said
    assert "Start the desk." in said
    assert rows(empty) == rows(url)
    assert is_current(empty)


def test_a_back_up_is_its_owners_alone_and_nothing_lies_beside_it(desk: Desk, url: str, file: Path) -> None:
    assert desk(url, "backup", file)[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("kept*")] == [file.name]


def test_a_file_that_is_there_is_written_over_only_when_told(desk: Desk, url: str, file: Path) -> None:
    file.write_text("precious")
    status, said = desk(url, "backup", file)
    assert (status, file.read_text()) == (1, "precious")
    assert "--replace" in said
    assert desk(url, "backup", file, "--replace")[0] == 0
    assert desk(url, "restore", file, "--replace")[0] == 0


def test_a_database_that_is_there_is_replaced_only_when_told(desk: Desk, url: str, file: Path) -> None:
    before = rows(url)
    desk(url, "backup", file)
    _change(url, "UPDATE customers SET name = 'changed since'")
    status, said = desk(url, "restore", file)
    assert status == 1
    assert "desk restore kept.desk --replace" in said
    assert rows(url) != before
    assert desk(url, "restore", file, "--replace")[0] == 0
    assert rows(url) == before


def test_a_database_in_use_is_left_alone(desk: Desk, url: str, file: Path) -> None:
    desk(url, "backup", file)
    running = SqlDatabase(url)
    running.ping()
    try:
        status, said = desk(url, "restore", file, "--replace")
        assert status == 1
        assert "stop every desk" in said
        running.ping()
    finally:
        running.close()


def test_a_back_up_of_an_older_schema_takes_the_place_of_a_newer_one(desk: Desk, url: str, file: Path) -> None:
    unmigrate(url, "0018")
    assert desk(url, "backup", file)[0] == 0
    migrate(url)
    status, said = desk(url, "restore", file, "--replace")
    assert (status, "Run `desk migrate`, then start" in said) == (0, True), said
    assert not is_current(url)
    assert desk(url, "migrate")[0] == 0
    assert is_current(url)


def test_a_back_up_of_a_later_version_is_refused(desk: Desk, url: str, file: Path) -> None:
    _change(url, "UPDATE alembic_version SET version_num = '9999'")
    status, said = desk(url, "backup", file)
    assert status == 1
    assert "later version (schema 9999)" in said
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\x00 and no more", b"PGDMP and no more"])
def test_what_is_no_back_up_changes_nothing(desk: Desk, url: str, file: Path, content: bytes) -> None:
    before = rows(url)
    file.write_bytes(content)
    status, said = desk(url, "restore", file, "--replace")
    assert status == 1
    assert "Traceback" not in said
    assert rows(url) == before


def test_a_back_up_cut_short_changes_nothing(desk: Desk, url: str, file: Path) -> None:
    desk(url, "backup", file)
    before = rows(url)
    content = file.read_bytes()
    for kept in (len(content) // 3, len(content) - 2000):
        file.write_bytes(content[:kept])
        assert desk(url, "restore", file, "--replace")[0] == 1
        assert rows(url) == before


def test_files_that_cannot_be_read_or_written_are_named(desk: Desk, url: str, tmp_path: Path) -> None:
    assert desk(url, "backup", tmp_path / "nowhere" / "kept")[0] == 1
    status, said = desk(url, "restore", tmp_path / "none")
    assert (status, "none" in said) == (1, True), said


def test_nothing_to_back_up_is_said(desk: Desk, tmp_path: Path, file: Path) -> None:
    status, said = desk(f"sqlite:///{tmp_path / 'none.db'}", "backup", file)
    assert (status, "There is no database to back up" in said) == (1, True)
    assert not file.exists()
    assert not (tmp_path / "none.db").exists()


def test_the_log_left_of_another_database_is_not_taken_for_that_of_the_one_put_back(
    desk: Desk, tmp_path: Path, file: Path
) -> None:
    url = seeded(f"sqlite:///{tmp_path / 'desk.db'}")
    desk(url, "backup", file)
    (tmp_path / "desk.db").unlink()
    (tmp_path / "desk.db-wal").write_bytes(b"of another")
    status, said = desk(url, "restore", file)
    assert (status, "desk.db-wal" in said) == (1, True)


def test_a_database_that_cannot_be_read_any_more_is_moved_away_by_a_person(
    desk: Desk, tmp_path: Path, file: Path
) -> None:
    url = seeded(f"sqlite:///{tmp_path / 'desk.db'}")
    desk(url, "backup", file)
    (tmp_path / "desk.db").write_bytes(b"broken" * 1000)
    status, said = desk(url, "restore", file, "--replace")
    assert (status, "move it and the files beside it away" in said) == (1, True)


def test_without_postgresqls_programs_the_way_out_is_told(
    desk: Desk, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    status, said = desk("postgresql://127.0.0.1/desk", "backup", file)
    assert status == 1
    assert "pg_dump was not found: install PostgreSQL's client programs" in said
    assert not list(tmp_path.glob("kept*"))


def _change(url: str, statement: str) -> None:
    database = SqlDatabase(url)
    with database.connection() as connection:
        connection.exec_driver_sql(statement)
    database.close()
