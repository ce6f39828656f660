"""Signing in with a mailed code on the partner's own pages, as a browser does it."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.bootstrap import Desk
from bot.channels.directline.statements import StatementCheck
from bot.domain.customers.identity import Level
from bot.domain.customers.mailed_codes import MOST_TO_ADDRESS, TRIES
from bot.settings import ROOT
from bot.site.app import add_site
from bot.site.codes import CODE_COOKIE, SESSION_COOKIE
from bot.site.session import COOKIE, SESSION_LIFE, Sessions
from bot.storage.schema import mails
from bot.web.problems import answer_problems
from tests.fixtures.desk import NOW, database_of, desk_in
from tests.services.notices.mailing import NOWHERE, SECRET
from tests.site.conftest import Client
from tests.site.test_pages import SAME, read

EMAIL = "billing@contoso.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real partner's desk that mails codes."""
    file = tmp_path / "partner.yml"
    file.write_text(f"{(ROOT / 'partner.yml').read_text()}  sign_in_by_mail: true\n")
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    made = desk_in(tmp_path, url, smtp=NOWHERE, mail_secret=SECRET, partner_file=file)
    yield made
    made.close()


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator[Client]:
    async with serving(desk) as client:
        yield client


def serving(desk: Desk) -> Client:
    app = web.Application(middlewares=[answer_problems])
    add_site(app, desk)
    return TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True))


async def ask(site: Client, email: str = EMAIL, **headers: str) -> tuple[int, str]:
    answer = await site.post("/help/sign-in", data={"email": email}, headers=headers or SAME)
    return answer.status, await answer.text()


async def enter(site: Client, code: str, **headers: str) -> tuple[int, str]:
    answer = await site.post("/help/sign-in/code", data={"code": code}, headers=headers or SAME)
    return answer.status, await answer.text()


def mailed(desk: Desk) -> str:
    """The code of the latest mail."""
    with database_of(desk).connection() as connection:
        text = connection.execute(select(mails.c.text).order_by(mails.c.id.desc()).limit(1)).scalar_one()
    return str(re.findall(r"\b\d{6}\b", text)[0])


async def test_a_contact_signs_in_by_mail_and_the_chat_knows_who_speaks(site: Client, desk: Desk) -> None:
    assert 'href="/help/sign-in"' in await (await site.get("/help")).text()
    status, page = await ask(site)
    assert (status, "a code is on its way" in page) == (200, True)
    status, page = await enter(site, mailed(desk))
    assert status == 200
    assert f"<strong>{EMAIL}</strong> · Contoso Ltd" in page
    assert 'data-identity-url="/help/identity"' in page
    statement = (await (await site.get("/help/identity", headers=SAME)).json())["identity"]
    settings = desk.settings
    check = StatementCheck(settings.keys_file, settings.issuer, settings.audience)
    entered = desk.conversations.sign_in.enter(
        check.verify(statement, NOW), channel="directline", language="en", now=NOW
    )
    speaker = desk.customers.contacts.speaking_in(entered.conversation_id)
    assert (speaker.email, speaker.level) == (EMAIL, Level.SIGNED)


async def test_signing_out_forgets(site: Client, desk: Desk) -> None:
    await ask(site)
    await enter(site, mailed(desk))
    await site.post("/help/sign-out", headers=SAME)
    assert (await site.get("/help/identity", headers=SAME)).status == 204
    assert "Contoso" not in await read(site, "/help")


async def test_the_words_are_the_same_whether_the_address_exists(site: Client) -> None:
    known, unknown = await ask(site), await ask(site, "nobody@elsewhere.example")
    assert known == unknown
    refused = [await enter(site, "000000") for _ in range(TRIES + 1)]
    assert {status for status, _ in refused} == {403}
    await ask(site)
    assert (await enter(site, "1"))[1] == refused[-1][1]


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_language_chosen_before_signing_in_stays(site: Client, desk: Desk, language: str) -> None:
    await site.get(f"/help/sign-in?lang={language}")
    await ask(site)
    with database_of(desk).connection() as connection:
        assert connection.execute(select(mails.c.language)).scalar_one() == language
    _, page = await enter(site, mailed(desk))
    assert f'<html lang="{language}">' in page
    assert f'data-lang="{language}"' in page


