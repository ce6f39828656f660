"""Microsoft's own Web Chat, as it is, on a site of another origin: it renders, sends, is answered, speaks French."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page, expect

from bot.domain.notices.unread import GONE_AFTER
from bot.site.signing import sign
from tests.browser.chat.answers import answer
from tests.browser.chat.test_embedding import free_port
from tests.browser.conftest import VENDORED
from tests.browser.served import Served
from tests.browser.watched import Log, watch
from tests.fixtures.console import agent_in
from tests.fixtures.desk import database_of
from tests.services.notices.mailing import NOWHERE, SECRET, queued

SCRIPT = VENDORED.read_bytes() if VENDORED.exists() else b""
CONTACT = "compta@fabrikam.example"
PAGE = """<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Shop</h1>
<div id="chat" style="height: 90vh"></div>
<script src="/webchat.js"></script>
<script>
  async function start(desk, body) {
    const domain = `${desk}/v3/directline`;
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${domain}/tokens/generate`, { method: "POST", headers, body: JSON.stringify(body) });
    const { token } = await answer.json();
    const conversationStartProperties = { locale: body.locale };
    const directLine = WebChat.createDirectLine({ domain, token, conversationStartProperties });
    window.store = WebChat.createStore();
    WebChat.renderWebChat({ directLine, store, locale: body.locale }, document.getElementById("chat"));
  }
</script>"""


class Shop:
    """A site that has nothing of the desk's: Microsoft's file, and a few lines as docs/widget.md shows them."""

    def __init__(self, browser: Browser, served: Served, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._browser, self._served, self._port = browser, served, port
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)

    def _app(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/", self._page), web.get("/webchat.js", self._script)])
        return app

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async def _script(self, _: web.Request) -> web.Response:
        return web.Response(body=SCRIPT, content_type="text/javascript")

    async def open(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def close(self) -> None:
        await self._runner.cleanup()

    def visit(self, **body: Any) -> tuple[Page, Log]:
        """A browser with the shop's page open, in which the chat has begun."""
        context = self._browser.new_context()
        log = watch(context)
        page = context.new_page()
        page.goto(self.url)
        page.evaluate(
            "([desk, body]) => start(desk, body).catch(() => {})", [self._served.url, {"locale": "en", **body}]
        )
        return page, log


@pytest.fixture(params=["named", "unnamed"], scope="module")
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[Shop, Served, bool]]:
    """The shop, the desk, and whether the desk names the shop's origin."""
    port, named = free_port(), request.param == "named"
    origins = (f"http://127.0.0.1:{port}",) if named else ()
    own: dict[str, Any] = {"smtp": NOWHERE, "mail_secret": SECRET, "frame_ancestors": origins}
    with Served(tmp_path_factory.mktemp("desk"), demo_sign_in=False, **own) as served:
        served.engine.script = answer
        site = Shop(browser, served, port)
        served.run(site.open())
        yield site, served, named
        served.run(site.close())


def bubble(page: Page, text: str) -> Any:
    return page.locator(".webchat__bubble__content", has_text=text)


def thread_of(served: Served) -> str:
    """The contact's conversation."""
    with database_of(served.desk).reading() as work:
        person = work.customers.people.by_email(CONTACT)
        assert person is not None
        latest = work.conversations.own.latest("directline", asked_by=person.identity)
    assert latest is not None
    return latest.id


def say(page: Page, text: str) -> None:
    box = page.locator("[data-id='webchat-sendbox-input']")
    box.fill(text)
    box.press("Enter")


def test_a_visitor_writes_and_is_answered_only_on_a_site_that_is_named(shop: tuple[Shop, Served, bool]) -> None:
    site, served, named = shop
    page, log = site.visit()
    if not named:
        page.wait_for_timeout(1500)
        assert page.locator(".webchat__bubble__content").count() == 0
        assert any("CORS" in error for error in log.errors)
        page.context.close()
        return
    expect(bubble(page, "Northstar").first).to_be_visible()
    say(page, "please show my invoice")
    expect(bubble(page, "NS-104231").first).to_be_visible()
    expect(page.locator(".ac-adaptiveCard").get_by_text("1,476.60").first).to_be_visible()
    page.locator(".ac-pushButton", has_text="Explain this invoice").click()
    expect(bubble(page, "You chose /explain_charge")).to_be_visible()
    assert log.errors == []
    assert all(url.startswith(f"{site.url}/") for url in log.foreign(served.url))
    page.context.close()


def test_a_value_without_words_is_answered_in_a_sentence_of_the_locale_at_the_start(
    shop: tuple[Shop, Served, bool],
) -> None:
    site, _, named = shop
    if not named:
        pytest.skip("only where the desk may be asked")
    page, log = site.visit(locale="fr-FR")
    expect(bubble(page, "Bonjour").first).to_be_visible()
    activity = {"type": "message", "value": {"reason": "a form of another program"}}
    action = {"type": "DIRECT_LINE/POST_ACTIVITY", "meta": {"method": "keyboard"}, "payload": {"activity": activity}}
    page.evaluate(f"store.dispatch({json.dumps(action)})")
    expect(bubble(page, "pas pu lire cet envoi").first).to_be_visible()
    say(page, "what")
    expect(page.get_by_role("button", name="Support hours").first).to_be_visible()
    assert log.errors == []
    page.context.close()


def test_what_it_showed_is_not_mailed_and_what_came_after_it_left_is(shop: tuple[Shop, Served, bool]) -> None:
    site, served, named = shop
    if not named:
        pytest.skip("only where the desk may be asked")
    desk = served.desk
    page, _ = site.visit(identity=sign(desk.settings, CONTACT, served.now))
    expect(bubble(page, "Hello").first).to_be_visible()
    say(page, "hello there")
    expect(bubble(page, "You said hello there")).to_be_visible()
    thread = thread_of(served)
    sofia = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(thread, asked_by=sofia, now=served.now)
    desk.staff.writing.reply(thread, "Read in the chat.", event_id="a", asked_by=sofia, now=served.now)
    expect(bubble(page, "Read in the chat.")).to_be_visible()
    unread = desk.conversations.own.unread
    assert unread(thread) > 0, "this client never says what was seen"
    say(page, "thank you")
    page.wait_for_function("document.querySelectorAll('.webchat__bubble--from-user').length === 2")
    for _ in range(100):
        if unread(thread) == 0:
            break
        page.wait_for_timeout(100)
    assert unread(thread) == 0, "who writes below has read what stands above"
    page.context.close()
    later = served.now + timedelta(minutes=1)
    desk.staff.writing.reply(thread, "Written to nobody.", event_id="b", asked_by=sofia, now=later)
    assert desk.notices.unread.queue_due(later + GONE_AFTER) == 1
    (mail,) = [each for each in queued(desk) if each.kind == "reply"]
    assert "Written to nobody." in mail.text
    assert "Read in the chat." not in mail.text
    assert desk.notices.unread.queue_due(later + 2 * GONE_AFTER) == 0
