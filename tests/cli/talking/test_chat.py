"""`desk chat` as a program sees it: lines in, one JSON object a turn out."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.settings import ROOT
from tests.cli.talking.fake_desk import TURN, FakeDesk
from tests.fixtures.patience import PATIENCE

RUN = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())", "chat", "--anonymous"]


def echoes(desk: FakeDesk, activity: dict[str, Any]) -> None:
    number = activity["id"]
    desk.tell(f"You said {activity['text']}.", to=number, turn=TURN, buttons=[{"id": f"b-{number}", "title": "More"}])


@pytest.fixture
async def desk() -> AsyncIterator[tuple[FakeDesk, str]]:
    fake = FakeDesk(echoes)
    async with TestServer(fake.app()) as server:
        yield fake, str(server.make_url(""))


async def begun(url: str, *options: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *RUN, "--url", url, *options, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe
    )


async def chat(url: str, said: bytes, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    process = await begun(url, "--json", *options)
    out, err = await asyncio.wait_for(process.communicate(said), PATIENCE)
    assert process.returncode is not None
    return process.returncode, [json.loads(line) for line in out.splitlines()], err.decode()


async def test_every_line_is_a_turn_and_blank_ones_are_none(desk: tuple[FakeDesk, str]) -> None:
    fake, url = desk
    fake.tell("Welcome.")
    status, turns, _ = await chat(url, b"one\n\n  \ntwo")
    assert status == 0
    assert [turn["text"] for turn in turns] == ["", "one", "two"]
    assert turns[0]["replies"] == [{"text": "Welcome.", "buttons": [], "card": None}]
    assert turns[1]["replies"][0]["buttons"] == [{"title": "More"}]


async def test_a_button_is_pressed_by_its_title(desk: tuple[FakeDesk, str]) -> None:
    fake, url = desk
    status, turns, _ = await chat(url, b"one\n!button More\n")
    assert status == 0
    assert turns[-1]["text"] == "More"
    assert fake.received[-1]["value"] == {"button": "b-m-1"}


async def test_a_button_nobody_offered_ends_a_script(desk: tuple[FakeDesk, str]) -> None:
    _, url = desk
    status, turns, said = await chat(url, b"!button Pay\nafter\n")
    assert (status, turns) == (1, [])
    assert said.startswith("No button 'Pay' was offered.")


async def test_what_an_agent_writes_between_two_lines_is_shown_at_once(desk: tuple[FakeDesk, str]) -> None:
    fake, url = desk
    process = await begun(url, "--json")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"one\n")
    await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    fake.tell("Anna here.")
    line = json.loads(await asyncio.wait_for(process.stdout.readline(), PATIENCE))
    await process.communicate(b"")
    assert (line["text"], line["replies"][0]["text"], line["intent"]) == ("", "Anna here.", None)


async def test_a_refused_message_is_a_turn_with_the_reason_and_the_next_line_goes_on(
    desk: tuple[FakeDesk, str],
) -> None:
    fake, url = desk
    fake.refuse = (413, {"error": {"code": "message_too_long", "message": "Longer than 8000 characters."}})
    status, turns, _ = await chat(url, b"x" * 9000 + b"\nshort\n")
    assert status == 0
    assert [turn["replies"][0]["text"] for turn in turns] == ["Longer than 8000 characters. (status 413)"] * 2


async def test_bytes_that_are_no_text_do_not_stop_it(desk: tuple[FakeDesk, str]) -> None:
    _, url = desk
    status, turns, _ = await chat(url, b"\xff\xfe caf\xe9\n")
    assert status == 0
    assert len(turns) == 1


async def test_an_earlier_conversation_of_somebody_else_cannot_be_gone_on_with(desk: tuple[FakeDesk, str]) -> None:
    _, url = desk
    status, turns, said = await chat(url, b"hello\n", "--conversation", "c-of-others")
    assert (status, turns) == (2, [])
    assert "no conversation c-of-others" in said


async def test_without_json_the_answer_reads_as_text(desk: tuple[FakeDesk, str]) -> None:
    _, url = desk
    process = await begun(url)
    out, _ = await asyncio.wait_for(process.communicate(b"one\n"), PATIENCE)
    assert out.decode().splitlines() == ["Conversation c-1. Ctrl-D ends.", "", "You said one.", "  [1] More", ""]
