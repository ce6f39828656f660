"""Where an agent is signed in: how long, in which browser, and what ends it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.console.staff import hashing as hashing_module
from bot.console.staff.hashing import MOST_WAITING, hashing
from bot.domain.kernel.errors import StorageBusy
from bot.domain.staff.account_errors import PasswordWrong
from bot.domain.staff.agents import AgentRole
from bot.domain.staff.console_errors import SessionEnded
from bot.domain.staff.sessions import ALLOWED_BY_ADDRESS
from bot.services.records.staff import Session
from bot.services.staff.accounts import OPERATOR, Particulars
from bot.services.staff.password_sign_in import Attempt
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, PASSWORD

Serve = Callable[..., Any]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def enter(desk: Desk, now: datetime = NOW, email: str = "helpdesk@northstar.example") -> tuple[str, Session]:
    return desk.staff.password_sign_in.enter(Attempt(email, PASSWORD, "127.0.0.1", FIREFOX), now)


@pytest.mark.parametrize(("tls", "secure"), [("", False), ("https", True)])
async def test_the_cookie_is_closed_to_scripts_and_other_sites(
    desk: Desk, serve: Serve, tls: str, secure: bool
) -> None:
    console = Console(await serve(desk), headers={"X-Forwarded-Proto": tls} if tls else {})
    answer = await console.post("/sign-in", {"email": "helpdesk@northstar.example", "password": PASSWORD})
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/console"
    assert bool(cookie["secure"]) is secure


async def test_signing_in_makes_a_new_session_and_ends_the_one_before(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    before = console.cookies[COOKIE]
    await console.done("/sign-in", {"email": "billing@northstar.example", "password": PASSWORD})
    assert console.cookies[COOKIE] != before
    with pytest.raises(SessionEnded):
        desk.staff.sessions.resolve(before, NOW)


async def test_signing_out_ends_the_session_and_takes_the_cookie(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    stolen = console.cookies[COOKIE]
    assert await console.done("/sign-out") == "/console/sign-in"
    assert COOKIE not in console.cookies
    console.cookies[COOKIE] = stolen
    assert (await console.get("/me")).headers["Location"].startswith("/console/sign-in")


def test_a_session_ends_after_twelve_idle_hours_and_after_a_day_in_any_case(desk: Desk) -> None:
    idle, _ = enter(desk)
    desk.staff.sessions.resolve(idle, NOW + timedelta(hours=11, minutes=59))
    with pytest.raises(SessionEnded):
        desk.staff.sessions.resolve(idle, NOW + timedelta(hours=23, minutes=59))
    busy, _ = enter(desk)
    for hour in range(1, 24):
        desk.staff.sessions.resolve(busy, NOW + timedelta(hours=hour))
    with pytest.raises(SessionEnded):
        desk.staff.sessions.resolve(busy, NOW + timedelta(hours=24))


def test_when_a_session_was_last_used_is_written_once_a_minute_at_most(desk: Desk) -> None:
    token, session = enter(desk)
    desk.staff.sessions.resolve(token, NOW + timedelta(seconds=59))
    assert desk.staff.sessions.of(session.agent.id, NOW, asked_by=session.agent)[0].seen_at == NOW
    later = NOW + timedelta(seconds=60)
    desk.staff.sessions.resolve(token, later)
    assert desk.staff.sessions.of(session.agent.id, later, asked_by=session.agent)[0].seen_at == later


@pytest.mark.parametrize("what", ["disabled", "other roles", "reset password"])
def test_what_changes_an_accounts_rights_ends_its_sessions_at_once(desk: Desk, what: str) -> None:
    token, session = enter(desk)
    sofia = session.agent
    said = Particulars(sofia.name, sofia.team, frozenset({AgentRole.SALES_AGENT}), sofia.languages, "en")
    changes: dict[str, Callable[[], object]] = {
        "disabled": lambda: desk.staff.accounts.set_active(sofia.id, False, NOW, asked_by=OPERATOR),
        "other roles": lambda: desk.staff.accounts.change(sofia.id, said, NOW, asked_by=OPERATOR),
        "reset password": lambda: desk.staff.accounts.reset_password(sofia.id, NOW, asked_by=OPERATOR),
    }
    assert desk.staff.sessions.living(session.digest, NOW)
    changes[what]()
    assert not desk.staff.sessions.living(session.digest, NOW)
    with pytest.raises(SessionEnded):
        desk.staff.sessions.resolve(token, NOW)


def test_another_name_or_team_ends_no_session(desk: Desk) -> None:
    _, session = enter(desk)
    sofia = session.agent
    said = Particulars("Sofia K.", "commercial", sofia.roles, sofia.languages, "fr")
    desk.staff.accounts.change(sofia.id, said, NOW, asked_by=OPERATOR)
    assert desk.staff.sessions.living(session.digest, NOW)


async def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    here, there = await signed_in(client, "helpdesk"), await signed_in(client, "helpdesk")
    form = {"present": PASSWORD, "wanted": "seven green bottles"}
    assert (await here.done("/me/password", form)).startswith("/console/me")
    await here.page("/me")
    assert (await there.get("/me")).status == 303
    await signed_in(client, "helpdesk", "seven green bottles")


@pytest.mark.parametrize(
    ("present", "wanted", "sentence"),
    [
        ("wrong", "seven green bottles", "The present password is another one."),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "at least 12 characters"),
        (PASSWORD, "helpdesk@northstar.example", "at least 12 characters"),
        (PASSWORD, PASSWORD, "at least 12 characters"),
    ],
)
async def test_a_password_that_will_not_do_is_said_and_nothing_changes(
    desk: Desk, serve: Serve, present: str, wanted: str, sentence: str
) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    answer = await console.post("/me/password", {"present": present, "wanted": wanted})
    assert answer.status in {400, 403}
    assert sentence in await answer.text()
    await signed_in(client, "helpdesk")


async def test_whoever_sits_at_an_open_console_guesses_the_password_as_slowly_as_at_the_door(
    desk: Desk, serve: Serve
) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    for _ in range(ALLOWED_BY_ADDRESS):
        wrong = await console.post("/me/password", {"present": "wrong", "wanted": "seven green bottles"})
        assert wrong.status == 403
    waits = await console.post("/me/password", {"present": PASSWORD, "wanted": "seven green bottles"})
    assert waits.status == 429
    assert "Too many attempts. Try again in 1 min." in await waits.text()
    await signed_in(client, "helpdesk")


def test_a_password_changed_in_the_end_forgets_the_failures(desk: Desk) -> None:
    _, session = enter(desk)
    for minute in range(12):
        now = NOW + timedelta(minutes=minute)
        with pytest.raises(PasswordWrong):
            desk.staff.own_account.change_password(session, "wrong", f"seven green bottles {minute}", now)
        desk.staff.own_account.change_password(session, PASSWORD, "seven green bottles", now)
        desk.staff.own_account.change_password(session, "seven green bottles", PASSWORD, now)


async def test_an_agent_sees_where_they_are_signed_in_and_ends_another_session(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    token, elsewhere = enter(desk)
    console = await signed_in(client, "helpdesk")
    assert "Firefox on Linux" in await console.page("/me")
    await console.done(f"/me/sessions/{elsewhere.name}")
    with pytest.raises(SessionEnded):
        desk.staff.sessions.resolve(token, NOW)
    await console.page("/me")


async def test_all_other_sessions_end_and_this_one_stays(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    others = [enter(desk)[1] for _ in range(3)]
    console = await signed_in(client, "helpdesk")
    await console.done("/me/sessions")
    assert not any(desk.staff.sessions.living(other.digest, NOW) for other in others)
    await console.page("/me")


async def test_nobody_ends_or_sees_a_colleagues_session_by_its_name(desk: Desk, serve: Serve) -> None:
    _, session = enter(desk, email="billing@northstar.example")
    console = await signed_in(await serve(desk), "helpdesk")
    await console.done(f"/me/sessions/{session.name}")
    assert desk.staff.sessions.living(session.digest, NOW)
    with pytest.raises(Exception, match="agent_may_not"):
        desk.staff.sessions.of(session.agent.id, NOW, asked_by=agent_in(desk, "helpdesk"))


async def test_htmx_and_streams_are_told_in_their_own_way_that_the_session_is_over(desk: Desk, serve: Serve) -> None:
    console = Console(await serve(desk))
    part = await console.get("/me", headers={"HX-Request": "true"})
    assert (part.status, part.headers["HX-Redirect"]) == (401, "/console/sign-in?next=%2Fconsole%2Fme")
    stream = await console.get("/me", headers={"Accept": "text/event-stream"})
    assert stream.status == 401


async def test_more_sign_ins_than_the_desk_can_hash_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing_module, "_waiting", MOST_WAITING)
    with pytest.raises(StorageBusy):
        await hashing(lambda: None)
    monkeypatch.setattr(hashing_module, "_waiting", 0)
    assert await asyncio.gather(*(hashing(lambda: 1) for _ in range(MOST_WAITING))) == [1] * MOST_WAITING


async def test_the_chosen_language_and_name_stay_with_the_account(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    await console.done("/me", {"name": "Sofia K.", "language": "fr"})
    assert "Votre compte" in await (await signed_in(client, "helpdesk")).page("/me")
    assert agent_in(desk, "helpdesk") == replace(agent_in(desk, "helpdesk"), name="Sofia K.", language="fr")
    assert (await console.post("/me", {"name": "  ", "language": "fr"})).status == 400
