"""SQLite answers the frequent questions by an index, so that time does not grow with the number of rows."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from bot.domain.conversations.leases import Lease
from bot.domain.conversations.queue_order import Place, Rank
from bot.domain.staff.agents import Agent, AgentRole
from bot.services.records.conversations import ConversationQuery, View
from bot.storage.billing import invoices
from bot.storage.conversations import conversations, log, overview, own, turns
from bot.storage.conversations.list_order import cursor_of, parts_of
from bot.storage.database import SqlDatabase
from bot.storage.notices import mails, readers
from bot.storage.support import ticket_reading
from tests.storage.conversations.talking import NOW

AGENT = Agent(1, "x@northstar.example", "X", "technical", frozenset({AgentRole.HELPDESK_AGENT}))
WAITING, MINE, TEAM = (
    overview._LIST.where(*overview._conditions(ConversationQuery(view, own=("commercial",)), AGENT)).limit(51)
    for view in (View.WAITING, View.MINE, View.TEAM)
)
LEASE = Lease("worker", NOW, timedelta(minutes=5))
OPENERS = (
    "tickets USING INDEX ix_tickets_contact_id (contact_id=?)",
    "tickets USING INDEX ix_tickets_confirmed_address (confirmed_address=?)",
)
SPEAKERS = (
    "conversations USING INDEX ix_conversations_contact_id (contact_id=?)",
    "conversations USING INDEX ix_conversations_strangers (confirmed_address=?)",
)
"""The indexes of what is one's own: a contact's, and that of who proved an address."""
WHOSE = {"contact": 1, "address": None}
OWN = (own._LATEST.params(via="x", **WHOSE), own._LISTED.params(most=9, **WHOSE), own._UNREAD.params(**WHOSE))
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
    (conversations._QUEUED, "SCAN conversations USING INDEX ix_conversations_queued"),
    (conversations._BEFORE, "ix_conversations_queued (queue=?"),
    (overview._COUNT.params(me=1, own=["commercial"]), "SCAN conversations USING INDEX ix_conversations_open"),
    (overview._CALLING, "SCAN conversations USING INDEX ix_conversations_open"),
    (mails.due_by(LEASE, 4), "SCAN mails USING INDEX ix_mails_under_way"),
    (readers.left_since(NOW, 50), "USING INDEX ix_conversations_last_at (last_at>?)"),
    (TEAM, "ix_conversations_open (queue=?"),
    (MINE, "ix_conversations_held (owner_agent=?"),
    *((query, f"SEARCH {index}") for query in (ticket_reading._BESIDE, ticket_reading._WITH_NEWS) for index in OPENERS),
    *((query, f"SEARCH {index}") for query in OWN for index in SPEAKERS),
    (conversations._POSITION, "ix_conversations_queued (queue=?"),
]
CUSTOMERS, VISITORS = (f"USING INDEX ix_conversations_waiting_{who}" for who in ("customers", "visitors"))
PARTS = {
    "": [f"SCAN conversations {CUSTOMERS}", f"SEARCH conversations {VISITORS} (contact_id=?)"],
    cursor_of(View.WAITING, Place(Rank.CUSTOMER, NOW, "x"), NOW): [
        f"SEARCH conversations {CUSTOMERS} ((waiting_since,id)>(?,?))",
        f"SEARCH conversations {VISITORS} (contact_id=?)",
    ],
    cursor_of(View.WAITING, Place(Rank.VISITOR, NOW, "x"), NOW): [
        f"SEARCH conversations {VISITORS} (contact_id=? AND (waiting_since,id)>(?,?))"
    ],
}
"""How the parts of the list of those who wait are read: from its beginning, from a customer on, from a visitor on."""


@pytest.fixture(scope="module")
def planner(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlDatabase]:
    path = tmp_path_factory.mktemp("plans") / "desk.db"
    shutil.copy(migrated_file, path)
    opened = SqlDatabase(f"sqlite:///{path}")
    yield opened
    opened.close()


def plan_of(planner: SqlDatabase, query: Select[Any]) -> str:
    with planner.connection() as connection:
        compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
        values = (None,) * len(compiled.positiontup or ())
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values or None)
        return " | ".join(row.detail for row in rows)


@pytest.mark.parametrize(("query", "expected"), PLANS, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_a_frequent_question_is_answered_by_its_index(planner: SqlDatabase, query: Any, expected: str) -> None:
    plan = plan_of(planner, query)
    assert expected in plan, plan
    assert "SCAN invoices" not in plan
    assert "SCAN messages" not in plan
    assert "SCAN ticket_events" not in plan


@pytest.mark.parametrize("cursor", PARTS)
def test_who_waits_is_read_in_the_order_of_the_list_and_sorted_never(planner: SqlDatabase, cursor: str) -> None:
    plans = [plan_of(planner, part) for part in parts_of(WAITING, View.WAITING, cursor)]
    assert [plan[: len(expected)] for plan, expected in zip(plans, PARTS[cursor], strict=True)] == PARTS[cursor]
    assert not [plan for plan in plans if "ORDER BY" in plan]
