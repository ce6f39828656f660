"""How guessing passwords is slowed down, by address and by network."""

import asyncio
from datetime import timedelta

from bot.bootstrap import Desk
from bot.domain.staff.audit import Action
from bot.domain.staff.sessions import ALLOWED_BY_ADDRESS
from bot.services.staff.password_sign_in import Attempt
from tests.console.staff.signing_in import HELPDESK, Serve, entries, wrong
from tests.fixtures.console import Console, signed_in
from tests.fixtures.desk import NOW, PASSWORD


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
