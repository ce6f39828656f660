"""Health answers at once, whatever it costs to find out, and however often somebody asks."""

from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.channels import health
from tests.fixtures.desk import database_of


async def test_who_asks_health_often_costs_the_database_one_write(
    desk: Desk, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "FRESH_SECONDS", 3600.0)
    asked = 0
    ping = database_of(desk).ping

    def counted() -> None:
        nonlocal asked
        asked += 1
        ping()

    monkeypatch.setattr(database_of(desk), "ping", counted)
    client = await serve(desk)
    for _ in range(20):
        assert (await client.get("/health")).status == 200
    assert asked == 1


async def test_a_database_that_takes_no_write_in_time_is_down_and_does_not_keep_health_waiting(
    desk: Desk, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.05)
    client = await serve(desk)
    with database_of(desk).connection() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE counters")
        answer = await client.get("/health")
        assert (answer.status, await answer.json()) == (503, {"desk": "ok", "engine": "ok", "database": "down"})
