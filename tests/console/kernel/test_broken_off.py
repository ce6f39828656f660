"""An answer that fails after its beginning was sent ends, and whoever reads it knows that it is not complete."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from bot.bootstrap import Desk
from bot.console.conversations.live_page import LivePage
from bot.console.kernel.guard import COOKIE
from bot.console.staff import audit
from bot.domain.kernel.errors import StorageBusy
from bot.domain.staff.audit import Action
from bot.services.staff.audit import Audit
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW

Serve = Callable[..., Any]
LONG = 30
"""Seconds after which an answer counts as one that never ends."""


async def read(console: Console, path: str) -> tuple[int, bytes, bool]:
    """Status, what arrived, and whether it arrived whole."""
    headers = {"Cookie": f"{COOKIE}={console.cookies[COOKIE]}"}
    arrived = b""
    async with (
        asyncio.timeout(LONG),
        console.client.session.get(console.client.make_url(f"/console{path}"), headers=headers) as answer,
    ):
        try:
            while part := await answer.content.readany():
                arrived += part
        except aiohttp.ClientPayloadError:
            return answer.status, arrived, False
        return answer.status, arrived, True


@pytest.fixture
def long_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Three entries, of which two are read at once."""
    monkeypatch.setattr(audit, "A_PORTION", 2)
    for number in range(3):
        desk.staff.audit.note(agent_in(desk, "helpdesk"), Action.SEARCHED, NOW, subject=f"entry-{number}.")
    return desk


@pytest.mark.parametrize("failure", [StorageBusy(), ValueError("a defect"), OverflowError("a defect")])
async def test_a_file_that_fails_half_way_ends_and_is_seen_to_be_cut_short(
    long_log: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: Any, failure: Exception
) -> None:
    console = await signed_in(await serve(long_log), "globaladmin")
    whole = await read(console, "/audit.csv?action=searched")
    entries = Audit.entries

    def failing(self: Audit, *arguments: Any, below: int | None = None, **more: Any) -> Any:
        if below is not None:
            raise failure
        return entries(self, *arguments, **more)

    monkeypatch.setattr(Audit, "entries", failing)
    status, arrived, complete = await read(console, "/audit.csv?action=searched")
    assert (whole[0], whole[2], status, complete) == (200, True, 200, False)
    assert whole[1].startswith(arrived)
    assert b"entry-0." in whole[1]
    assert b"entry-0." not in arrived
    assert type(failure).__name__ in caplog.text
    monkeypatch.undo()
    assert await read(console, "/audit.csv?action=searched") == whole, "the desk goes on"


async def test_a_file_that_fails_at_once_is_refused_in_words(
    long_log: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = await signed_in(await serve(long_log), "globaladmin")

    def busy(*_: Any, **__: Any) -> Any:
        raise StorageBusy()

    monkeypatch.setattr(Audit, "entries", busy)
    status, arrived, complete = await read(console, "/audit.csv")
    assert (status, complete) == (503, True)
    assert b"<html" in arrived


async def test_a_live_page_whose_drawing_fails_is_let_go_so_that_it_comes_back(
    desk: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    console = await signed_in(await serve(desk), "helpdesk")

    def broken(_: LivePage) -> str:
        raise ValueError("a defect")

    monkeypatch.setattr(LivePage, "lists", broken)
    status, arrived, complete = await read(console, "/live?view=waiting")
    assert (status, complete) == (200, False)
    assert arrived.startswith(b"retry: 1000")
    assert "a defect" in caplog.text
