"""The chat on a site of another origin, whose own policy allows no more than docs/widget.md asks for."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from aiohttp import web
from playwright.sync_api import Browser

from bot.site.signing import sign
from tests.browser.served import Served
from tests.browser.watched import Chat, violations, watch

POLICY = "default-src 'none'; script-src {desk}; frame-src {desk}; connect-src 'self'"
PAGE = """<!doctype html><html lang="en"><title>Portal</title><h1>Portal</h1>
<script src="{desk}/widget.js" defer data-identity-url="/desk-identity"></script>"""


class Portal:
    """A partner's own site: one page, and who is signed in there."""

    def __init__(self, served: Served, port: int) -> None:
        self._served = served
        self.port = port
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/", self._page), web.get("/desk-identity", self._identity)])
        return app

    async def _page(self, _: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": POLICY.format(desk=self._served.url)}
        return web.Response(text=PAGE.format(desk=self._served.url), content_type="text/html", headers=policy)

    async def _identity(self, _: web.Request) -> web.Response:
        statement = sign(self._served.desk.settings, "billing@contoso.example", self._served.now)
        return web.json_response({"identity": statement})

    async def open(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def close(self) -> None:
        await self._runner.cleanup()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["named", "unnamed"], scope="module")
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Portal, bool]]:
    """A portal, and whether the desk names it among those that may embed the chat."""
    port, named = free_port(), request.param == "named"
    origins = (f"http://127.0.0.1:{port}",) if named else ()
    with Served(tmp_path_factory.mktemp("desk"), demo_sign_in=False, frame_ancestors=origins) as served:
        site = Portal(served, port)
        served.run(site.open())
        yield site, named
        served.run(site.close())


def test_the_chat_knows_the_portals_customer_only_where_it_may_be_embedded(
    browser: Browser, portal: tuple[Portal, bool]
) -> None:
    site, named = portal
    context = browser.new_context()
    log = watch(context)
    page = context.new_page()
    page.goto(site.url)
    chat = Chat(page)
    chat.launcher.click()
    if named:
        chat.ready().sees("Amelia Hart")
        assert (violations(page), log.errors) == ([], [])
    else:
        chat.card.wait_for()
        assert page.locator("partner-desk iframe").count() == 0
        chat.card.get_by_role("button", name="Try again").click()  # by whatever means: the browser refuses it as well
        page.wait_for_timeout(1500)
        assert chat.frame.locator("#chat").count() == 0
        assert any("frame-ancestors" in error for error in log.errors)
    context.close()
