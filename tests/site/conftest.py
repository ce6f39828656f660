"""The site on a desk with the cast."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Desk
from bot.site.app import add_site
from bot.web.problems import answer_problems
from tests.fixtures.desk import NOW, desk_in

Client = TestClient[web.Request, web.Application]


class Serving(Protocol):
    """Serves the site with some settings, the clock or the partner changed."""

    def __call__(self, *, now: datetime = NOW, **changes: Any) -> AbstractAsyncContextManager[Client]: ...


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the cast as of a Wednesday morning."""
    folder = tmp_path_factory.mktemp("site")
    built = desk_in(folder, f"sqlite:///{folder / 'desk.db'}", demo_sign_in=True)
    yield built
    built.close()


@pytest.fixture
def serving(desk: Desk) -> Serving:
    """Serves the site."""

    @asynccontextmanager
    async def serve(*, now: datetime = NOW, **changes: Any) -> AsyncIterator[Client]:
        app = web.Application(middlewares=[answer_problems])
        partner = changes.pop("partner", desk.partner)
        settings = replace(desk.settings, **changes)
        add_site(app, replace(desk, clock=lambda: now, settings=settings, partner=partner))
        async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
            yield client

    return serve


@pytest.fixture
async def site(serving: Serving) -> AsyncIterator[Client]:
    """The site as the demo shows it."""
    async with serving() as client:
        yield client


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    """An installation's folder of keys, not yet there."""
    return tmp_path / "keys"
