"""A loop that looks for work outlives whatever a look meets, says so in the log, and ends when it is cancelled."""

import asyncio
import logging

import pytest

from bot.alerting import looking
from bot.domain.kernel.errors import StorageBusy
from tests.fixtures.patience import PATIENCE

log = logging.getLogger("bot.alerting.test")


async def test_no_look_ends_the_looking(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(looking, "LOOK_SECONDS", 0.0)
    meets: list[Exception | None] = [StorageBusy(), RuntimeError("a defect"), None]
    done = asyncio.Event()

    async def look() -> None:
        if not meets:
            done.set()
        elif (met := meets.pop(0)) is not None:
            raise met

    with caplog.at_level(logging.INFO, log.name):
        running = asyncio.create_task(looking.look_forever(look, "parcels", log))
        await asyncio.wait_for(done.wait(), PATIENCE)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert told == [
        ("INFO", "parcels put off: storage_busy"),
        ("ERROR", "looking for parcels failed; the next look follows"),
    ]
