"""The way into the console: what opens it, and what does not."""

from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.domain.staff.audit import Action
from bot.passwords import Passwords
from bot.services.staff.accounts import OPERATOR
from bot.services.staff.password_sign_in import Attempt, PasswordSignIn
from tests.console.staff.signing_in import HELPDESK, Serve, entries, wrong
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, PASSWORD, QUICK, database_of


async def test_the_page_has_the_names_other_programs_drive(desk: Desk, serve: Serve) -> None:
    text = await Console(await serve(desk)).page("/sign-in", headers={"Accept-Language": "en"})
    assert '<label for="email">E-mail</label>' in text
    assert '<label for="password">Password</label>' in text
    assert text.count("<span>Sign in</span></button>") == 1
    assert 'autocomplete="username"' in text
    assert 'autocomplete="current-password"' in text


async def test_the_page_speaks_the_browsers_language(desk: Desk, serve: Serve) -> None:
    text = await Console(await serve(desk)).page("/sign-in", headers={"Accept-Language": "fr-FR,fr;q=0.9"})
    assert "Mot de passe" in text


async def test_an_agent_signs_in_and_lands_where_the_role_begins(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    helpdesk, useradmin = Console(client), Console(client)
    assert (
        await helpdesk.done("/sign-in", {"email": "HelpDesk@Northstar.example ", "password": PASSWORD}) == "/console/"
    )
    where = await useradmin.done("/sign-in", {"email": "useradmin@northstar.example", "password": PASSWORD})
    assert where == "/console/accounts"


async def test_the_page_asked_for_is_where_one_goes_after_signing_in(desk: Desk, serve: Serve) -> None:
    console = Console(await serve(desk))
    answer = await console.get("/audit?action=signed_in")
    assert answer.status == 303
    assert answer.headers["Location"] == "/console/sign-in?next=%2Fconsole%2Faudit%3Faction%3Dsigned_in"
    form = {"email": "globaladmin@northstar.example", "password": PASSWORD, "next": "/console/audit"}
    assert await console.done("/sign-in", form) == "/console/audit"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/console/../support", "javascript:x"]
)
async def test_nobody_is_led_to_another_site_after_signing_in(desk: Desk, serve: Serve, elsewhere: str) -> None:
    form = {"email": HELPDESK, "password": PASSWORD, "next": elsewhere}
    assert await Console(await serve(desk)).done("/sign-in", form) == "/console/"


async def test_unknown_wrong_disabled_and_passwordless_are_answered_alike(desk: Desk, serve: Serve) -> None:
    desk.staff.accounts.set_active(agent_in(desk, "sales").id, False, NOW, asked_by=OPERATOR)
    with database_of(desk).writing() as work:
        work.staff.agents.set_password(agent_in(desk, "billing").id, None, must_change=False)
    client = await serve(desk)
    answers = []
    for email, password in [
        (HELPDESK, "wrong"),
        ("nobody@northstar.example", PASSWORD),
        ("sales@northstar.example", PASSWORD),
        ("billing@northstar.example", PASSWORD),
        ("billing@northstar.example", ""),
    ]:
        answer = await Console(client).post("/sign-in", {"email": email, "password": password})
        assert COOKIE not in answer.cookies
        answers.append((answer.status, (await answer.text()).replace(email, "…")))
    assert {status for status, _ in answers} == {403}
    assert len({text for _, text in answers}) == 1


async def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(desk: Desk) -> None:
    class Counting:
        asked = 0

        def fits(self, stored: str | None, password: str) -> bool:
            Counting.asked += 1
            return False

    door = PasswordSignIn(database_of(desk), Counting())  # type: ignore[arg-type]
    for number, email in enumerate([HELPDESK, "nobody@northstar.example"], start=1):
        with pytest.raises(Exception, match="sign_in_refused"):
            door.enter(Attempt(email, "guess", "198.51.100.7", ""), NOW)
        assert Counting.asked == number


async def test_a_refusal_is_announced_and_keeps_the_address(desk: Desk, serve: Serve) -> None:
    answer = await wrong(Console(await serve(desk)), 1)
    text = await answer.text()
    assert 'role="alert"' in text
    assert f'value="{HELPDESK}"' in text
    assert "not the password" not in text
    field = text[text.index('<input id="password"') :].partition(">")[0]
    assert "autofocus" in field
    assert 'aria-describedby="sign-in-problem"' in field


async def test_the_log_knows_who_signed_in_and_which_account_somebody_failed_at(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    await wrong(Console(client), 1)
    await wrong(Console(client), 1, "typed-in-the-wrong-field: secret")
    await signed_in(client, "helpdesk")
    assert [entry.subject for entry in entries(desk, Action.SIGN_IN_FAILED)] == [None, HELPDESK]
    (entered,) = entries(desk, Action.SIGNED_IN)
    assert entered.agent_name == "Sofia Keller"
    assert entered.details == {"by": "password"}


async def test_no_table_holds_an_address_tried_or_a_cookie(desk: Desk, serve: Serve) -> None:
    client: TestClient = await serve(desk)
    await wrong(Console(client), 1, "nobody@northstar.example")
    console = await signed_in(client, "helpdesk")
    with database_of(desk).connection() as connection:
        rows = [
            str(row)
            for table in ("sign_in_attempts", "agent_sessions", "audit")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert rows
    assert not [row for row in rows if console.cookies[COOKIE] in row or "nobody@" in row]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.northstar.example"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_another_sites_form_signs_nobody_in_or_out(desk: Desk, serve: Serve, headers: dict[str, str]) -> None:
    client = await serve(desk)
    answer = await Console(client, headers=headers).post("/sign-in", {"email": HELPDESK, "password": PASSWORD})
    assert answer.status == 403
    assert COOKIE not in answer.cookies
    console = await signed_in(client, "helpdesk")
    console.headers = headers
    assert (await console.post("/sign-out")).status == 403
    console.headers = {}
    await console.page("/me")


async def test_a_request_that_does_not_say_where_it_comes_from_changes_nothing(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    answer = await client.post(
        "/console/sign-in", data={"email": HELPDESK, "password": PASSWORD}, allow_redirects=False
    )
    assert answer.status == 403


async def test_a_password_of_old_parameters_is_stored_anew_at_sign_in(desk: Desk, serve: Serve) -> None:
    client = await serve(
        replace(desk, staff=replace(desk.staff, password_sign_in=PasswordSignIn(database_of(desk), Passwords())))
    )
    before = _stored(desk)
    await signed_in(client, "helpdesk")
    after = _stored(desk)
    assert Passwords().outdated(before)
    assert not Passwords().outdated(after)
    await signed_in(client, "helpdesk")
    assert _stored(desk) == after


def _stored(desk: Desk) -> str:
    with database_of(desk).reading() as work:
        account = work.staff.agents.account_by_email(HELPDESK)
    assert account is not None
    assert account.password_hash is not None
    return account.password_hash


async def test_a_password_with_composed_characters_fits_however_it_was_typed(desk: Desk, serve: Serve) -> None:
    with database_of(desk).writing() as work:
        stored = QUICK.hashed("caf\u00e9 au lait et croissant")
        work.staff.agents.set_password(agent_in(desk, "helpdesk").id, stored, must_change=False)
    await signed_in(await serve(desk), "helpdesk", "cafe\u0301 au lait et croissant")
