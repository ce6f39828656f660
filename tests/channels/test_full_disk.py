"""A desk whose disk is full: customers are told to come again, the monitoring system is told, nothing is lost."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.channels import health
from bot.storage import database as database_module
from tests.fixtures.desk import database_of, desk_in
from tests.fixtures.room import Room
from tests.fixtures.talk import Customer, enter

WELL = (200, {"desk": "ok", "engine": "ok", "database": "ok"})
FULL = (503, {"desk": "ok", "engine": "ok", "database": "down"})
WORDS = "words " * 1000


@pytest.fixture
def desk(room: Room, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a disk that has room so far."""
    made = desk_in(tmp_path, room.url)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def health_looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)


async def told_by_health(customer: Customer) -> tuple[int, Any]:
    answer = await customer.client.get("/health")
    return answer.status, await answer.json()


async def sent(customer: Customer, number: int) -> str | None:
    """The id of a message that was taken; None for one that was refused as it should be."""
    answer = await customer.post({"type": "message", "text": f"{number} {WORDS}"})
    told = await answer.json()
    if answer.status == 200:
        return str(told["id"])
    assert (answer.status, told["error"]["code"], answer.headers["Retry-After"]) == (503, "storage_busy", "1")
    return None


async def test_a_full_disk_is_told_in_words_and_by_health_and_loses_nothing_that_was_taken(
    room: Room, desk: Desk, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = await enter(await serve(desk), desk)
    assert await told_by_health(customer) == WELL
    taken = [await sent(customer, number) for number in range(3)]
    room.fill(database_of(desk))
    tried = [await sent(customer, number) for number in range(3, 60)]
    assert None in tried
    assert await told_by_health(customer) == FULL
    room.free(database_of(desk))
    monkeypatch.setattr(database_module, "monotonic", lambda: monotonic() + database_module.FULL_SECONDS)
    assert await told_by_health(customer) == WELL
    last = await sent(customer, 60)
    assert last is not None
    await customer.until(lambda activity: activity["id"] == last)
    kept = [activity["id"] for activity in customer.seen if activity["from"]["role"] == "user"]
    assert kept == [each for each in (*taken, *tried, last) if each is not None]
