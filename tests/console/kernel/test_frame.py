"""The frame every page stands in: headers, ways on when something goes wrong, and what a role is shown."""

import re
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.console import app as console
from bot.console.app import PAGES
from bot.console.kernel.addresses import own_path
from bot.console.kernel.frame import Frame
from bot.console.kernel.guard import signed_in as for_everybody
from bot.console.kernel.sections import SECTIONS
from bot.domain.kernel.errors import StaleVersion, StorageBusy
from bot.domain.staff.agents import Permission
from tests.console.kernel.words import TEXTS
from tests.fixtures.console import Console, signed_in
from tests.fixtures.desk import database_of

Serve = Callable[..., Awaitable[TestClient]]


class Breaking:
    """Pages that go wrong in every way a page can."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/breaks", self.breaks), web.get("/busy", self.busy), web.post("/taken", self.taken)]

    @for_everybody
    async def breaks(self, _: web.Request) -> web.Response:
        raise RuntimeError("the secret inside of the desk")

    @for_everybody
    async def busy(self, _: web.Request) -> web.Response:
        raise StorageBusy()

    @for_everybody
    async def taken(self, _: web.Request) -> web.Response:
        raise StaleVersion()


@pytest.fixture
async def client(serve: Serve, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The desk with pages that break."""
    monkeypatch.setattr(console, "PAGES", (*PAGES, Breaking))
    return await serve(desk)


@pytest.fixture
async def agent(client: TestClient) -> Console:
    return await signed_in(client, "helpdesk")


@pytest.mark.parametrize(
    "address",
    ["/console", "/console/", "/console/reports?period=7&from=2026-11-01", "/console/c/abc-1", "/console?x=%2F"],
)
def test_a_page_of_the_console_may_come_next(address: str) -> None:
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "", "/", "//evil.example", "https://evil.example/console/", "/console//evil.example", "/\\evil.example",
        "/console/\\evil", "/console.evil.example", "/consoles/", "/console/../site", "/console/./x", "/site",
        "javascript:alert(1)", "/console/\r\nSet-Cookie: a=b", "/console/ x", "console/", "\t/console/",
    ],
)  # fmt: skip
def test_nothing_that_could_be_another_site_may_come_next(address: str) -> None:
    assert own_path(address) is None


async def test_without_a_session_every_page_leads_to_sign_in_and_back(client: TestClient) -> None:
    visitor = Console(client)
    answer = await visitor.get("/reports?period=7")
    assert answer.status == 303
    assert answer.headers["Location"] == "/console/sign-in?next=%2Fconsole%2Freports%3Fperiod%3D7"
    assert (await visitor.get("")).headers["Location"] == "/console/"


@pytest.mark.parametrize("path", ["/sign-in", "/nothing", "/breaks", "/busy", "/", "/static/x/y"])
async def test_every_answer_carries_the_strict_headers(client: TestClient, agent: Console, path: str) -> None:
    for who in (agent, Console(client)):
        headers = (await who.get(path)).headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


async def test_static_files_are_kept_by_their_content(client: TestClient) -> None:
    visitor = Console(client)
    sheet = re.search(r'href="(/console/static/[0-9a-f]{16}/base\.css)"', await visitor.page("/sign-in"))
    assert sheet
    answer = await visitor.get(sheet[1])
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


async def test_an_unknown_address_is_a_page_with_a_way_on(agent: Console) -> None:
    answer = await agent.get("/nothing")
    text = await answer.text()
    assert answer.status == 404
    assert "There is no such page" in text
    assert '<nav id="menu"' in text
    assert 'href="/console/"' in text


async def test_a_crash_gives_a_reference_and_nothing_of_the_inside(agent: Console) -> None:
    answer = await agent.get("/breaks")
    text = await answer.text()
    assert answer.status == 500
    assert re.search(r"reference: [0-9a-f]{12}\.", text)
    assert "secret" not in text
    assert "RuntimeError" not in text


async def test_a_refusal_is_a_page_or_a_notice_on_the_page_that_is_open(agent: Console) -> None:
    page = await agent.post("/taken")
    assert (page.status, "<html" in await page.text()) == (409, True)
    part = await agent.post("/taken", headers={"HX-Request": "true"})
    assert part.status == 409
    assert (part.headers["HX-Retarget"], part.headers["HX-Reswap"]) == ("#alert", "innerHTML")
    assert await part.text() == f'<p class="notice bad">{TEXTS.say("frame.problem.stale_version", "en")}</p>'


async def test_a_busy_desk_says_that_nothing_was_changed(agent: Console) -> None:
    answer = await agent.get("/busy")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert "Nothing was changed" in await answer.text()


async def test_a_page_htmx_asks_for_after_the_session_ended_leads_to_sign_in(client: TestClient) -> None:
    answer = await Console(client).get("/nothing", headers={"HX-Request": "true"})
    assert answer.status == 401
    assert answer.headers["HX-Redirect"].startswith("/console/sign-in")


async def test_the_way_back_from_a_problem_never_leads_to_another_site(agent: Console) -> None:
    own = str(agent.client.make_url("/console/reports?period=7"))
    assert 'href="/console/reports?period=7"' in await (await agent.get("/busy", headers={"Referer": own})).text()
    foreign = await (await agent.get("/busy", headers={"Referer": "https://evil.example/console/x"})).text()
    assert "evil" not in foreign
    assert "/console/x" not in foreign


async def test_a_chosen_language_is_kept_and_the_page_stays(agent: Console) -> None:
    assert '<html lang="en"' in await (await agent.get("/nothing")).text()
    assert await agent.done("/language", {"language": "fr", "next": "/console/nothing?a=1"}) == "/console/nothing?a=1"
    text = await (await agent.get("/nothing")).text()
    assert '<html lang="fr"' in text
    assert "Cette page n’existe pas" in text
    elsewhere = await signed_in(agent.client, "helpdesk")
    assert '<html lang="fr"' in await (await elsewhere.get("/nothing")).text()


async def test_choosing_a_language_neither_leaves_the_console_nor_takes_any(agent: Console) -> None:
    assert await agent.done("/language", {"language": "fr", "next": "//evil.example/console/"}) == "/console/"
    assert (await agent.post("/language", {"language": "tlh", "next": "/console/"})).status == 400


async def test_before_sign_in_the_browsers_language_is_spoken_or_the_one_chosen_in_it(client: TestClient) -> None:
    visitor = Console(client, headers={"Accept-Language": "fr-FR,fr;q=0.9"})
    assert '<html lang="fr"' in await visitor.page("/sign-in")
    await visitor.done("/language", {"language": "en", "next": "/console/sign-in"})
    assert '<html lang="en"' in await visitor.page("/sign-in")


@pytest.mark.parametrize("name", ["globaladmin", "useradmin", "helpdesk", "billing", "sales"])
async def test_the_navigation_shows_only_what_the_role_may(client: TestClient, desk: Desk, name: str) -> None:
    who = await signed_in(client, name)
    text = await (await who.get("/nothing")).text()
    with database_of(desk).reading() as work:
        account = work.staff.agents.account_by_email(f"{name}@northstar.example")
    assert account is not None
    shown = re.findall(r'<li><a href="(/console[^"]*)"', text)
    may = [s.path for s in SECTIONS if any(permission in account.agent.permissions for permission in s.permissions)]
    assert shown == may
    assert (Permission.MANAGE_AGENTS in account.agent.permissions) == ("/console/accounts" in shown)
