"""What was written when a ticket had a channel and a conversation a team keeps its meaning with matters and queues."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, column, select, table

from bot.storage.database import SqlDatabase
from bot.storage.migration import differences, migrate, unmigrate
from bot.storage.schema import metadata
from tests.storage.conversations.talking import NOW

Row = dict[str, Any]
KEYS = ("commercial", "technical")
TALK = {"channel": "web", "language": "en", "lifecycle": "active", "version": 2, "segment": 1, "started_at": NOW}
REQUEST = {"subject": "S", "text": "T", "state": "open", "opened_at": NOW, "changed_at": NOW, "assigned_to": "us"}
BUTTON = '/open_ticket{"ticket_channel": "technical"}'
SAID = {
    "channel": "web", "author": "bot", "author_name": "", "visibility": "public", "text": "Which?", "sent_at": NOW,
    "buttons": [{"id": "b", "title": "Technical", "payload": BUTTON}],
}  # fmt: skip
BEGUN = {
    "events": [
        {"event": "slot", "name": "ticket_step", "value": "channel"},
        {"event": "slot", "name": "ticket_channel", "value": "technical"},
    ]
}
OLD: dict[str, list[Row]] = {
    "conversations": [
        *({**TALK, "id": key, "owner_kind": "queue", "team": key, "waiting_since": NOW, "last_seq": 1} for key in KEYS),
        {**TALK, "id": "bot", "owner_kind": "bot", "team": None, "state": BEGUN, "last_seq": 1},
    ],
    "stretches": [{"conversation_id": key, "segment": 1, "team": key, "began_at": NOW, "first_seq": 1} for key in KEYS],
    "tickets": [{**REQUEST, "number": key, "origin": key, "channel": key} for key in KEYS],
    "messages": [{**SAID, "conversation_id": "bot", "seq": 1, "event_id": "e"}],
    "buttons": [{"conversation_id": "bot", "seq": 1, "id": "b", "title": "Technical", "payload": BUTTON}],
}
"""Rows of revision 0013, in an order in which they may be written."""


def write(connection: Connection, name: str, rows: list[Row]) -> None:
    """Rows with the columns of then; what a column was called then is text."""
    types = {known.name: known.type for known in metadata.tables[name].c}
    for row in rows:
        then = table(name, *(column(key, types.get(key)) for key in row))
        connection.execute(then.insert().values(row))


def read(database: SqlDatabase, name: str, *columns: str) -> set[tuple[Any, ...]]:
    """What some columns hold by now."""
    types = {known.name: known.type for known in metadata.tables[name].c}
    now = table(name, *(column(key, types.get(key)) for key in columns))
    with database.connection() as connection:
        return {tuple(row) for row in connection.execute(select(now))}


def remembered(database: SqlDatabase) -> Any:
    """What the dialogue of the conversation with the bot remembers."""
    conversations = metadata.tables["conversations"].c
    with database.connection() as connection:
        return connection.scalar(select(conversations.state).where(conversations.id == "bot"))


def offered(database: SqlDatabase) -> list[str]:
    """What the button does: pressed, and when its title is typed."""
    with database.connection() as connection:
        pressed = connection.scalar(select(metadata.tables["buttons"].c.payload))
        (shown,) = connection.scalars(select(metadata.tables["messages"].c.buttons)).one()
    return [str(pressed), shown["payload"]]


@pytest.fixture
def old(database: SqlDatabase, database_url: str) -> Iterator[SqlDatabase]:
    """A database of before matters and queues, with rows."""
    unmigrate(database_url, "0013")
    with database.connection() as connection:
        for name, rows in OLD.items():
            write(connection, name, rows)
    yield database
    migrate(database_url)


@pytest.fixture
def upgraded(old: SqlDatabase, database_url: str) -> SqlDatabase:
    migrate(database_url)
    return old


def test_the_channel_of_a_ticket_becomes_its_matter_and_its_queue(upgraded: SqlDatabase) -> None:
    assert read(upgraded, "tickets", "number", "matter", "queue") == {(key, key, key) for key in KEYS}


def test_the_team_a_conversation_was_handed_to_becomes_its_queue(upgraded: SqlDatabase) -> None:
    expected = {("bot", "bot", None), *((key, "queue", key) for key in KEYS)}
    assert read(upgraded, "conversations", "id", "owner_kind", "queue") == expected
    assert read(upgraded, "stretches", "conversation_id", "queue") == {(key, key) for key in KEYS}


def test_a_question_about_a_ticket_goes_on_where_it_was(upgraded: SqlDatabase) -> None:
    step, matter = remembered(upgraded)["events"]
    assert (step["name"], step["value"]) == ("ticket_step", "matter")
    assert (matter["name"], matter["value"]) == ("ticket_matter", "technical")
    assert offered(upgraded) == ['/open_ticket{"ticket_matter": "technical"}'] * 2


def test_an_upgraded_database_with_rows_has_the_tables_of_the_code(upgraded: SqlDatabase, database_url: str) -> None:
    assert differences(database_url) == ()


def test_going_back_gives_every_row_its_old_words(upgraded: SqlDatabase, database_url: str) -> None:
    unmigrate(database_url, "0013")
    assert read(upgraded, "tickets", "number", "channel") == {(key, key) for key in KEYS}
    assert read(upgraded, "conversations", "id", "team") == {("bot", None), *((key, key) for key in KEYS)}
    assert read(upgraded, "stretches", "conversation_id", "team") == {(key, key) for key in KEYS}
    assert remembered(upgraded) == BEGUN
    assert offered(upgraded) == [BUTTON] * 2
