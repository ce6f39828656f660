"""A full disk: refused like a busy database, told once a minute, and nothing that was taken is lost."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest

from bot.domain.kernel.errors import StorageBusy
from bot.storage import database as database_module
from bot.storage.database import SqlDatabase
from bot.storage.kernel.trouble import FULL_LOG, once_a_minute
from bot.storage.migration import migrate
from tests.fixtures.room import Room
from tests.storage.conversations.talking import THREAD, begin, say


@pytest.fixture
def database(room: Room) -> Iterator[SqlDatabase]:
    """A conversation on a disk that has room so far."""
    once_a_minute()
    migrate(room.url)
    opened = SqlDatabase(room.url)
    begin(opened)
    yield opened
    opened.close()


def taken_of(database: SqlDatabase, texts: list[str]) -> list[str]:
    """The texts that were taken; the others were refused as busy."""
    taken = []
    for text in texts:
        with suppress(StorageBusy):
            taken.append(say(database, text).text)
    return taken


def kept(database: SqlDatabase) -> list[str]:
    texts: list[str] = []
    seq = 0
    with database.reading() as work:
        while page := work.conversations.log.after(THREAD, seq):
            texts += [message.text for message in page]
            seq = page[-1].seq
    return texts


TEXTS = [f"{number} {'words ' * 1000}" for number in range(60)]


def test_what_was_taken_before_and_while_the_disk_was_full_is_there_and_nothing_else(
    room: Room, database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    taken = taken_of(database, TEXTS[:5])
    room.fill(database)
    taken += taken_of(database, TEXTS[5:40])
    assert 5 <= len(taken) < 40
    assert kept(database) == taken
    room.free(database)
    taken += taken_of(database, TEXTS[40:])
    assert taken[-20:] == TEXTS[40:]
    assert kept(database) == taken
    told = [record for record in caplog.records if record.name == FULL_LOG.name]
    assert len(told) == 1
    assert told[0].levelno == logging.ERROR
    assert "words" not in caplog.text


def test_a_small_write_that_still_fits_does_not_hide_a_full_disk(
    room: Room, database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.ping()
    room.fill(database)
    assert len(taken_of(database, TEXTS)) < len(TEXTS)
    with pytest.raises(StorageBusy):
        database.ping()
    room.free(database)
    with pytest.raises(StorageBusy):
        database.ping()
    monkeypatch.setattr(database_module, "monotonic", lambda: monotonic() + database_module.FULL_SECONDS)
    database.ping()
