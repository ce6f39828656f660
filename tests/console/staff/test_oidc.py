"""Signing in by the partner's directory, against a real OpenID Connect provider."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from bot.services.staff.accounts import OPERATOR
from bot.settings import ROOT, DirectorySettings, SettingsError, load
from tests.fixtures.console import Console, agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.fake_engine import FakeEngine

MODULES = ROOT / "web" / "node_modules"
SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
SOFIA = {"email": "helpdesk@northstar.example", "email_verified": True}

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


@pytest.fixture
async def provider(desk: Desk, fake_engine: FakeEngine) -> AsyncIterator[Provider]:
    port = _free_port()
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def assert_refused(provider: Provider, answer: Any, sentence: str, reason: str) -> None:
    """The sign-in page with a sentence, no session, and the reason in the log."""
    assert answer.status == 403, answer.status
    assert COOKIE not in answer.cookies
    text = await answer.text()
    assert 'role="alert"' in text
    assert sentence in text
    assert provider.failures()[0] == {"by": "directory", "reason": reason}


EXPECTED = "not the one expected here"
STRANGER = "no active account here"


@needs_provider
async def test_an_agent_comes_in_by_the_directory_and_the_account_is_bound(provider: Provider) -> None:
    console = Console(provider.client)
    page = await console.page("/sign-in", headers={"Accept-Language": "en"})
    assert "Continue with Northstar ID" in page
    answer = await provider.sign_in(console)
    assert (answer.status, answer.headers["Location"]) == (303, "/console/")
    assert "Sofia Keller" in await console.page("/me")
    with provider.desk.database.reading() as work:
        account = work.staff.agents.account_by_email("helpdesk@northstar.example")
    assert account is not None
    assert account.oidc_subject == "s-1"


@needs_provider
async def test_the_page_asked_for_is_where_one_goes_afterwards(provider: Provider) -> None:
    console = Console(provider.client)
    address = await provider.away(console, "/sign-in/directory?next=/console/me")
    assert (await provider.back(console, address)).headers["Location"] == "/console/me"


@needs_provider
async def test_the_directory_is_asked_with_state_nonce_and_a_challenge(provider: Provider) -> None:
    there = (await Console(provider.client).get("/sign-in/directory")).headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) >= 43


@needs_provider
async def test_once_bound_the_subject_counts_and_not_the_address(provider: Provider) -> None:
    await provider.sign_in()
    moved = {"email": "globaladmin@northstar.example", "email_verified": True}
    await provider.decide(accounts={"s-1": moved})
    console = Console(provider.client)
    assert (await provider.sign_in(console)).status == 303
    assert "Sofia Keller" in await console.page("/me")


@needs_provider
async def test_an_account_bound_to_one_person_is_not_opened_by_another_with_its_address(provider: Provider) -> None:
    await provider.sign_in()
    await provider.decide(account="s-2")
    await assert_refused(provider, await provider.sign_in(), STRANGER, "unknown")


@needs_provider
@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@northstar.example", "email_verified": True},
        {"email": "helpdesk@northstar.example", "email_verified": False},
        {"email": "helpdesk@northstar.example"},
        {"email": "helpdesk@northstar.example", "email_verified": "true"},
        {},
    ],
    ids=["unknown", "unverified", "silent about it", "verified in quotes", "no address"],
)
async def test_who_has_no_account_by_a_verified_address_stays_out(provider: Provider, claims: dict[str, Any]) -> None:
    await provider.decide(accounts={"s-1": claims})
    await assert_refused(provider, await provider.sign_in(), STRANGER, "unknown")
    assert len(provider.desk.staff.accounts.all(asked_by=OPERATOR)) == 5


@needs_provider
async def test_a_disabled_agent_stays_out_bound_or_not(provider: Provider) -> None:
    sofia = agent_in(provider.desk, "helpdesk").id
    provider.desk.staff.accounts.set_active(sofia, False, NOW, asked_by=OPERATOR)
    await assert_refused(provider, await provider.sign_in(), STRANGER, "unknown")
    provider.desk.staff.accounts.set_active(sofia, True, NOW, asked_by=OPERATOR)
    assert (await provider.sign_in()).status == 303
    provider.desk.staff.accounts.set_active(sofia, False, NOW, asked_by=OPERATOR)
    await assert_refused(provider, await provider.sign_in(), STRANGER, "disabled")


@needs_provider
@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"aud": "somebody-else"}, "InvalidAudienceError"),
        ({"aud": ["desk", "somebody-else"], "azp": "somebody-else"}, "azp"),
        ({"iss": "https://evil.example"}, "InvalidIssuerError"),
        ({"exp": 1_700_000_000}, "ExpiredSignatureError"),
        ({"iat": 4_000_000_000}, "ImmatureSignatureError"),
    ],
)
async def test_a_token_for_another_time_place_or_browser_opens_nothing(
    provider: Provider, claims: dict[str, Any], reason: str
) -> None:
    await provider.decide(claims=claims)
    await assert_refused(provider, await provider.sign_in(), EXPECTED, reason)


@needs_provider
async def test_a_token_signed_by_a_strangers_key_opens_nothing(provider: Provider) -> None:
    await provider.decide(claims={"name": "the same"}, stranger=True)
    await assert_refused(provider, await provider.sign_in(), EXPECTED, "InvalidSignatureError")


@needs_provider
async def test_keys_rotate_without_a_restart(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.console.staff.directory.LOOK_AGAIN_AFTER", 0.0)
    assert (await provider.sign_in()).status == 303
    await provider.decide(rotate=True)
    assert (await provider.sign_in()).status == 303


@needs_provider
async def test_an_answer_begun_in_another_browser_opens_nothing(provider: Provider) -> None:
    mine, theirs = Console(provider.client), Console(provider.client)
    address = await provider.away(theirs)
    await assert_refused(provider, await provider.back(mine, address), EXPECTED, "no_journey")
    await provider.away(mine)
    await assert_refused(provider, await provider.back(mine, address), EXPECTED, "state")


@needs_provider
async def test_an_answer_is_good_once(provider: Provider) -> None:
    console = Console(provider.client)
    address = await provider.away(console)
    kept = dict(console.cookies)
    assert (await provider.back(console, address)).status == 303
    await assert_refused(provider, await provider.back(console, address), EXPECTED, "no_journey")
    await assert_refused(provider, await provider.back(Console(provider.client, kept), address), EXPECTED, "code")


@needs_provider
async def test_who_is_refused_over_there_reads_a_sentence_here(provider: Provider) -> None:
    await provider.decide(refuse=True)
    await assert_refused(provider, await provider.sign_in(), EXPECTED, "access_denied")


@needs_provider
async def test_a_one_time_password_never_used_is_withdrawn(provider: Provider) -> None:
    sofia = agent_in(provider.desk, "helpdesk").id
    provider.desk.staff.accounts.reset_password(sofia, NOW, asked_by=OPERATOR)
    console = Console(provider.client)
    assert (await provider.sign_in(console)).status == 303
    await console.page("/me")
    with provider.desk.database.reading() as work:
        account = work.staff.agents.account(sofia)
    assert account is not None
    assert (account.password_hash, account.must_change_password) == (None, False)


async def test_a_directory_that_is_away_is_a_sentence_and_the_password_still_works(
    desk: Desk, fake_engine: FakeEngine
) -> None:
    directory = DirectorySettings(f"http://127.0.0.1:{_free_port()}", "desk", "secret", "Northstar ID")
    settings = replace(desk.settings, engine_url=fake_engine.url, directory=directory)
    async with TestClient(TestServer(build_app(replace(desk, settings=settings)), host="127.0.0.1")) as client:
        answer = await Console(client).get("/sign-in/directory")
        assert answer.status == 502
        assert "cannot be reached" in await answer.text()


async def test_without_a_directory_there_is_no_other_way_in(desk: Desk, serve: Any) -> None:
    console = Console(await serve(desk))
    assert "Continue with" not in await console.page("/sign-in")
    assert (await console.get("/sign-in/directory")).headers["Location"].startswith("/console/sign-in")


GIVEN = {
    "DESK_OIDC_ISSUER": "https://id.northstar.example",
    "DESK_OIDC_CLIENT_ID": "desk",
    "DESK_OIDC_CLIENT_SECRET": "secret",
    "DESK_OIDC_NAME": "Northstar ID",
}


def test_all_of_a_directory_or_none_of_it() -> None:
    assert load({}).directory is None
    assert load(GIVEN).directory == DirectorySettings("https://id.northstar.example", "desk", "secret", "Northstar ID")
    for missing in GIVEN:
        with pytest.raises(SettingsError, match=missing):
            load({name: value for name, value in GIVEN.items() if name != missing})


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("from the file\n")
    given = {name: value for name, value in GIVEN.items() if name != "DESK_OIDC_CLIENT_SECRET"}
    directory = load({**given, "DESK_OIDC_CLIENT_SECRET_FILE": str(path)}).directory
    assert directory is not None
    assert directory.client_secret == "from the file"
    with pytest.raises(SettingsError, match="DESK_OIDC_CLIENT_SECRET_FILE"):
        load({**given, "DESK_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize("issuer", ["http://id.northstar.example", "id.northstar.example", "ftp://id.example"])
def test_a_directory_across_the_network_needs_https(issuer: str) -> None:
    with pytest.raises(SettingsError, match="DESK_OIDC_ISSUER"):
        load({**GIVEN, "DESK_OIDC_ISSUER": issuer})
    assert load({**GIVEN, "DESK_OIDC_ISSUER": "http://127.0.0.1:4000"}).directory is not None
