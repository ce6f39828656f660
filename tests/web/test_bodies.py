"""Bodies that cannot be read: refused where they arrive, by every edge alike, and never a fault of the desk."""

import asyncio
import gzip
import logging
import zlib
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from yarl import URL

from bot.app import LARGEST_BODY
from bot.bootstrap import Desk
from bot.limits import Limits
from tests.fixtures.console import signed_in
from tests.fixtures.talk import BASE

OWN = {"Sec-Fetch-Site": "same-origin"}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PLACES = {
    "direct line": (f"{BASE}/tokens/generate", JSON),
    "website": ("/site/sign-in", FORM),
    "sign-in": ("/console/sign-in", FORM),
    "console": ("/console/me", FORM),
    "no page": ("/nothing/here", FORM),
}
WHOLE = gzip.compress(b'{"locale": "en"}', mtime=0)


async def statuses(client: TestClient, desk: Desk, body: bytes, **headers: str) -> dict[str, int]:
    """What each edge answers to a body; a content type that is given stands for all of them."""
    agent = (await signed_in(client, "helpdesk")).cookies
    found = {}
    for place, (path, kind) in PLACES.items():
        sent = {**OWN, "Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        async with client.post(path, data=body, headers=sent, cookies=agent, allow_redirects=False) as answer:
            found[place] = answer.status
    return found


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        ("gzip", WHOLE[:-6], 400),
        ("gzip", WHOLE[:12], 400),
        ("gzip", b"no gzip at all", 400),
        ("gzip", WHOLE + b"and more", 400),
        ("deflate", WHOLE, 400),
        ("gzip", gzip.compress(bytes(LARGEST_BODY + 1), mtime=0), 413),
        ("deflate", zlib.compress(bytes(50_000_000)), 413),
        ("br", WHOLE, 415),
        ("gzip, gzip", gzip.compress(WHOLE, mtime=0), 415),
        ("identity", bytes(LARGEST_BODY + 1), 413),
    ],
)
async def test_a_body_that_does_not_unpack_is_refused_by_every_edge_and_no_fault(
    desk: Desk, serve: Any, caplog: pytest.LogCaptureFixture, coding: str, body: bytes, status: int
) -> None:
    found = await statuses(await serve(desk, demo_sign_in=True), desk, body, Content_Encoding=coding)
    assert found == dict.fromkeys(PLACES, status)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"email=\xff\xfe"),
        (f"{FORM}; charset=nothing-known", b"email=x"),
        (f"{FORM}; charset=punycode", b"email=x" * 1000),
        (f"{FORM}; charset=rot13", b"email=x"),
        ("multipart/form-data", b""),
        ("multipart/form-data", b"email=x"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
        ("multipart/mixed; boundary=b", b"--b--"),
    ],
)
async def test_a_form_nobody_can_read_is_refused_by_every_edge_and_no_fault(
    desk: Desk, serve: Any, caplog: pytest.LogCaptureFixture, kind: str, body: bytes
) -> None:
    found = await statuses(await serve(desk, demo_sign_in=True), desk, body, Content_Type=kind)
    assert found == dict.fromkeys(PLACES, 400)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress)]
)
async def test_a_compressed_body_says_what_it_said_before(desk: Desk, serve: Any, coding: str, pack: Any) -> None:
    client = await serve(desk)
    headers = {"Content-Encoding": coding, "Content-Type": JSON}
    opened = await client.post(f"{BASE}/tokens/generate", data=pack(b'{"locale": "fr-FR"}'), headers=headers)
    token = (await opened.json())["token"]
    started = await client.post(f"{BASE}/conversations", headers={"Authorization": f"Bearer {token}"})
    path = URL((await started.json())["streamUrl"]).path.removesuffix("stream") + "activities"
    activities = await (await client.get(path, headers={"Authorization": f"Bearer {token}"})).json()
    assert activities["activities"][0]["text"].startswith("Bonjour")


async def refused(client: TestClient, *pieces: bytes) -> int:
    """The status of the answer to a POST whose body is sent piece by piece and never ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    head = f"POST {BASE}/tokens/generate HTTP/1.1\r\nHost: desk\r\nContent-Type: {JSON}\r\n".encode()
    for piece in (head, *pieces):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def test_a_body_that_does_not_come_is_not_waited_for(desk: Desk, serve: Any) -> None:
    client = await serve(desk, limits=Limits(body_seconds=0.05))
    assert await refused(client, b"Content-Length: 1000\r\n\r\n{") == 408
    assert await refused(client, b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n") == 408
    assert await refused(client, b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", b"no number\r\n") in {400, 408}


async def test_who_goes_in_the_middle_of_a_body_leaves_no_fault_behind(
    desk: Desk, serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client = await serve(desk)
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(f"POST {BASE}/tokens/generate HTTP/1.1\r\nHost: desk\r\nContent-Length: 1000\r\n\r\n{{".encode())
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    assert (await client.get("/health")).status == 200
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
