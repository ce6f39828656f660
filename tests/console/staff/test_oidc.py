"""Signing in by the partner's directory, against a real OpenID Connect provider."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.services.staff.accounts import OPERATOR
from bot.settings import DirectorySettings
from tests.console.staff.directory import Provider, free_port, needs_provider
from tests.fixtures.console import Console, agent_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.fake_engine import FakeEngine


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
    with database_of(provider.desk).reading() as work:
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
    with database_of(provider.desk).reading() as work:
        account = work.staff.agents.account(sofia)
    assert account is not None
    assert (account.password_hash, account.must_change_password) == (None, False)


async def test_a_directory_that_is_away_is_a_sentence_and_the_password_still_works(
    desk: Desk, fake_engine: FakeEngine
) -> None:
    directory = DirectorySettings(f"http://127.0.0.1:{free_port()}", "desk", "secret", "Northstar ID")
    settings = replace(desk.settings, engine_url=fake_engine.url, directory=directory)
    async with TestClient(TestServer(build_app(replace(desk, settings=settings)), host="127.0.0.1")) as client:
        answer = await Console(client).get("/sign-in/directory")
        assert answer.status == 502
        assert "cannot be reached" in await answer.text()


async def test_without_a_directory_there_is_no_other_way_in(desk: Desk, serve: Any) -> None:
    console = Console(await serve(desk))
    assert "Continue with" not in await console.page("/sign-in")
    assert (await console.get("/sign-in/directory")).headers["Location"].startswith("/console/sign-in")
