"""A desk on SQLite, a fake engine, and a web client."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from tests.fixtures.desk import desk_in
from tests.fixtures.fake_engine import FakeEngine, running_fake_engine


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")


@pytest.fixture
async def fake_engine() -> AsyncIterator[FakeEngine]:
    async with running_fake_engine() as engine:
        yield engine


@pytest.fixture
async def serve(fake_engine: FakeEngine) -> AsyncIterator[Callable[..., object]]:
    """Starts a desk's web application in front of the fake engine; all are stopped at the end."""
    clients: list[TestClient] = []

    async def start(desk: Desk, **changes: object) -> TestClient:
        settings = replace(desk.settings, engine_url=fake_engine.url, **changes)  # type: ignore[arg-type]
        client = TestClient(TestServer(build_app(replace(desk, settings=settings)), host="127.0.0.1"))
        await client.start_server()
        clients.append(client)
        return client

    yield start
    for client in clients:
        await client.close()
