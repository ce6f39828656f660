"""Accounts of colleagues: who may do what to whom, and the rules nobody gets around."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.console.kernel.guard import NEW_PASSWORD
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.account_errors import AccountNotYours, AddressTaken, LastGlobalAdmin
from bot.domain.staff.agents import AgentRole
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.staff import AuditQuery
from bot.services.staff.accounts import OPERATOR, Particulars
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, PASSWORD, database_of

Serve = Callable[..., Any]
FORM = {"name": "Nadia Roux", "email": "Nadia@northstar.example", "team": "technical", "language": "fr"}
HELPDESK = [("roles", "helpdesk_agent"), ("languages", "en"), ("languages", "fr")]


def said(*roles: AgentRole, name: str = "Nadia Roux") -> Particulars:
    return Particulars(name, "technical", frozenset(roles), ("en", "fr"), "en")


def form(*roles: str) -> list[tuple[str, str]]:
    return [*FORM.items(), *(("roles", role) for role in roles), ("languages", "en")]


async def added(console: Console, *roles: str) -> tuple[str, str]:
    """The page after adding, and the password on it."""
    answer = await console.post("/accounts", form(*roles))
    text = await answer.text()
    assert answer.status == 200, text
    found = re.search(r'<code class="secret">([^<]+)</code>', text)
    assert found
    return text, found[1]


async def test_everybody_is_listed_with_roles_and_state(desk: Desk, serve: Serve) -> None:
    desk.staff.accounts.set_active(agent_in(desk, "sales").id, False, NOW, asked_by=OPERATOR)
    text = await (await signed_in(await serve(desk), "useradmin")).page("/accounts")
    for name in ("Inès Laurent", "Tom Becker", "Sofia Keller", "Julien Petit", "Maya Lindqvist"):
        assert name in text
    assert text.count("Disabled") == 1


async def test_a_new_colleague_chooses_a_password_before_anything_else(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    _, password = await added(await signed_in(client, "useradmin"), "helpdesk_agent")
    nadia = Console(client)
    await nadia.done("/sign-in", {"email": "nadia@northstar.example", "password": password})
    assert (await nadia.get("/")).headers["Location"] == NEW_PASSWORD
    assert (await nadia.post("/me", {"name": "X", "language": "en"})).headers["Location"] == NEW_PASSWORD
    assert "Choisissez un mot de passe" in await nadia.page("/me/new-password")
    assert (await nadia.post("/me/new-password", {"wanted": password})).status == 400
    assert await nadia.done("/me/new-password", {"wanted": "seven green bottles"}) == "/console/"
    await nadia.page("/me")
    again = await Console(client).post("/sign-in", {"email": "nadia@northstar.example", "password": password})
    assert again.status == 403


async def test_a_one_time_password_is_shown_once_and_stored_nowhere(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    _, password = await added(console, "helpdesk_agent")
    nadia = agent_in(desk, "nadia").id
    assert password not in await console.page(f"/accounts/{nadia}")
    with database_of(desk).connection() as connection:
        rows = [str(r) for name in ("agents", "audit") for r in connection.exec_driver_sql(f"SELECT * FROM {name}")]
    assert not [row for row in rows if password in row]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "helpdesk@northstar.example"}, "account with the address"),
        ({"email": "nobody"}, "valid e-mail address"),
        ({"email": "a@b, c@d"}, "valid e-mail address"),
        ({"name": " "}, "A name"),
        ({"team": "kitchen"}, "no such team"),
    ],
)
async def test_a_form_that_will_not_do_comes_back_with_a_sentence_and_what_was_typed(
    desk: Desk, serve: Serve, changes: dict[str, str], sentence: str
) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    answer = await console.post("/accounts", [*{**FORM, **changes}.items(), *HELPDESK])
    text = await answer.text()
    assert answer.status in {400, 409}
    assert sentence in text
    assert 'role="alert"' in text
    assert len(desk.staff.accounts.all(asked_by=OPERATOR)) == 5


async def test_an_account_without_a_role_or_with_a_made_up_one_is_refused(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    for roles in ((), ("root",)):
        answer = await console.post("/accounts", form(*roles))
        assert answer.status == 400
        assert "at least one role" in await answer.text()


async def test_a_user_admin_makes_no_global_admin_and_touches_none(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    ines, sofia = agent_in(desk, "globaladmin"), agent_in(desk, "helpdesk")
    assert 'value="global_admin"' not in await console.page("/accounts/new")
    assert "Only a global admin" in await console.page(f"/accounts/{ines.id}")
    assert (await console.post("/accounts", form("global_admin"))).status == 403
    assert (await console.post(f"/accounts/{sofia.id}", form("global_admin"))).status == 403
    assert (await console.post(f"/accounts/{ines.id}", form("sales_agent"))).status == 403
    for action in ("disable", "password", "sessions", "directory"):
        assert (await console.post(f"/accounts/{ines.id}/{action}")).status == 403, action
    assert agent_in(desk, "globaladmin") == ines
    assert agent_in(desk, "helpdesk") == sofia


async def test_nobody_changes_the_own_roles_or_disables_oneself(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    tom = agent_in(desk, "useradmin")
    answer = await console.post(f"/accounts/{tom.id}", form("user_admin", "billing_admin"))
    assert answer.status == 403
    for action in ("disable", "password"):
        assert (await console.post(f"/accounts/{tom.id}/{action}")).status == 403
    assert agent_in(desk, "useradmin") == tom


async def test_an_account_is_changed_disabled_and_enabled_again(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    console = await signed_in(client, "useradmin")
    sofia = agent_in(desk, "helpdesk")
    changed = [("name", "Sofia K."), ("team", "commercial"), ("roles", "sales_agent"), ("languages", "fr")]
    await console.done(f"/accounts/{sofia.id}", [*changed, ("language", "fr")])
    now = agent_in(desk, "helpdesk")
    assert (now.name, now.team, now.languages, now.language) == ("Sofia K.", "commercial", ("fr",), "fr")
    assert now.roles == frozenset({AgentRole.SALES_AGENT})
    await console.done(f"/accounts/{sofia.id}/disable")
    assert (await Console(client).post("/sign-in", {"email": sofia.email, "password": PASSWORD})).status == 403
    await console.done(f"/accounts/{sofia.id}/enable")
    await signed_in(client, "helpdesk")


async def test_what_was_saved_is_said(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    sofia = agent_in(desk, "helpdesk")
    form = [("name", "Sofia K."), ("roles", "helpdesk_agent"), ("team", "technical"), ("languages", "en")]
    where = await console.done(f"/accounts/{sofia.id}", [*form, ("language", "en")])
    assert "Saved." in await console.page(where)
    assert "Saved." not in await console.page(f"/accounts/{sofia.id}")
    assert "Saved." in await console.page(await console.done("/me", {"name": "Helena M.", "language": "en"}))


async def test_a_colleague_who_does_not_exist_is_not_found(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    for number in ("999999", "999999999"):
        assert (await console.get(f"/accounts/{number}")).status == 404
        assert (await console.post(f"/accounts/{number}/disable")).status == 404


def test_the_last_active_global_admin_stays(desk: Desk) -> None:
    ines = agent_in(desk, "globaladmin")
    with pytest.raises(LastGlobalAdmin):
        desk.staff.accounts.set_active(ines.id, False, NOW, asked_by=OPERATOR)
    with pytest.raises(LastGlobalAdmin):
        desk.staff.accounts.change(ines.id, said(AgentRole.SALES_AGENT), NOW, asked_by=OPERATOR)
    assert agent_in(desk, "globaladmin") == ines


async def test_of_two_admins_who_demote_each_other_at_once_one_stays(desk: Desk) -> None:
    other, _ = desk.staff.accounts.add("two@northstar.example", said(AgentRole.GLOBAL_ADMIN), NOW, asked_by=OPERATOR)
    ines = agent_in(desk, "globaladmin")

    def demote(whom: int, by: Any) -> str:
        try:
            desk.staff.accounts.change(whom, said(AgentRole.SALES_AGENT), NOW, asked_by=by)
        except DeskError as error:
            return error.code
        return "done"

    outcome = await asyncio.gather(asyncio.to_thread(demote, other.id, ines), asyncio.to_thread(demote, ines.id, other))
    assert sorted(outcome) == ["agent_may_not", "done"]
    admins = [a for a in desk.staff.accounts.all(asked_by=OPERATOR) if AgentRole.GLOBAL_ADMIN in a.agent.roles]
    assert len(admins) == 1


def test_a_manager_demoted_since_the_page_was_opened_manages_nobody_any_more(desk: Desk) -> None:
    tom = agent_in(desk, "useradmin")
    desk.staff.accounts.change(tom.id, said(AgentRole.SALES_AGENT), NOW, asked_by=OPERATOR)
    with pytest.raises(AgentMayNot):
        desk.staff.accounts.add("x@northstar.example", said(AgentRole.SALES_AGENT), NOW, asked_by=tom)


def test_one_address_is_one_account_however_it_is_written(desk: Desk) -> None:
    with pytest.raises(AddressTaken):
        desk.staff.accounts.add("HELPDESK@northstar.example", said(AgentRole.SALES_AGENT), NOW, asked_by=OPERATOR)


def test_what_is_refused_leaves_nothing_behind(desk: Desk) -> None:
    tom = agent_in(desk, "useradmin")
    before = desk.staff.accounts.all(asked_by=OPERATOR)
    with pytest.raises(AccountNotYours):
        desk.staff.accounts.set_active(tom.id, False, NOW, asked_by=tom)
    assert desk.staff.accounts.all(asked_by=OPERATOR) == before
    asked = AuditQuery(action=Action.AGENT_DISABLED)
    assert desk.staff.audit.entries(asked, asked_by=agent_in(desk, "globaladmin")) == ()


async def test_every_change_is_in_the_log(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    await added(console, "helpdesk_agent")
    nadia = agent_in(desk, "nadia")
    await console.done(f"/accounts/{nadia.id}", [*form("sales_agent")])
    await console.post(f"/accounts/{nadia.id}/password")
    await console.done(f"/accounts/{nadia.id}/disable")
    await console.done(f"/accounts/{nadia.id}/enable")
    entries = desk.staff.audit.entries(AuditQuery(), asked_by=agent_in(desk, "globaladmin"))
    about = [entry.action for entry in entries if entry.subject == nadia.email]
    assert about == [
        Action.AGENT_ENABLED,
        Action.AGENT_DISABLED,
        Action.PASSWORD_RESET,
        Action.AGENT_CHANGED,
        Action.AGENT_ADDED,
    ]
    assert {entry.agent_name for entry in entries if entry.subject == nadia.email} == {"Tom Becker"}
