"""How the desk connects: SQLite with one writer and snapshots for readers, or PostgreSQL."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from bot.storage.kernel.columns import dump_json

READERS = 8
"""SQLite connections kept for reading; as many readers as there are threads that answer."""

STATEMENT_SECONDS = 30
"""PostgreSQL gives up on a statement after this; none of ours comes near."""


def normalised(url: str) -> URL:
    """The address with the driver this desk ships: SQLite's own, psycopg 3. Raises ValueError for other databases."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise ValueError(f"the database is SQLite or PostgreSQL, not {backend}")


def files_of(url: str) -> tuple[Path, ...]:
    """The files of a SQLite database, with its log and index; none for a server. Raises ValueError as `normalised`."""
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return ()
    return tuple(Path(f"{parsed.database}{suffix}") for suffix in ("", "-wal", "-shm"))


def writing_engine(url: str, timeout: float, *, foreign_keys: bool = True) -> Engine:
    """An engine whose transactions write. On SQLite one connection: threads queue instead of polling a lock."""
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, timeout, begin="BEGIN IMMEDIATE", size=1, prepare=_writer(foreign_keys))
    return _postgresql(parsed, timeout)


def reading_engine(url: str, timeout: float) -> Engine:
    """An engine whose transactions see one snapshot and refuse to write."""
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, timeout, begin="BEGIN", size=READERS, prepare=_reader)
    engine = _postgresql(parsed, timeout, isolation_level="REPEATABLE READ")
    return engine.execution_options(postgresql_readonly=True)


def _sqlite(url: URL, timeout: float, *, begin: str, size: int, prepare: Callable[[Any], None]) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("the desk keeps its data in a file: sqlite:///path/to/desk.db")
    path = Path(url.database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=timeout,
        connect_args={"timeout": timeout, "check_same_thread": False},
        json_serializer=dump_json,
        hide_parameters=True,  # errors reach the log, and what people wrote must not
    )

    @event.listens_for(engine, "do_connect")
    def before_connecting(*_: object) -> None:
        _make_private(path)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin transactions of its own, and too late
        prepare(connection)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        _set_synchronous(connection)
        connection.exec_driver_sql(begin)

    return engine


def _make_private(path: Path) -> None:
    """A new file is its owner's alone (mode 600), whatever the umask; SQLite gives its log and index the same mode."""
    with suppress(OSError):  # there already, or SQLite tells better why it cannot be made
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def durable(connection: Connection, wanted: bool) -> Connection:
    """Chooses, before a transaction begins, whether its commit may wait for the disk.

    A commit that does not is safe against the process being killed, but not against the machine losing power.
    """
    return connection.execution_options(durable=wanted)


def _set_synchronous(connection: Connection) -> None:
    """Only when it changes, as SQLite allows it between transactions."""
    wanted = "FULL" if connection.get_execution_options().get("durable", True) else "NORMAL"
    if connection.info.get("synchronous") != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
        connection.info["synchronous"] = wanted


def _writer(foreign_keys: bool) -> Callable[[Any], None]:
    """Write-ahead log; see `_set_synchronous` for when a commit is on the disk."""

    def prepare(connection: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    return prepare


def _reader(connection: Any) -> None:
    connection.execute("PRAGMA query_only = ON")


def _postgresql(url: URL, timeout: float, **more: Any) -> Engine:
    given = url.query.get("options", "")
    own = f"-c timezone=UTC -c lock_timeout={int(timeout * 1000)} -c statement_timeout={STATEMENT_SECONDS * 1000}"
    options = f"{given if isinstance(given, str) else ' '.join(given)} {own}".strip()
    return create_engine(
        url.difference_update_query(["options"]),
        pool_size=8,
        max_overflow=8,
        pool_timeout=timeout,
        connect_args={"options": options, "connect_timeout": max(int(timeout), 2)},
        json_serializer=dump_json,
        hide_parameters=True,  # errors reach the log, and what people wrote must not
        **more,
    )
