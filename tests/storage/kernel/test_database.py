"""Transactions: whole or not at all, one view for a reader, and one clear error when the database is busy."""

import os
import stat
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from bot.domain.conversations.conversation import Conversation, Event
from bot.domain.kernel.errors import StaleVersion, StorageBusy
from bot.services.ports import Database
from bot.storage.database import SqlDatabase
from bot.storage.kernel.engines import files_of
from bot.storage.migration import migrate
from tests.storage.conversations.talking import NOW, THREAD, begin, say

SHORT = 0.2


def test_it_is_the_services_database(database: SqlDatabase) -> None:
    port: Database = database
    with port.reading() as work:
        assert work.conversations.rows.get(THREAD) is None


def test_a_block_that_raises_leaves_nothing_behind(database: SqlDatabase) -> None:
    def open_and_fail() -> None:
        with database.writing() as work:
            work.conversations.rows.open(conversation_id=THREAD, channel="web", contact_id=None, language="en", now=NOW)
            work.conversations.rows.save(Conversation(THREAD), seen=99, event=Event.REOPENED, now=NOW)

    with pytest.raises(StaleVersion):
        open_and_fail()
    with database.reading() as work:
        assert work.conversations.rows.get(THREAD) is None


def test_a_reader_keeps_its_view_while_others_write(database: SqlDatabase) -> None:
    begin(database)
    with database.reading() as work:
        assert work.conversations.log.after(THREAD, 0) == ()
        say(database, "Hello")
        assert work.conversations.log.after(THREAD, 0) == ()
    with database.reading() as work:
        assert len(work.conversations.log.after(THREAD, 0)) == 1


def test_a_reader_cannot_write(database: SqlDatabase) -> None:
    begin(database)
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"), database.reading() as work:
        work.conversations.rows.remember(THREAD, language="fr", state=None)


def test_a_writer_waits_no_longer_than_told_for_another_processes_lock(database_url: str) -> None:
    """Two databases are as two processes: each has its own connections."""
    holder, waiter = SqlDatabase(database_url), SqlDatabase(database_url, timeout=SHORT)
    begin(holder)
    with holder.writing() as work:
        work.conversations.rows.remember(THREAD, language="fr", state=None)
        started = time.monotonic()
        with pytest.raises(StorageBusy), waiter.writing() as late:
            late.conversations.rows.remember(THREAD, language="en", state=None)
        assert SHORT / 2 < time.monotonic() - started < 20 * SHORT
    with waiter.writing() as work:
        work.conversations.rows.remember(THREAD, language="en", state=None)
    holder.close()
    waiter.close()


def test_readers_are_not_held_up_by_a_writer(database_url: str) -> None:
    holder, reader = SqlDatabase(database_url), SqlDatabase(database_url, timeout=SHORT)
    begin(holder)
    with holder.writing() as work:
        work.conversations.rows.remember(THREAD, language="fr", state=None)
        with reader.reading() as other:
            record = other.conversations.rows.get(THREAD)
            assert record is not None
            assert record.language == "en"
    holder.close()
    reader.close()


def test_threads_of_one_process_queue_for_the_writer(database: SqlDatabase) -> None:
    begin(database)
    threads = [threading.Thread(target=say, args=(database, f"message {n}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as work:
        assert [m.seq for m in work.conversations.log.after(THREAD, 0)] == list(range(1, 21))


def test_a_database_out_of_reach_is_busy_and_not_a_crash(tmp_path: Path) -> None:
    for address in ("postgresql://nobody@127.0.0.1:1/none", f"sqlite:///{tmp_path}"):
        unreachable = SqlDatabase(address, timeout=SHORT)
        with pytest.raises(StorageBusy):
            unreachable.ping()
        unreachable.close()


def test_a_database_without_its_tables_is_a_loud_fault_and_not_busy(tmp_path: Path) -> None:
    empty = SqlDatabase(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises((OperationalError, ProgrammingError), match="no such table"), empty.reading() as work:
        work.conversations.rows.get(THREAD)
    empty.close()


@pytest.mark.parametrize("address", ["mysql://root@localhost/desk", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_addresses_the_desk_cannot_use_are_refused_at_once(address: str) -> None:
    with pytest.raises(Exception, match=r"(?i)sqlite|could not parse"):
        SqlDatabase(address)


@pytest.mark.parametrize("prefix", ["postgresql", "postgresql+psycopg", "postgres"])
def test_postgresql_addresses_are_taken_however_providers_write_them(prefix: str) -> None:
    SqlDatabase(f"{prefix}://desk@db.example/desk").close()


def test_ping_answers(database: SqlDatabase) -> None:
    database.ping()


def test_a_new_database_is_its_owners_alone_with_its_log_and_index(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'desk.db'}"
    usual = os.umask(0o000)
    try:
        migrate(url)
        opened = SqlDatabase(url)
        begin(opened)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "var", *files_of(url))}
        opened.close()
    finally:
        os.umask(usual)
    assert modes == {"var": 0o700, "desk.db": 0o600, "desk.db-wal": 0o600, "desk.db-shm": 0o600}


def test_a_database_that_others_were_let_read_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch(0o640)
    path.chmod(0o640)
    migrate(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def synchronous(database: SqlDatabase, *, durable: bool) -> str:
    """What the database promises in a transaction of that kind: SQLite 1 NORMAL, 2 FULL; PostgreSQL on, off."""
    with database.connection(durable=durable) as connection:
        question = "PRAGMA synchronous" if connection.dialect.name == "sqlite" else "SHOW synchronous_commit"
        return str(connection.exec_driver_sql(question).scalar_one())


def test_a_commit_waits_for_the_disk_unless_it_need_not(database: SqlDatabase) -> None:
    answers = [synchronous(database, durable=durable) for durable in (True, False, False, True)]
    assert answers in (["2", "1", "1", "2"], ["on", "off", "off", "on"])


def test_what_need_not_outlive_a_power_failure_is_written_all_the_same(database: SqlDatabase) -> None:
    begin(database)
    with database.writing(durable=False) as work:
        work.conversations.rows.remember(THREAD, language="fr", state=None)
    with database.reading() as work:
        record = work.conversations.rows.get(THREAD)
    assert record is not None
    assert record.language == "fr"


def test_an_error_that_reaches_the_log_tells_nothing_of_what_people_wrote(database: SqlDatabase) -> None:
    begin(database)
    with pytest.raises(DBAPIError) as error, database.writing() as work:
        work.staff.presence.appear("the page of somebody", 404, "what a customer wrote", NOW)
    assert "INSERT INTO presence" in str(error.value)
    assert "what a customer wrote" not in str(error.value)
