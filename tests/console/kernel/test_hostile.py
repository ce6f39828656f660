"""What no browser of ours sends: forms and addresses made by hand, by somebody signed in or nobody at all."""

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

import pytest
from yarl import URL

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.console.staff import directory_pages
from bot.console.staff.directory import Journey
from bot.domain.staff.audit import Action
from bot.domain.staff.sessions import ALLOWED_BY_NETWORK
from bot.services.records.staff import AuditEntry, AuditQuery
from bot.settings import DirectorySettings
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.console import Console, agent_in, signed_in

Serve = Callable[..., Any]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"email=\xff\xfe&password=x"),
        (f"{FORM}; charset=nothing-known", b"email=x&password=x"),
        (f"{FORM}; charset=utf-16", b"e"),
        ("multipart/form-data", b"email=x"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused_in_words_and_is_no_fault_of_the_desk(
    desk: Desk, serve: Serve, caplog: pytest.LogCaptureFixture, kind: str, body: bytes
) -> None:
    client = await serve(desk)
    for console, path in ((Console(client), "/sign-in"), (await signed_in(client, "helpdesk"), "/me")):
        answer = await console.post(path, body, headers={"Content-Type": kind, "Accept-Language": "en"})
        assert answer.status == 400
        assert "The form was not filled in as expected" in await answer.text()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_headers_that_name_no_address_are_refused_or_passed_over(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    cookie = {"Cookie": f"{COOKIE}={console.cookies[COOKIE]}"}
    url = client.make_url("/console/language")
    for origin in ("http://[", "null", "://", "\u00e9"):
        async with client.session.post(url, data={"language": "fr"}, headers={**cookie, "Origin": origin}) as answer:
            assert answer.status == 403
    assert (await console.get("/nothing", headers={"Referer": "http://["})).status == 404
    assert await console.done("/language", {"language": "en"}, headers={"Referer": "http://["}) == "/console/"


ODD = ("%00", "a%00b", "%ED%A0%80", "%FF", "%E2%80%AE", "%0d%0aSet-Cookie:%20a=b", "9" * 30, "%D9%A1", "'\"%25_")
EXTREME = (
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00%2B14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-11-18T10:00:00",
    "2147483648",
    "-1",
    "0",
)
"""Days, instants and numbers that are some, and that one cannot reckon with."""


@pytest.mark.parametrize(
    "path",
    [
        "/waiting?before=0|{}|x",
        "/mine?before=2|{}|{}",
        "/all?before={}|x",
        "/learning?before={}|1|x",
        "/learning?before=2026-11-18T10:00:00%2B00:00|{}|x",
        "/audit?first={}",
        "/audit?last={}&below={}",
        "/audit.csv?first={}&last={}",
        "/reports?period=custom&first={}&last={}",
        "/reports.csv?period=custom&first={}&last={}&table=questions",
        "/replies?deleted={}&saved={}",
        "/all?before=2026-11-18T10:00:00%2B00:00|{}",
        "/learning?before=2026-11-18T10:00:00%2B00:00|1|{}",
        "/all?q={}",
        "/all?tag={}",
        "/c/{}",
        "/c/{}/earlier?before={}",
        "/c/{}/canned?q={}",
        "/customers?q={}",
        "/tickets?q={}&page={}",
        "/audit?customer={}&conversation={}&agent={}&below={}",
        "/audit.csv?customer={}&first={}",
        "/reports?channel={}&language={}",
        "/sign-in?next={}",
        "/nothing/{}",
    ],
)
async def test_no_address_is_too_odd_to_be_answered(desk: Desk, serve: Serve, path: str) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    for odd in (*ODD, *EXTREME):
        answer = await console.get(path.replace("{}", odd))
        assert answer.status < 500, odd
        assert "Set-Cookie" not in answer.headers
        assert URL(answer.headers.get("Location", "/console/")).path.startswith("/console/")


async def test_no_instant_of_a_form_is_too_odd_to_be_answered(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    begin(desk)
    await console.done(f"/c/{THREAD}/take-over")
    for odd in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00", "9999-12-31T23:59", "x"):
        assert (await console.post(f"/c/{THREAD}/snooze", {"until": odd})).status == 400, odd
        assert (await console.post("/replies/1", {"seen": odd, "name_en": "x", "text_en": "x"})).status == 400, odd


def failures(desk: Desk) -> tuple[AuditEntry, ...]:
    asked = AuditQuery(action=Action.SIGN_IN_FAILED)
    return desk.staff.audit.entries(asked, asked_by=agent_in(desk, "globaladmin"), limit=100)


async def came_back(client: Any, **answer: str) -> int:
    """A made-up answer of the directory, with a journey made up to fit it."""
    journey = json.dumps(asdict(Journey("s", "n", "v", "")))
    cookie = f"{directory_pages.COOKIE}={base64.urlsafe_b64encode(journey.encode()).decode()}"
    query = urlencode({"state": "s", **answer})
    return (await Console(client).get(f"/sign-in/directory/back?{query}", headers={"Cookie": cookie})).status


NOWHERE = DirectorySettings("http://127.0.0.1:9", "desk", "secret", "Northstar ID")


async def test_a_made_up_answer_of_the_directory_writes_no_words_of_its_own_into_a_log(
    desk: Desk, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    client = await serve(desk, directory=NOWHERE)
    assert await came_back(client, error="denied\n2026-11-18 root signed in") == 403
    assert "root signed in" not in caplog.text
    assert await came_back(client, error="access_denied") == 403
    assert [entry.details["reason"] for entry in failures(desk)] == ["access_denied", "unreadable"]


async def test_nobody_fills_the_audit_log_from_outside(desk: Desk, serve: Serve) -> None:
    client = await serve(desk, directory=NOWHERE)
    for _ in range(ALLOWED_BY_NETWORK + 5):
        assert await came_back(client, error="access_denied") == 403
    assert len(failures(desk)) == ALLOWED_BY_NETWORK
    await signed_in(client, "helpdesk")
