"""SQLite answers the frequent questions by an index, so that time does not grow with the number of rows."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from bot.storage.billing import invoices
from bot.storage.conversations import conversations, log, turns
from bot.storage.database import SqlDatabase
from bot.storage.migration import migrate

PLANS: list[tuple[Any, str]] = [
    (invoices._BY_NUMBER, "USING INDEX sqlite_autoindex_invoices_1 (number=?)"),
    (invoices._LATEST, "USING INDEX ix_invoices_customer_id_issued_on_number (customer_id=?)"),
    (invoices._BEFORE, "USING INDEX ix_invoices_customer_id_issued_on_number (customer_id=?"),
    (invoices._FOLLOWING, "USING INDEX ix_invoices_customer_id_issued_on_number (customer_id=?"),
    (invoices._UNPAID, "USING INDEX ix_invoices_customer_id_settled_due_on (customer_id=? AND settled=?)"),
    (log._DELIVERED, "(channel=? AND event_id=?)"),
    (log._AFTER, "(conversation_id=? AND seq>?)"),
    (turns._NEXT, "ix_turns_expected"),
    (turns._WAITING, "ix_turns_expected"),
    (conversations._QUEUED, "ix_conversations_queued"),
    (conversations._POSITION, "ix_conversations_queued (queue=?"),
]


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> SqlDatabase:
    path: Path = tmp_path_factory.mktemp("plans") / "desk.db"
    migrate(f"sqlite:///{path}")
    return SqlDatabase(f"sqlite:///{path}")


def plan_of(planner: SqlDatabase, query: Select[Any]) -> str:
    with planner.connection() as connection:
        compiled = query.compile(connection)
        values = dict.fromkeys(compiled.params)
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", tuple(values.values()) or None)
        return " | ".join(row.detail for row in rows)


@pytest.mark.parametrize(("query", "expected"), PLANS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_a_frequent_question_is_answered_by_its_index(planner: SqlDatabase, query: Any, expected: str) -> None:
    plan = plan_of(planner, query)
    assert expected in plan, plan
    assert "SCAN invoices" not in plan
    assert "SCAN messages" not in plan
