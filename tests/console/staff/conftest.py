"""The partner's directory, started for a test and stopped after it."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from bot.settings import DirectorySettings
from tests.console.staff.directory import MODULES, Provider, free_port
from tests.fixtures.fake_engine import FakeEngine

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
SOFIA = {"email": "helpdesk@northstar.example", "email_verified": True}


@pytest.fixture
async def provider(desk: Desk, fake_engine: FakeEngine) -> AsyncIterator[Provider]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        "node",
        str(SCRIPT),
        f"http://127.0.0.1:{port}/console/sign-in/directory/back",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "WEB_MODULES": str(MODULES)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        issuer = await _printed_address(process.stdout)
        directory = DirectorySettings(issuer, "desk", "a secret & more", "Northstar ID")
        public = f"http://127.0.0.1:{port}"
        settings = replace(desk.settings, engine_url=fake_engine.url, public_url=public, directory=directory)
        server = TestServer(build_app(replace(desk, settings=settings)), host="127.0.0.1", port=port)
        async with TestClient(server) as client:
            running = Provider(issuer, client, desk)
            await running.decide(accounts={"s-1": SOFIA, "s-2": SOFIA})
            yield running
    finally:
        process.stdin.close()
        await process.wait()


async def _printed_address(out: asyncio.StreamReader) -> str:
    async with asyncio.timeout(30):
        while line := (await out.readline()).decode():
            if line.startswith("http"):
                return line.strip()
    raise AssertionError("the provider did not start")
