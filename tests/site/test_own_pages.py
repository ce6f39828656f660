"""What customers of a real partner find at the desk's own address: nothing of the demonstration."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.bootstrap import Desk
from bot.site.session import COOKIE
from tests.fixtures.desk import NOW
from tests.site.conftest import Client, Serving
from tests.site.test_pages import SAME, read, sign_in

NIGHT = datetime(2026, 11, 18, 22, 0, tzinfo=UTC)
PAGES = ("/help", "/support", "/privacy")


@asynccontextmanager
async def own(serving: Serving, **changes: object) -> AsyncIterator[Client]:
    async with serving(demo_sign_in=False, **changes) as client:
        yield client


async def test_the_desks_address_leads_to_the_partners_website(serving: Serving) -> None:
    async with own(serving) as site:
        answer = await site.get("/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "https://www.northstar.example")


@pytest.mark.parametrize("website", [None, "https://desk.example.com", "https://desk.example.com/help"])
async def test_without_a_website_of_its_own_the_partner_helps_there(
    desk: Desk, serving: Serving, website: str | None
) -> None:
    organisation = replace(desk.partner.organisation, site=website)
    partner = replace(desk.partner, organisation=organisation)
    async with own(serving, public_url="https://desk.example.com", partner=partner) as site:
        answer = await site.get("/", allow_redirects=False)
        assert answer.status == 200
        assert "How can we help?" in await answer.text()
        assert "Our website" not in await answer.text()


@pytest.mark.parametrize(
    ("now", "language", "said"),
    [
        (NOW, "en", "We are open until 12:30 today"),
        (NIGHT, "en", "We are closed opens tomorrow at 09:00"),
        (NIGHT, "fr", "Nous sommes fermés ouverture demain à 09:00"),
    ],
)
async def test_the_help_page_tells_how_and_when_to_reach_people(
    serving: Serving, now: datetime, language: str, said: str
) -> None:
    async with own(serving, now=now) as site:
        page = await read(site, f"/help?lang={language}")
    for fact in (said, "support@northstar.example", "+33 1 99 00 12 34", "13:30–18:00", "Northstar Cloud"):
        assert fact in page, fact


async def test_nothing_of_the_demonstration_is_there(serving: Serving) -> None:
    async with own(serving) as site:
        for path in PAGES:
            for language in ("en", "fr"):
                page = await (await site.get(path, params={"lang": language})).text()
                assert not re.search(r"fictional|fictif|demo|démo|sign-in|/site/identity|class=\"star\"", page), path
        assert (await sign_in(site, "billing@contoso.example")).status in {404, 405}
        assert (await site.post("/site/sign-out", headers=SAME)).status in {404, 405}
        assert (await site.get("/site/identity")).status == 404


async def test_a_demo_session_is_worth_nothing_once_the_demo_is_off(site: Client, serving: Serving) -> None:
    cookie = (await sign_in(site, "billing@contoso.example")).cookies[COOKIE].value
    async with own(serving) as real:
        assert (await real.get("/site/identity", cookies={COOKIE: cookie})).status == 404
        assert "contoso" not in await (await real.get("/help", cookies={COOKIE: cookie})).text()


async def test_a_chosen_language_stays_on_the_partners_pages(serving: Serving) -> None:
    async with own(serving) as site:
        await site.get("/help?lang=fr")
        assert '<html lang="fr">' in await (await site.get("/support", headers={"Accept-Language": "en"})).text()


async def test_the_partners_pages_forbid_what_they_do_not_need(serving: Serving) -> None:
    async with own(serving) as site:
        for path in PAGES:
            answer = await site.get(path)
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", await answer.text())
