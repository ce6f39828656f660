"""A back-up made while desks write is of one moment, and one that is killed leaves nothing that looks whole."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from bot.settings import ROOT
from bot.storage.database import SqlDatabase
from tests.cli.keeping.conftest import Desk, seeded

RUN = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())"]
PAIR = "UPDATE counters SET value = value + 1 WHERE name IN ('one', 'other')"


def pair_in(file: Path) -> set[int]:
    with closing(sqlite3.connect(file)) as opened:
        return {value for (value,) in opened.execute("SELECT value FROM counters WHERE name IN ('one', 'other')")}


def test_what_is_written_together_is_together_in_the_back_up(desk: Desk, tmp_path: Path) -> None:
    url = seeded(f"sqlite:///{tmp_path / 'desk.db'}")
    database = SqlDatabase(url)
    with database.connection() as connection:
        connection.exec_driver_sql("INSERT INTO counters (name, value) VALUES ('one', 0), ('other', 0)")
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with database.connection(durable=False) as connection:
                connection.exec_driver_sql(PAIR)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(8):
            assert desk(url, "backup", tmp_path / f"kept-{number}")[0] == 0
    finally:
        done.set()
        writer.join()
        database.close()
    seen = [pair_in(tmp_path / f"kept-{number}") for number in range(8)]
    assert all(len(values) == 1 for values in seen), seen
    assert len({next(iter(values)) for values in seen}) > 1


def killed(url: str, *arguments: object, after: float) -> None:
    """Runs a command and kills it so many seconds after it has begun."""
    environ = {**os.environ, "DESK_DATABASE_URL": url}
    command = [*RUN, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def large(url: str) -> None:
    """Some 40 MB, so that copying takes a while."""
    database = SqlDatabase(url)
    with database.connection() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (content BLOB)")
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
            "INSERT INTO ballast SELECT randomblob(100000) FROM n"
        )
    database.close()


def test_a_back_up_that_is_killed_leaves_a_whole_file_or_none(desk: Desk, tmp_path: Path) -> None:
    url = seeded(f"sqlite:///{tmp_path / 'desk.db'}")
    large(url)
    file = tmp_path / "kept"
    left = 0
    for after in (0.0, 0.01, 0.03, 0.06, 0.1, 0.2):
        killed(url, "backup", file, after=after)
        if file.exists():
            left += 1
            with closing(sqlite3.connect(file)) as opened:
                assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            file.unlink()
    assert left < 6
    assert desk(url, "backup", file)[0] == 0
    assert not list(tmp_path.glob("*.part"))


def test_putting_back_that_is_killed_leaves_the_old_database_or_the_new_one(desk: Desk, tmp_path: Path) -> None:
    url = seeded(f"sqlite:///{tmp_path / 'desk.db'}")
    large(url)
    desk(url, "backup", tmp_path / "kept")
    for number, after in enumerate((0.0, 0.02, 0.05, 0.1, 0.2)):
        with closing(sqlite3.connect(tmp_path / "desk.db")) as opened:
            opened.execute(f"INSERT INTO counters (name, value) VALUES ('since', {number})")
            opened.commit()
        killed(url, "restore", tmp_path / "kept", "--replace", after=after)
        with closing(sqlite3.connect(tmp_path / "desk.db")) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert opened.execute("SELECT value FROM counters WHERE name = 'since'").fetchall() in ([], [(number,)])
            opened.execute("DELETE FROM counters WHERE name = 'since'")
            opened.commit()
