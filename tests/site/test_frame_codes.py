"""What the chat's frame asks of the desk to sign a contact in: only the desk's own frame, and nothing by a cookie."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.bootstrap import Desk
from bot.channels.directline.statements import StatementCheck
from bot.site.session import SESSION_LIFE, Sessions
from bot.storage.schema import mails
from tests.fixtures.desk import NOW, database_of
from tests.site.conftest import Client
from tests.site.test_codes import EMAIL, desk, serving
from tests.site.test_pages import SAME

__all__ = ["desk"]
ASK, ENTER, IDENTITY = "/widget/sign-in", "/widget/sign-in/code", "/widget/identity"


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator[Client]:
    async with serving(desk) as client:
        yield client


async def post(site: Client, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    answer = await site.post(path, json=body, headers=headers or SAME)
    assert "Set-Cookie" not in answer.headers
    return answer.status, await answer.json() if answer.status in {200, 400, 429} or path != IDENTITY else None


def code_of(desk: Desk) -> str:
    with database_of(desk).connection() as connection:
        text = connection.execute(select(mails.c.text).order_by(mails.c.id.desc()).limit(1)).scalar_one()
    return str(re.findall(r"\b\d{6}\b", text)[0])


async def signed_in(site: Client, desk: Desk) -> str:
    _, asked = await post(site, ASK, {"email": EMAIL, "lang": "en"})
    status, entered = await post(site, ENTER, {"secret": asked["secret"], "code": code_of(desk)})
    assert (status, entered["email"]) == (200, EMAIL)
    return str(entered["session"])


async def test_a_code_becomes_a_session_and_each_time_a_fresh_statement(site: Client, desk: Desk) -> None:
    session = await signed_in(site, desk)
    _, first = await post(site, IDENTITY, {"session": session})
    _, second = await post(site, IDENTITY, {"session": session})
    assert first != second
    settings = desk.settings
    statement = StatementCheck(settings.keys_file, settings.issuer, settings.audience).verify(first["identity"], NOW)
    assert statement.email == EMAIL


async def test_another_site_can_do_none_of_it(site: Client, desk: Desk) -> None:
    session = await signed_in(site, desk)
    bodies = {ASK: {"email": EMAIL}, ENTER: {"secret": "x", "code": "1"}, IDENTITY: {"session": session}}
    for path, body in bodies.items():
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"X-Nothing": "1"}):
            assert (await site.post(path, json=body, headers=headers)).status == 403


async def test_what_is_refused_is_told_by_a_code(site: Client, desk: Desk) -> None:
    assert await post(site, ASK, {"email": "nobody"}) == (400, {"refused": "contact_address_missing"})
    _, asked = await post(site, ASK, {"email": EMAIL})
    assert await post(site, ENTER, {"secret": asked["secret"], "code": "no"}) == (403, {"refused": "code_refused"})
    assert await post(site, ENTER, {}) == (403, {"refused": "code_refused"})
    unknown, known = await post(site, ASK, {"email": "who@nowhere.example"}), await post(site, ASK, {"email": EMAIL})
    assert (unknown[0], list(unknown[1])) == (known[0], list(known[1])), "the same, whoever is on file"


@pytest.mark.parametrize("purpose", ["desk-mailed-code", "northstar-session"])
async def test_a_cookie_is_no_session_here_and_a_session_ends(site: Client, desk: Desk, purpose: str) -> None:
    key = desk.settings.site_key_file.with_name("session.key")
    cookie = Sessions.stored_in(key, purpose).issue(EMAIL, NOW)
    for session in ("", "x", cookie):
        assert (await post(site, IDENTITY, {"session": session}))[0] == 204
    session = await signed_in(site, desk)
    assert (await site.get("/help/identity", headers={**SAME, "Cookie": f"desk_session={session}"})).status == 204
    later = replace(desk, clock=lambda: NOW + SESSION_LIFE + timedelta(seconds=1))
    async with serving(later) as over:
        assert (await post(over, IDENTITY, {"session": session}))[0] == 204


async def test_without_mailed_codes_there_is_no_such_address(site: Client, desk: Desk, tmp_path: Any) -> None:
    assert '"codes": true' in await (await site.get("/widget/")).text()
    without = replace(desk, codes=_closed(desk))
    async with serving(without) as client:
        assert (await client.post(ASK, json={"email": EMAIL}, headers=SAME)).status == 404
        assert '"codes": false' in await (await client.get("/widget/")).text()


def _closed(desk: Desk) -> Any:
    """The same codes, not offered."""
    closed = type("Closed", (), {"offered": False})()
    assert desk.codes.offered
    return closed
