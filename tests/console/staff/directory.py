"""A running OpenID Connect provider, and the desk that trusts it."""

import shutil
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from bot.settings import ROOT
from tests.fixtures.console import Console, agent_in

MODULES = ROOT / "web" / "node_modules"
needs_provider = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "oidc-provider").is_dir(), reason="needs node and `npm ci` in web/"
)


@dataclass
class Provider:
    """The running provider, and the desk that trusts it."""

    issuer: str
    client: TestClient
    desk: Desk

    async def decide(self, **state: Any) -> None:
        """What the provider does next; see the script."""
        async with aiohttp.ClientSession() as session, session.post(f"{self.issuer}/control", json=state) as answer:
            assert answer.status == 200

    async def away(self, console: Console, path: str = "/sign-in/directory") -> str:
        """Follows the browser's way to the provider, up to the address that leads back to the desk."""
        there = (await console.get(path)).headers["Location"]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            while there.startswith((self.issuer, "/")):
                url = there if there.startswith("http") else f"{self.issuer}{there}"
                async with session.get(url, allow_redirects=False) as answer:
                    assert answer.status in {302, 303}, await answer.text()
                    there = answer.headers["Location"]
        return there

    async def back(self, console: Console, address: str) -> Any:
        """The browser returns to the desk, from another site."""
        parts = urlsplit(address)
        return await console.get(f"{parts.path}?{parts.query}", headers={"Sec-Fetch-Site": "cross-site"})

    async def sign_in(self, console: Console | None = None) -> Any:
        """The whole way."""
        browser = console or Console(self.client)
        return await self.back(browser, await self.away(browser))

    def failures(self) -> list[Any]:
        """Details of sign-ins that failed, newest first."""
        asked = AuditQuery(action=Action.SIGN_IN_FAILED)
        return [
            dict(e.details) for e in self.desk.staff.audit.entries(asked, asked_by=agent_in(self.desk, "globaladmin"))
        ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
