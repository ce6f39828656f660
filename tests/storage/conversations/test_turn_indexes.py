"""The indexes over turns are those their queries need: the inbox's threshold, and counts that read no turn's row."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, event, text

from bot.domain.learning.reviews import CLARIFIED, DOUBTFUL_BELOW
from bot.domain.reports.counts import Days, Selection
from bot.domain.staff.agents import Agent, AgentRole
from bot.services.records.learning import ReviewQuery
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW

AGENT = Agent(1, "agent@northstar.example", "Agent", "technical", frozenset({AgentRole.HELPDESK_AGENT}))
PARIS = ZoneInfo("Europe/Paris")
DEFINITION = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'ix_turns_little_understood'",
    "postgresql": "SELECT pg_get_indexdef('ix_turns_little_understood'::regclass)",
}


def test_the_inboxs_index_holds_the_threshold_and_the_intents_of_the_code(database: SqlDatabase) -> None:
    with database.connection() as connection:
        made = str(connection.execute(text(DEFINITION[connection.dialect.name])).scalar_one())
    condition = made.partition("WHERE")[2]
    thresholds = re.findall(r"confidence < \(?([\d.]+)", condition)
    assert [float(threshold) for threshold in thresholds] == [DOUBTFUL_BELOW], "a new threshold needs a new revision"
    assert set(re.findall(r"'(\w+)'", condition)) == CLARIFIED


@pytest.fixture
def plans(database: SqlDatabase) -> list[str]:
    """How the database carries out each SELECT over turns that a test makes it carry out."""
    found: list[str] = []

    def explain(connection: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")) and "turns" in statement:
            explained = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor = connection.connection.cursor()
            cursor.execute(f"{explained} {statement}", parameters)
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    engine: Engine = database._readers
    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


def _without_scans(connection: Connection) -> None:
    """On a small table PostgreSQL reads the whole of it rather than an index; asked not to, it shows whether it can."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))


def test_the_inbox_finds_its_messages_by_its_index(database: SqlDatabase, plans: list[str]) -> None:
    with database.reading() as work:
        _without_scans(work.learning.reviews._connection)
        work.learning.reviews.doubtful(ReviewQuery(), asked_by=AGENT)
        work.learning.reviews.counts(ReviewQuery(), asked_by=AGENT)
    by_index = [plan for plan in plans if "ix_turns_little_understood" in plan]
    assert len(by_index) >= 2, plans  # the page, and how many there are


def test_the_reports_page_counts_turns_without_reading_one(database: SqlDatabase, plans: list[str]) -> None:
    days = Days(NOW.date() - timedelta(days=6), NOW.date(), PARIS)
    with database.reading() as work:
        _without_scans(work.reports.counts._connection)
        count(work.reports.counts, days, NOW)
    assert len(plans) == 3
    for plan in plans:
        assert re.search(r"(COVERING INDEX|Index Only Scan using) ix_turns_finished\b", plan), plan


def count(numbers: Any, days: Days, now: datetime) -> None:
    """The three questions about turns."""
    numbers.groups(days.period, Selection(), asked_by=AGENT, now=now)
    numbers.intents(days.period, Selection(), asked_by=AGENT)
    numbers.days(days.each, Selection(), asked_by=AGENT)
