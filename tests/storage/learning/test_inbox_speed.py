"""How fast the inbox opens with many conversations."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Table, cast, func, insert, select

from bot.domain.learning.reviews import Reason
from bot.domain.staff.agents import Agent
from bot.services.records.learning import ReviewQuery, Shown
from bot.storage import schema
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW

THREADS, TURNS = 6_000, 10
PATTERN = 12
"""After so many conversations doubts, languages and numbers of turns come in the same order again."""
LIMIT_SECONDS = 0.25
TRIES = 20
"""A machine with other work needs several until it is free for one."""


def fill(database: SqlDatabase) -> None:
    """60,000 turns in 6,000 conversations, every eighth doubtful, every tenth conversation handed off."""
    with database.connection() as connection:
        connection.execute(insert(schema.conversations), [conversation(thread) for thread in range(THREADS)])
        connection.execute(insert(schema.messages), [row for thread in range(PATTERN) for row in messages(thread)])
        connection.execute(insert(schema.turns), [row for thread in range(PATTERN) for row in turns(thread)])
        for table, instants in ((schema.messages, {"sent_at"}), (schema.turns, {"expected_at", "finished_at"})):
            repeat(connection, table, instants)
        connection.execute(insert(schema.stretches), [stretch(thread) for thread in range(0, THREADS, 10)])
    if database._turnstile is None:  # what PostgreSQL does by itself after so many rows; SQLite never does
        with database.connection() as connection:
            connection.exec_driver_sql("ANALYZE")


def repeat(connection: Connection, table: Table, instants: set[str]) -> None:
    """Gives every conversation the rows of the one it is like, at its own time: the database copies faster than we."""
    threads = schema.conversations.c
    new = {"conversation_id": threads.id} | dict.fromkeys(instants, threads.started_at)
    columns = [column.name for column in table.columns if column.name != "id"]
    like = number(threads.id) % PATTERN == number(table.c.conversation_id)
    copied = select(*(new.get(name, table.c[name]) for name in columns)).join_from(schema.conversations, table, like)
    connection.execute(insert(table).from_select(columns, copied.where(number(threads.id) >= PATTERN)))


def number(name: ColumnElement[str]) -> ColumnElement[int]:
    return cast(func.substr(name, len("thread-") + 1), Integer)


def conversation(thread: int) -> dict[str, Any]:
    return {
        "id": f"thread-{thread:05}",
        "last_seq": 2 * TURNS,
        "started_at": NOW + timedelta(minutes=thread),
        "channel": "web",
        "language": "en",
        "owner_kind": "bot",
        "lifecycle": "active",
        "version": 1,
        "segment": 1,
    }


def messages(thread: int) -> Iterator[dict[str, Any]]:
    said = {"channel": "web", "author": "customer", "author_name": "", "visibility": "public", "sent_at": NOW}
    for turn in range(TURNS):
        text = f"message {thread * TURNS + turn}"
        yield {"conversation_id": f"thread-{thread:05}", "seq": 2 * turn + 1, "text": text, **said}


def turns(thread: int) -> Iterator[dict[str, Any]]:
    entities = [{"entity": "invoice_number", "value": "NS-104231", "start": 0, "end": 9}] * 2
    ranking = [{"intent": f"intent_number_{place}", "confidence": 0.1} for place in range(10)]
    at = NOW + timedelta(minutes=thread)
    for turn in range(TURNS):
        place = thread * TURNS + turn
        sure, intent = (0.4, "balance_due") if place % 8 == 0 else (0.97, "find_invoice")
        parse = {"intent": intent, "confidence": sure, "entities": entities, "ranking": ranking}
        yield {"conversation_id": f"thread-{thread:05}", "seq": 2 * turn + 1, "state": "answered", "expected_at": at,
               "finished_at": at, "owner": "bot", "language": "en" if place % 3 else "fr", "intent": intent,
               "confidence": sure, "parse": parse}  # fmt: skip


def stretch(thread: int) -> dict[str, Any]:
    at = NOW + timedelta(minutes=thread)
    return {"conversation_id": f"thread-{thread:05}", "segment": 1, "queue": "technical", "reason": "asked",
            "began_at": at, "first_seq": 2 * TURNS, "ended_at": at, "ending": "resolved"}  # fmt: skip


def test_the_inbox_opens_in_time_with_sixty_thousand_turns(seeded: SqlDatabase, agent: Agent) -> None:
    fill(seeded)
    for asked in (ReviewQuery(), ReviewQuery(reason=Reason.HANDED_OFF, language="fr"), ReviewQuery(shown=Shown.JUDGED)):
        tries = (_seconds(seeded, agent, asked) for _ in range(TRIES))
        assert any(took < LIMIT_SECONDS for took in tries), asked


def _seconds(database: SqlDatabase, agent: Agent, asked: ReviewQuery) -> float:
    """SQLite works within this process, whose own time is counted: others on the machine do not matter."""
    clock = time.process_time if database._turnstile else time.perf_counter
    began = clock()
    with database.reading() as work:
        work.learning.reviews.doubtful(asked, asked_by=agent)
        work.learning.reviews.counts(asked, asked_by=agent)
    return clock() - began