@pytest.mark.parametrize(
    ("email", "language", "status", "said"),
    [
        ("no address", "en", 400, "That is no e-mail address"),
        ("no address", "fr", 400, "Ce n’est pas une adresse e-mail"),
        ('"><script>alert(1)</script>', "en", 400, "&lt;script&gt;"),
    ],
)
async def test_what_is_no_address_is_told_on_the_page(
    site: Client, email: str, language: str, status: int, said: str
) -> None:
    answer = await ask(site, email, **SAME, **{"Accept-Language": language})
    assert answer[0] == status
    assert said in answer[1]
    assert "<script>alert" not in answer[1]


async def test_too_many_codes_are_refused_in_words(site: Client) -> None:
    for _ in range(MOST_TO_ADDRESS):
        await ask(site)
    status, page = await ask(site)
    assert (status, "Too many codes were asked for" in page) == (429, True)


async def test_who_asked_for_no_code_in_this_browser_is_led_back(site: Client) -> None:
    answer = await site.get("/help/sign-in/code", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/help/sign-in")
    assert (await enter(site, "123456"))[0] == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
async def test_another_site_neither_asks_nor_signs_in_nor_reads_who_is(
    site: Client, desk: Desk, headers: dict[str, str]
) -> None:
    assert (await ask(site, **headers))[0] == 403
    await ask(site)
    assert (await enter(site, mailed(desk), **headers))[0] == 403
    await enter(site, mailed(desk))
    assert (await site.get("/help/identity", headers=headers)).status == 403
    assert (await site.post("/help/sign-out", headers=headers)).status == 403


async def test_the_cookies_are_closed_to_scripts_and_other_sites(site: Client, desk: Desk) -> None:
    by_tls = {**SAME, "X-Forwarded-Proto": "https"}
    asked = await site.post("/help/sign-in", data={"email": EMAIL}, headers=by_tls, allow_redirects=False)
    cookie = asked.cookies[CODE_COOKIE]
    done = await site.post(
        "/help/sign-in/code",
        data={"code": mailed(desk)},
        headers={**by_tls, "Cookie": f"{CODE_COOKIE}={cookie.value}"},
        allow_redirects=False,
    )
    for morsel in (cookie, done.cookies[SESSION_COOKIE]):
        assert (morsel["httponly"], morsel["samesite"], morsel["secure"]) == (True, "Lax", True)
    assert cookie["path"] == "/help"


async def test_a_session_of_the_demonstration_or_an_old_one_is_worth_nothing(site: Client, desk: Desk) -> None:
    key = desk.settings.site_key_file.with_name("session.key")
    demo = Sessions.stored_in(key).issue(EMAIL, NOW)
    old = Sessions.stored_in(key, "desk-mailed-code").issue(EMAIL, NOW - SESSION_LIFE - timedelta(seconds=1))
    for value in (demo, old, "rubbish"):
        headers = {**SAME, "Cookie": f"{SESSION_COOKIE}={value}; {COOKIE}={value}"}
        assert (await site.get("/help/identity", headers=headers)).status == 204


async def test_without_mail_nothing_of_it_is_there(desk: Desk) -> None:
    plain = replace(desk, codes=type(desk.codes)(database_of(desk), desk.notices.mailroom, desk.notices.bell))
    plain.codes.offered = False
    async with serving(plain) as client:
        assert "sign-in" not in await (await client.get("/help")).text()
        for path in ("/help/sign-in", "/help/sign-in/code", "/help/identity"):
            assert (await client.get(path)).status == 404
