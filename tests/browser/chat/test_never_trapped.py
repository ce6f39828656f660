"""Whatever becomes of the frame, the page around it says so in words, names other ways, and lets one out."""

import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import NETWORK, OWN, wait_for_focus
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe

PAGE = """<!doctype html><html lang="{lang}"><title>Portal</title><main><h1>Portal</h1></main>
<script src="{desk}/widget.js" defer></script>"""


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    served.engine.script = answer


class Site:
    """A page of another origin, with the policy and language a test wishes."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.policy = ""
        self.language = "en"
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        app = web.Application()
        app.add_routes([web.get("/", self._page)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def _page(self, _: web.Request) -> web.Response:
        headers = {"Content-Security-Policy": self.policy.format(desk=self._served.url)} if self.policy else {}
        text = PAGE.format(desk=self._served.url, lang=self.language)
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def open(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def close(self) -> None:
        await self._runner.cleanup()


@pytest.fixture(scope="module")
def strangers(served: Served) -> Iterator[Site]:
    """A site the desk does not name."""
    site = Site(served)
    served.run(site.open())
    yield site
    served.run(site.close())


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site the desk names, with a desk of its own."""
    origins: list[str] = []
    with Served(tmp_path_factory.mktemp("named"), frame_ancestors=origins) as desk:
        site = Site(desk)
        origins.append(site.url.rstrip("/"))
        desk.stop()
        desk.start()
        desk.run(site.open())
        yield site
        desk.run(site.close())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def assert_card(chat: Chat, *words: str) -> None:
    expect(chat.card).to_be_visible()
    for word in words:
        expect(chat.card).to_contain_text(word)
    expect(chat.card.locator("a[href='tel:+33199001234']")).to_be_visible()
    expect(chat.card.locator("a[href='mailto:support@northstar.example']")).to_be_visible()


def test_a_site_nobody_named_gets_the_card_at_once_in_its_language(page: Page, strangers: Site) -> None:
    strangers.policy, strangers.language = "", "fr"
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(strangers.url)
    chat = Chat(page)
    chat.launcher.click()
    assert_card(chat, "ne peut pas s’afficher sur cette page", "Appeler le +33 1 99 00 12 34")
    assert any("widget.origins" in line for line in said), "the site's developers learn what to do"
    assert page.locator("partner-desk iframe").count() == 0
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()


def test_trying_again_where_the_browser_refuses_the_frame_ends_at_the_card_again(page: Page, strangers: Site) -> None:
    strangers.policy, strangers.language = "", "en"
    page.goto(strangers.url)
    chat = Chat(page)
    chat.launcher.click()
    chat.card.get_by_role("button", name="Try again").click()
    expect(page.locator("partner-desk iframe")).to_have_count(1)
    assert_card(chat, "does not answer at the moment")


def test_a_page_whose_own_policy_forbids_the_frame_gets_the_card_at_once(page: Page, named: Site) -> None:
    named.policy = "default-src 'none'; script-src {desk}"
    page.goto(named.url)
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.card).to_be_visible(timeout=3000)
    assert_card(chat, "cannot be shown on this page")
    chat.card.get_by_role("button", name="Close").click()
    expect(chat.panel).to_be_hidden()


def test_a_frame_without_a_sign_of_life_is_given_up_after_eight_seconds_and_can_be_tried_again(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK,))
    page.clock.install()
    held: list[Any] = []
    page.route("**/widget/?*", lambda route: held.append(route))  # neither answered nor refused
    chat = Chat(page)
    chat.launcher.click()
    page.clock.run_for(7000)
    expect(chat.card).to_be_hidden()
    expect(chat.line).to_have_text("Connecting…")
    expect(chat.tool("Close the support chat")).to_be_visible()
    page.clock.run_for(1500)
    assert_card(chat, "does not answer at the moment")
    held[0].abort()
    page.unroute("**/widget/?*")
    page.clock.resume()
    chat.card.get_by_role("button", name="Try again").click()
    chat.ready()
    expect(chat.card).to_be_hidden()


def test_a_frame_that_comes_after_all_takes_its_place(visit: Visit) -> None:
    page = visit()
    page.clock.install()
    held: list[Any] = []
    page.route("**/widget/?*", lambda route: held.append(route))
    chat = Chat(page)
    chat.launcher.click()
    page.clock.run_for(9000)
    expect(chat.card).to_be_visible()
    page.clock.resume()
    held[0].continue_()
    chat.ready()
    expect(chat.card).to_be_hidden()
    page.unroute("**/widget/?*")


@pytest.mark.parametrize("part", ["vendor/webchat.js", "chat.js", "chat-look.js"])
def test_a_frame_one_of_whose_parts_does_not_come_is_given_up_at_once(visit: Visit, part: str) -> None:
    page = visit(expected_errors=(NETWORK, "Uncaught", "TypeError", "undefined", OWN))
    page.route(f"**/{part}", lambda route: route.abort())
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.card).to_be_visible(timeout=7000)
    wait_for_focus(page, "Try again")
    page.unroute(f"**/{part}")
    page.keyboard.press("Enter")
    chat.ready()
    wait_for_focus(page, "webchat-sendbox-input")


def test_a_desk_that_is_away_is_said_with_the_other_ways(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, "ERR_CONNECTION", "net::"))
    chat = Chat(page)
    with served.away():
        chat.launcher.click()
        assert_card(chat, "does not answer")
    chat.card.get_by_role("button", name="Try again").click()
    chat.ready()


def test_the_panels_words_for_what_goes_wrong_name_the_other_ways_too(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, OWN))
    page.route("**/tokens/generate", lambda route: route.abort())
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.notice.locator("a[href='tel:+33199001234']")).to_be_visible()
    expect(chat.notice.locator("a[href='mailto:support@northstar.example']")).to_be_visible()
