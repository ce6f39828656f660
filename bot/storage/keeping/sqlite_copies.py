"""Copies of a SQLite database, made while a desk writes to it, and putting one back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from bot.storage.keeping.errors import DatabaseInUse, DatabaseOccupied, DatabaseUnreadable, NoBackup, NoDatabase
from bot.storage.keeping.files import whole
from bot.storage.keeping.revisions import require_known
from bot.storage.kernel.engines import files_of

WAIT_SECONDS: Final = 5.0
"""How long a lock of somebody else is waited for."""


def copy_to(url: str, target: Path) -> None:
    """The database as it is at one moment, in one file; writers go on meanwhile.

    Raises NoDatabase where there is none, and NoBackup for one that is damaged.
    """
    source = files_of(url)[0]
    if not source.is_file() or not source.stat().st_size:
        raise NoDatabase()
    with whole(target) as part:
        _copy(source, part)
        examined(part)


def examined(file: Path) -> str:
    """The revision of the schema in a back-up that is whole and that this version knows.

    Raises NoBackup, BackupTooNew.
    """
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            (state,) = opened.execute("PRAGMA quick_check(1)").fetchone()
            (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise NoBackup(reason=str(error)) from error
    if state != "ok":
        raise NoBackup(reason=str(state))
    if file.stat().st_size != _size_said(file):
        raise NoBackup(reason="it is cut short")  # by a page that happens to be free, else the check had found it
    require_known(str(revision))
    return str(revision)


def _size_said(file: Path) -> int:
    """The bytes a database has by its own header: size of a page and their number (SQLite file format, 1.3)."""
    with file.open("rb") as opened:
        head = opened.read(32)
    page = int.from_bytes(head[16:18])
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32])


def put_back(url: str, file: Path, *, replace: bool) -> str:
    """Makes a back-up the desk's database; its revision. Until the last moment the one before is there untouched.

    Raises NoBackup, BackupTooNew, DatabaseInUse, DatabaseUnreadable, and DatabaseOccupied unless it may be replaced.
    """
    revision = examined(file)
    database, log, _ = files_of(url)
    if database.exists() and database.stat().st_size and not replace:
        raise DatabaseOccupied()
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _closed(database, log), whole(database) as part:
        _copy(file, part)
    return revision


def _copy(source: Path, target: Path) -> None:
    """In one step, which sees one state; what is copied needs no file beside it."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=WAIT_SECONDS)) as read,
            closing(sqlite3.connect(target)) as written,
        ):
            read.backup(written, pages=-1)
            written.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise NoBackup(reason=str(error)) from error


@contextmanager
def _closed(database: Path, log: Path) -> Iterator[None]:
    """Nobody has the database open while the block runs, and all of it is in its one file."""
    if not database.exists():
        if log.exists():
            raise DatabaseUnreadable(file=str(log))  # it would be taken for the log of the database put back
        yield
        return
    with closing(sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)) as opened:
        try:
            if opened.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
                raise DatabaseInUse()
            opened.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise DatabaseInUse() from error
        except sqlite3.DatabaseError as error:
            raise DatabaseUnreadable(file=str(database)) from error
        yield
