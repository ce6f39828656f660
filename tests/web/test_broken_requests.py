"""Requests that are no HTTP: the desk goes on, and its log gets a few short lines without anything that was sent."""

import asyncio
import logging
from typing import Any

import pytest
from aiohttp import web

from bot.bootstrap import Desk
from bot.channels.documents import DocumentRoute
from bot.web.broken_requests import LINES_A_MINUTE

BROKEN = [
    b"GET / HTTP/1.1\r\nHost: x\r\nsecret\x00name: secret\r\n\r\n",
    b"secret\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01secret\r\n\r\n",
    b"GET http://[::1secret HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xffsecret HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/secret\r\nHost: x\r\n\r\n",
    b"GET /" + b"secret" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"secret" * 5000 + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: secret\r\n\r\n",
    b"POST /console/me HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nsecret\r\n\r\n",
]


async def sent(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    return answer


async def test_broken_requests_write_a_few_short_lines_and_nothing_of_what_they_brought(
    desk: Desk, serve: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client = await serve(desk)
    for request in BROKEN * 3:
        assert b" 500 " not in (await sent(client.port, request)).partition(b"\r\n")[0]
    lines = [record.getMessage() for record in caplog.records]
    assert 0 < len(lines) <= LINES_A_MINUTE
    assert all("cannot be read" in line and len(line) < 120 for line in lines)
    assert "secret" not in caplog.text
    assert "Traceback" not in caplog.text
    assert (await client.get("/health")).status == 200


async def test_a_fault_of_the_desk_keeps_its_trace_and_bounds_what_was_asked(
    desk: Desk, serve: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> web.Response:
        raise RuntimeError("a defect")

    monkeypatch.setattr(DocumentRoute, "download", broken)
    client = await serve(desk)
    assert (await client.get("/documents/" + "a%0A" * 1000)).status == 500
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.exc_info
    assert len(record.getMessage()) < 300
    assert "\n" not in record.getMessage()
