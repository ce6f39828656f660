"""The way into the console: what opens it, what does not, and how guessing is slowed down."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.domain.staff.audit import Action
from bot.domain.staff.sessions import ALLOWED_BY_ADDRESS
from bot.passwords import Passwords
from bot.services.records.staff import AuditQuery
from bot.services.staff.accounts import OPERATOR
from bot.services.staff.password_sign_in import Attempt, PasswordSignIn
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, PASSWORD, QUICK

Serve = Callable[..., Any]
HELPDESK = "helpdesk@northstar.example"


def entries(desk: Desk, action: Action) -> list[Any]:
    return list(desk.staff.audit.entries(AuditQuery(action=action), asked_by=agent_in(desk, "globaladmin")))


async def wrong(console: Console, times: int, email: str = HELPDESK) -> Any:
    for _ in range(times):
        answer = await console.post("/sign-in", {"email": email, "password": "not the password"})
    return answer


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
    with desk.database.writing() as work:
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

    door = PasswordSignIn(desk.database, Counting())  # type: ignore[arg-type]
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


async def test_after_five_failures_the_address_waits_and_the_right_password_waits_too(desk: Desk, serve: Serve) -> None:
    console = Console(await serve(desk))
    answer = await wrong(console, ALLOWED_BY_ADDRESS)
    assert answer.status == 403
    held = await console.post("/sign-in", {"email": HELPDESK, "password": PASSWORD})
    assert held.status == 429
    assert held.headers["Retry-After"] == "60"
    assert "1 min" in await held.text()
    other = await console.post("/sign-in", {"email": "billing@northstar.example", "password": PASSWORD})
    assert other.status == 303


async def test_the_waits_grow_to_a_quarter_of_an_hour_and_end(desk: Desk) -> None:
    minute, waits = 0.0, []
    for _ in range(12):
        try:
            desk.staff.password_sign_in.enter(
                Attempt(HELPDESK, "guess", "198.51.100.7", ""), NOW + timedelta(minutes=minute)
            )
        except Exception as error:
            if getattr(error, "code", "") == "too_many_attempts":
                waits.append(int(error.blanks["minutes"]))  # type: ignore[attr-defined]
                minute += waits[-1]
    assert waits[:4] == [1, 2, 4, 8]
    now = NOW + timedelta(minutes=minute + 15)
    token, _ = desk.staff.password_sign_in.enter(Attempt(HELPDESK, PASSWORD, "198.51.100.7", ""), now)
    assert desk.staff.sessions.resolve(token, now).agent.email == HELPDESK


async def test_success_forgets_the_failures_of_the_address(desk: Desk, serve: Serve) -> None:
    console = Console(await serve(desk))
    await wrong(console, ALLOWED_BY_ADDRESS - 1)
    await signed_in(console.client, "helpdesk")
    answer = await wrong(console, ALLOWED_BY_ADDRESS - 1)
    assert answer.status == 403


async def test_an_unknown_address_is_held_like_a_known_one(desk: Desk, serve: Serve) -> None:
    answer = await wrong(Console(await serve(desk)), ALLOWED_BY_ADDRESS + 1, "nobody@northstar.example")
    assert answer.status == 429


async def test_a_network_that_tries_many_addresses_waits(desk: Desk) -> None:
    def attempt(number: int, remote: str) -> str:
        try:
            desk.staff.password_sign_in.enter(Attempt(f"a{number}@northstar.example", "guess", remote, ""), NOW)
        except Exception as error:
            return str(getattr(error, "code", error))
        return "in"

    said = [attempt(number, f"2001:db8:1:2::{number:x}") for number in range(22)]
    assert said == ["sign_in_refused"] * 20 + ["too_many_attempts"] * 2
    assert attempt(30, "2001:db8:1:3::1") == "sign_in_refused"


async def test_signing_in_oneself_does_not_hide_guessing_from_the_same_network(desk: Desk) -> None:
    remote, said = "198.51.100.9", []
    for number in range(25):
        desk_says = "in"
        try:
            desk.staff.password_sign_in.enter(Attempt(f"a{number}@northstar.example", "guess", remote, ""), NOW)
        except Exception as error:
            desk_says = str(getattr(error, "code", error))
        said.append(desk_says)
        if desk_says == "sign_in_refused" and number < 15:
            desk.staff.password_sign_in.enter(Attempt(HELPDESK, PASSWORD, remote, ""), NOW)
    assert said.count("sign_in_refused") == 20


async def test_simultaneous_guesses_are_counted_like_successive_ones(desk: Desk) -> None:
    def guess(number: int) -> str:
        try:
            desk.staff.password_sign_in.enter(Attempt(HELPDESK, f"guess {number}", f"203.0.113.{number}", ""), NOW)
        except Exception as error:
            return str(getattr(error, "code", error))
        return "in"

    said = await asyncio.gather(*(asyncio.to_thread(guess, number) for number in range(1, 13)))
    assert said.count("sign_in_refused") == ALLOWED_BY_ADDRESS
    assert said.count("too_many_attempts") == 12 - ALLOWED_BY_ADDRESS


async def test_a_proxy_on_this_machine_says_where_one_comes_from_and_a_browser_cannot(desk: Desk, serve: Serve) -> None:
    console = Console(await serve(desk), headers={"X-Forwarded-For": "192.0.2.1, 203.0.113.5"})
    await wrong(console, 1)
    (failed,) = entries(desk, Action.SIGN_IN_FAILED)
    assert failed.details == {"from": "203.0.113.5"}


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
    with desk.database.connection() as connection:
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
        replace(desk, staff=replace(desk.staff, password_sign_in=PasswordSignIn(desk.database, Passwords())))
    )
    before = _stored(desk)
    await signed_in(client, "helpdesk")
    after = _stored(desk)
    assert Passwords().outdated(before)
    assert not Passwords().outdated(after)
    await signed_in(client, "helpdesk")
    assert _stored(desk) == after


def _stored(desk: Desk) -> str:
    with desk.database.reading() as work:
        account = work.staff.agents.account_by_email(HELPDESK)
    assert account is not None
    assert account.password_hash is not None
    return account.password_hash


async def test_a_password_with_composed_characters_fits_however_it_was_typed(desk: Desk, serve: Serve) -> None:
    with desk.database.writing() as work:
        stored = QUICK.hashed("caf\u00e9 au lait et croissant")
        work.staff.agents.set_password(agent_in(desk, "helpdesk").id, stored, must_change=False)
    await signed_in(await serve(desk), "helpdesk", "cafe\u0301 au lait et croissant")
