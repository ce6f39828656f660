"""The partner's directory: one program for all tests, which forgets between them what it was told."""

import os
import selectors
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from bot.settings import DirectorySettings
from tests.console.staff.directory import MODULES, Provider, free_port
from tests.fixtures.fake_engine import FakeEngine
from tests.fixtures.patience import PATIENCE

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
SOFIA = {"email": "helpdesk@northstar.example", "email_verified": True}
NOTHING = {"account": "s-1", "claims": {}, "refuse": False, "stranger": False, "rotate": True}
"""What the provider does unless a test decides otherwise, with a key of its own for each test."""


@dataclass(frozen=True)
class Directory:
    """Where the provider is, and the port to which it sends browsers back."""

    issuer: str
    port: int


@pytest.fixture(scope="session")
def provider_program() -> Iterator[Directory]:
    """The program, on free ports."""
    port = free_port()
    command = ["node", str(SCRIPT), f"http://127.0.0.1:{port}/console/sign-in/directory/back"]
    environ = {**os.environ, "WEB_MODULES": str(MODULES)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environ, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Directory(_printed_address(process), port)
        finally:
            process.stdin.close()


@pytest.fixture
async def provider(provider_program: Directory, desk: Desk, fake_engine: FakeEngine) -> AsyncIterator[Provider]:
    """The provider, and a desk that trusts it."""
    issuer, port = provider_program.issuer, provider_program.port
    directory = DirectorySettings(issuer, "desk", "a secret & more", "Northstar ID")
    public = f"http://127.0.0.1:{port}"
    settings = replace(desk.settings, engine_url=fake_engine.url, public_url=public, directory=directory)
    server = TestServer(build_app(replace(desk, settings=settings)), host="127.0.0.1", port=port)
    async with TestClient(server) as client:
        running = Provider(issuer, client, desk)
        await running.decide(accounts={"s-1": SOFIA, "s-2": SOFIA}, **NOTHING)
        yield running


def _printed_address(process: "subprocess.Popen[str]") -> str:
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        assert ready.select(PATIENCE), "the provider did not start"
    return str(process.stdout.readline()).strip()
