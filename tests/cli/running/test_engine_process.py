"""One supervised engine: it starts, dies, is started again, and never outlives the desk."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.cli.failure import CommandFailed
from bot.cli.running import engine_process
from bot.cli.running.engine_process import EngineProcess, EngineProgram, pause
from bot.cli.running.engine_program import answering
from bot.cli.running.ports import free_port
from tests.fixtures.patience import PATIENCE

FAKE = Path(__file__).with_name("fake_engine_program.py")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def program(session: aiohttp.ClientSession, folder: Path, *how: str, port: int = 0) -> EngineProgram:
    port = port or free_port()
    command = [sys.executable, str(FAKE), str(port), *how]
    ready = answering(session, f"http://127.0.0.1:{port}/")
    return EngineProgram(lambda: command, folder, {}, ready, folder / "log" / "engine.log")


def gone(pid: int) -> bool:
    """Whether the process ended, or does in time."""
    deadline = time.monotonic() + PATIENCE
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_started_engine_answers_and_its_log_is_kept(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    engine = EngineProcess(program(session, tmp_path), print)
    await engine.start()
    pid = engine.pid
    assert pid is not None
    await engine.stop()
    assert gone(pid)
    assert "engine begins" in (tmp_path / "log" / "engine.log").read_text()


async def test_an_engine_that_dies_while_starting_is_told_with_its_last_lines(
    session: aiohttp.ClientSession, tmp_path: Path
) -> None:
    engine = EngineProcess(program(session, tmp_path, "die", "no model here"), print)
    with pytest.raises(CommandFailed, match=r"(?s)no model here.*ended with status 3 while starting.*desk doctor"):
        await engine.start()
    assert engine.pid is None


async def test_an_engine_that_never_answers_is_ended(
    session: aiohttp.ClientSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "START_SECONDS", 0.5)
    engine = EngineProcess(program(session, tmp_path, "silent"), print)
    with pytest.raises(CommandFailed, match="did not answer in time"):
        await engine.start()
    assert engine.pid is None


async def test_an_engine_that_dies_later_is_started_again(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    said: list[str] = []
    engine = EngineProcess(program(session, tmp_path), said.append)
    await engine.start()
    first = engine.pid
    assert first is not None
    watching = asyncio.create_task(engine.watch())
    os.kill(first, signal.SIGKILL)
    for _ in range(100):
        if said[-1:] == ["The engine answers again."]:
            break
        await asyncio.sleep(0.1)
    watching.cancel()
    assert engine.pid not in (None, first)
    assert said[0].startswith("The engine ended with status -9; it is started again in 1 s.")
    await engine.stop()


async def test_repeated_deaths_are_told_with_the_remedy(
    session: aiohttp.ClientSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "LONGEST_PAUSE", 0.01)
    said: list[str] = []
    engine = EngineProcess(program(session, tmp_path, "live", "0.3"), said.append)
    await engine.start()
    watching = asyncio.create_task(engine.watch())
    for _ in range(150):
        if any("desk doctor" in sentence for sentence in said):
            break
        await asyncio.sleep(0.1)
    watching.cancel()
    await engine.stop()
    assert any("desk doctor" in sentence and "engine.log" in sentence for sentence in said)


def test_the_pause_doubles_up_to_a_limit() -> None:
    assert [pause(deaths) for deaths in (1, 2, 3, 4, 5, 6, 50)] == [1, 2, 4, 8, 16, 30, 30]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program with its parent")
def test_the_engine_ends_with_a_desk_that_is_killed() -> None:
    port = free_port()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(FAKE), str(port)], stdout=subprocess.PIPE, text=True, cwd=FAKE.parents[2]
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(child)


PARENT = """
import subprocess, sys, time
from bot.cli.running.programs import tied
child = subprocess.Popen(tied([sys.executable, *sys.argv[1:]]), start_new_session=True, stdout=subprocess.DEVNULL)
time.sleep(0.5)
print(child.pid, flush=True)
time.sleep(60)
"""
