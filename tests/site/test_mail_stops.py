"""The link that ends mails about one thing, and the demonstration's mails."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from bot.mail.catching import CatchingTransport
from tests.fixtures.desk import desk_in
from tests.fixtures.patience import PATIENCE
from tests.services.notices.mailing import VISITOR, answer, open_ticket, queued
from tests.site.conftest import Client


@pytest.fixture
def posting(tmp_path: Path) -> Iterator[Desk]:
    """A demonstration: it mails, to nobody."""
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}", demo_sign_in=True)
    yield made
    made.close()


@asynccontextmanager
async def served(desk: Desk) -> AsyncIterator[Client]:
    async with TestClient[web.Request, web.Application](TestServer(build_app(desk))) as client:
        yield client


def link_of(desk: Desk) -> str:
    stop = queued(desk)[-1].stop_url
    return str(stop).removeprefix(desk.settings.public_url)


async def test_following_the_link_changes_nothing_and_the_button_ends_the_mails(posting: Desk) -> None:
    open_ticket(posting, None, "fr")
    async with served(posting) as client:
        link = link_of(posting)
        page = await (await client.get(link)).text()
        assert '<html lang="fr">' in page
        assert "Nous vous envoyons des e-mails sur le ticket T-1003." in page
        assert VISITOR not in page
        assert answer(posting, "T-1003", "Still mailed.").mailed_to == VISITOR
        stopped = await client.post(link, data={"List-Unsubscribe": "One-Click"})
        assert stopped.status == 200
        assert "Vous ne recevez plus" in await stopped.text()
        assert answer(posting, "T-1003", "Not mailed.").mailed_to is None
        again = await client.post(link.replace("?", "/again?"))
        assert "Nous vous envoyons" in await again.text()
        assert answer(posting, "T-1003", "Mailed again.").mailed_to == VISITOR


async def test_a_mail_program_may_send_its_one_click_in_parts_and_without_an_origin(posting: Desk) -> None:
    open_ticket(posting, None)
    async with served(posting) as client:
        parts = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        assert (await client.post(link_of(posting), data=parts, headers=headers)).status == 200
    assert answer(posting, "T-1003", "Not mailed.").mailed_to is None


async def test_a_made_up_link_and_a_missing_one_look_the_same(posting: Desk) -> None:
    open_ticket(posting, None)
    async with served(posting) as client:
        link = link_of(posting).partition("?")[0]
        other = link[:-1] + ("0" if link[-1] != "0" else "1")
        for made_up in (other, "/mail/stop/" + "0" * 80, "/mail/stop/x", link[:-1]):
            for ask in (client.get, client.post):
                assert (await ask(made_up)).status == 404
    assert answer(posting, "T-1003", "Mailed.").mailed_to == VISITOR


async def test_the_demonstrations_mails_are_shown_newest_first_and_run_nothing(posting: Desk) -> None:
    async with served(posting) as client:
        assert "None yet." in await (await client.get("/demo/mail?lang=en")).text()
        assert "Aucun pour l’instant" in await (await client.get("/demo/mail?lang=fr")).text()
        open_ticket(posting, "it@contoso.example", text="<script>alert(1)</script>")
        answer(posting, "T-1003", "Please <b>restart</b> it.")
        caught = CatchingTransport(posting.settings.caught_mail)
        async with asyncio.timeout(PATIENCE):
            while not any("restart" in str(mail) for mail in caught.caught()):
                await asyncio.sleep(0.05)
        page = await (await client.get("/demo/mail?lang=en")).text()
        names = re.findall(r'href="/demo/mail/(\d+)"', page)
        assert len(names) >= 2
        assert names == sorted(names, reverse=True)
        assert "<script>alert" not in page
        pages = {name: await (await client.get(f"/demo/mail/{name}")).text() for name in names}
        name, one = next((name, text) for name, text in pages.items() if "restart" in text)  # others are agents' alerts
        assert "To it@contoso.example" in one
        assert "Auto-Submitted: auto-generated" in one
        assert "&gt; Please &lt;b&gt;restart&lt;/b&gt; it." in one
        shown = await client.get(f"/demo/mail/{name}/html")
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        assert "script-src" not in shown.headers["Content-Security-Policy"]
        assert "&lt;b&gt;restart&lt;/b&gt;" in await shown.text()
        assert (await client.get("/demo/mail/99999999")).status == 404


async def test_a_code_is_shown_among_the_demonstrations_mails_while_it_is_good(posting: Desk) -> None:
    async with served(posting) as client:
        browser = posting.codes.ask("it@contoso.example", "192.0.2.1", "en", posting.clock())
        caught = CatchingTransport(posting.settings.caught_mail)
        async with asyncio.timeout(PATIENCE):
            while not (mails := list(caught.caught())):
                await asyncio.sleep(0.05)
        here = f"/demo/mail/{mails[0][0]}"
        (code,) = set(
            re.findall(r"code to sign in at Northstar Cloud is (\d{6})", await (await client.get(here)).text())
        )
        posting.codes.enter(browser, code, posting.clock())
        async with asyncio.timeout(PATIENCE):
            while code in (page := await (await client.get(f"{here}?lang=en")).text()):
                await asyncio.sleep(0.05)
        assert "so it is no longer shown" in page
        assert "Your code to sign in" in page, "the subject, who got it and when are still told"
        assert (await client.get(f"{here}/html")).status == 404


async def test_a_real_installation_shows_no_mails(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    async with served(desk) as client:
        assert (await client.get("/demo/mail")).status == 404
    desk.close()
