"""Microsoft's own client library, unchanged, against the desk."""

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.channels.directline.stream import STREAMS
from bot.settings import ROOT
from bot.site.signing import ensure_keys, sign
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import BASE

MODULES = ROOT / "web" / "node_modules"
SCRIPT = Path(__file__).with_name("directline_client.cjs")

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "botframework-directlinejs").is_dir(),
    reason="needs node and `npm ci` in web/",
)


async def converse(client: Any, desk: Desk, mode: str, *texts: str) -> dict[str, Any]:
    ensure_keys(desk.settings)
    identity = sign(desk.settings, "billing@contoso.example", desk.clock())
    token = (await (await client.post(f"{BASE}/tokens/generate", json={"identity": identity})).json())["token"]
    process = await asyncio.create_subprocess_exec(
        "node",
        str(SCRIPT),
        str(client.make_url(BASE)),
        token,
        mode,
        *texts,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "WEB_MODULES": str(MODULES)},
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    result: dict[str, Any] = json.loads(out)
    return result


@pytest.mark.parametrize("mode", ["socket", "poll"])
async def test_the_library_talks_to_the_desk(desk: Desk, serve: Any, mode: str) -> None:
    heard = await converse(await serve(desk), desk, mode, "hello", "and again")
    said = [a["text"] for a in heard["received"] if a["type"] == "message"]
    assert said[0].startswith("Hello Amelia Hart")
    assert said[1:] == ["hello", "You said hello.", "and again", "You said and again."]
    assert "Online" in heard["statuses"]
    replies = [a["replyToId"] for a in heard["received"] if "replyToId" in a]
    assert replies == heard["posted"]


async def test_a_lost_stream_is_taken_up_where_it_broke_off(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    client = await serve(desk)
    streams = client.server.app[STREAMS]
    broken = []

    def breaks_the_line(request: dict[str, Any]) -> dict[str, Any]:
        for stream in list(streams):
            stream._req.transport.abort()  # as a network does: without a word
            broken.append(stream)
        return says(f"You said {request['text']}.")

    fake_engine.script = breaks_the_line
    heard = await converse(client, desk, "socket", "hello")
    said = [a["text"] for a in heard["received"] if a["type"] == "message"]
    assert said[1:] == ["hello", "You said hello."]
    assert len(broken) == 1  # the reply was written while nobody was connected
