"""The language an agent chooses on the sign-in page is the one they work in afterwards."""

import pytest
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.console.kernel.language import CHOICE_COOKIE
from tests.console.staff.directory import Provider, needs_provider
from tests.console.staff.signing_in import HELPDESK, Serve
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import PASSWORD

FRENCH = {"language": "fr", "next": "/console/sign-in"}


@pytest.fixture
async def client(desk: Desk, serve: Serve) -> TestClient:
    served: TestClient = await serve(desk)
    return served


async def came_in(console: Console) -> str:
    """The page after signing in with a password."""
    return await console.page(await console.done("/sign-in", {"email": HELPDESK, "password": PASSWORD}))


async def test_a_language_chosen_at_sign_in_stays_also_in_other_browsers(client: TestClient, desk: Desk) -> None:
    console = Console(client)
    await console.done("/language", FRENCH)
    assert '<html lang="fr"' in await came_in(console)
    assert agent_in(desk, "helpdesk").language == "fr"
    assert '<html lang="fr"' in await (await signed_in(client, "helpdesk")).page("/me")


async def test_what_nobody_chose_at_sign_in_changes_nothing(client: TestClient, desk: Desk) -> None:
    console = Console(client, headers={"Accept-Language": "fr"})
    assert '<html lang="fr"' in await console.page("/sign-in")
    assert '<html lang="en"' in await came_in(console)
    assert agent_in(desk, "helpdesk").language == "en"


async def test_a_choice_is_for_who_comes_in_next_and_not_for_a_colleague_after(client: TestClient, desk: Desk) -> None:
    console = Console(client)
    await console.done("/language", FRENCH)
    await came_in(console)
    await console.done("/sign-out")
    await console.done("/sign-in", {"email": "billing@northstar.example", "password": PASSWORD})
    assert agent_in(desk, "billing").language != "fr"


async def test_a_choice_made_while_signed_in_waits_for_nobody(client: TestClient) -> None:
    answer = await (await signed_in(client, "helpdesk")).post("/language", {**FRENCH, "next": "/console/me"})
    assert CHOICE_COOKIE not in answer.cookies


async def test_a_made_up_choice_changes_nothing(client: TestClient, desk: Desk) -> None:
    console = Console(client, cookies={CHOICE_COOKIE: "tlh"})
    await came_in(console)
    assert agent_in(desk, "helpdesk").language == "en"


@needs_provider
async def test_a_language_chosen_before_going_to_the_directory_stays(provider: Provider) -> None:
    console = Console(provider.client)
    await console.done("/language", FRENCH)
    await provider.sign_in(console)
    assert '<html lang="fr"' in await console.page("/me")
