"""Who may what: the page compared with the table, and every address of the console asked for as every role."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE, FIRST_PASSWORD, PUBLIC, SIGNED_IN, Declared, declared
from bot.domain.staff.agents import PERMISSIONS, AgentRole, Permission
from tests.docs.pages import page, rows
from tests.fixtures.console import Console, signed_in
from tests.fixtures.desk import database_of

Serve = Callable[..., Any]
SHORT = {
    AgentRole.GLOBAL_ADMIN: "globaladmin",
    AgentRole.USER_ADMIN: "useradmin",
    AgentRole.HELPDESK_AGENT: "helpdesk",
    AgentRole.BILLING_ADMIN: "billing",
    AgentRole.SALES_AGENT: "sales",
}
OPEN_TO_ALL = {
    ("GET", "/console"),
    ("GET", "/console/sign-in"),
    ("POST", "/console/sign-in"),
    ("POST", "/console/sign-out"),
    ("POST", "/console/language"),
    ("GET", "/console/static"),
    ("GET", "/console/push-worker.js"),  # a program without data: the browser looks for a newer one by itself
}
"""What opens without being signed in; anything more is a hole."""

SAMPLES = ("999999", "T-999999", "0123456789abcdef", "0" * 32, "mine", "nothing")
REFUSED = "Your role does not include this."


def console_routes(client: TestClient) -> Iterator[tuple[str, str, Declared | None]]:
    """Method, an address that fits, and whom the handler says it opens to."""
    (console,) = [
        resource._app
        for resource in client.app.router.resources()  # type: ignore[union-attr]
        if isinstance(resource, web.PrefixedSubAppResource) and resource.canonical == "/console"
    ]
    for route in console.router.routes():
        if route.method != "HEAD":
            yield route.method, _address(route), declared(route.handler)


def _address(route: web.AbstractRoute) -> str:
    assert route.resource is not None
    info = route.resource.get_info()
    if "path" in info:
        return str(info["path"])
    names = sorted(set(re.findall(r"{(\w+)}", info["formatter"])))
    for samples in product(SAMPLES, repeat=len(names)):
        address = info["formatter"].format_map(dict(zip(names, samples, strict=True)))
        if info["pattern"].fullmatch(address):
            return str(address)
    raise AssertionError(f"no sample fits {info['formatter']}: add one")


def _simple(method: str, address: str) -> tuple[str, str]:
    path = address.rstrip("/")
    return method, "/console/static" if path.startswith("/console/static/") else path


async def _asked(console: Console, method: str, address: str) -> tuple[int, str, str]:
    """Status, where it leads, and the words of a refusal; of what goes on for ever only the beginning."""
    origin = str(console.client.make_url("/").origin())
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": origin, "Accept-Language": "en"}
    if COOKIE in console.cookies:
        headers["Cookie"] = f"{COOKIE}={console.cookies[COOKIE]}"
    url = console.client.make_url(address)
    async with console.client.session.request(method, url, headers=headers, allow_redirects=False) as answer:
        words = await answer.text() if answer.status == 403 else ""
        return answer.status, answer.headers.get("Location", ""), words


def _opens(opens_to: Declared | None, role: AgentRole) -> bool:
    return bool(opens_to & PERMISSIONS[role]) if isinstance(opens_to, frozenset) else True


def test_the_page_shows_the_table_cell_by_cell() -> None:
    shown = {cells[0].strip("`"): cells[1:6] for cells in rows(page("docs/roles.md").text)}
    expected = {
        permission.value: ["yes" if permission in PERMISSIONS[role] else "–" for role in AgentRole]
        for permission in Permission
    }
    assert shown == expected


def test_the_page_says_in_words_what_each_permission_opens() -> None:
    assert [cells[0] for cells in rows(page("docs/roles.md").text) if len(cells[6]) < 10] == []


async def test_every_address_says_whom_it_opens_to(desk: Desk, serve: Serve) -> None:
    routes = list(console_routes(await serve(desk)))
    assert len(routes) > 20
    assert [(method, address) for method, address, opens_to in routes if opens_to is None] == []


async def test_only_the_way_in_is_open_to_everybody(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    public = {_simple(method, address) for method, address, opens_to in console_routes(client) if opens_to == PUBLIC}
    assert public == OPEN_TO_ALL


async def test_who_is_not_signed_in_gets_nothing_but_the_way_in(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    nobody = Console(client)
    for method, address, opens_to in console_routes(client):
        if opens_to != PUBLIC:
            status, where, _ = await _asked(nobody, method, address)
            assert status == 303, (method, address, status)
            assert where.startswith("/console/sign-in"), (method, address, where)


@pytest.mark.parametrize("role", AgentRole)
async def test_every_address_opens_to_the_roles_that_may_and_to_no_other(
    desk: Desk, serve: Serve, role: AgentRole
) -> None:
    client = await serve(desk)
    console = await signed_in(client, SHORT[role])
    for method, address, opens_to in console_routes(client):
        if opens_to == PUBLIC:
            continue
        status, _, words = await _asked(console, method, address)
        refused = status == 403 and REFUSED in words
        assert refused != _opens(opens_to, role), (method, address, status)
        assert status != 500, (method, address)


async def test_every_permission_opens_some_address(desk: Desk, serve: Serve) -> None:
    opening: set[Permission] = set()
    for _, _, opens_to in console_routes(await serve(desk)):
        assert isinstance(opens_to, frozenset) or opens_to in {PUBLIC, SIGNED_IN, FIRST_PASSWORD}
        opening |= opens_to if isinstance(opens_to, frozenset) else set()
    inside = {Permission.SEE_PRICES, Permission.SEE_INVOICES}
    assert set(Permission) - opening <= inside  # those two decide what a customer's page shows


async def test_a_role_taken_away_counts_at_the_next_click(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    assert (await console.get("/audit")).status == 200
    with database_of(desk).writing() as work:
        account = work.staff.agents.account_by_email("globaladmin@northstar.example")
        assert account is not None
        work.staff.agents.change(replace(account.agent, roles=frozenset({AgentRole.SALES_AGENT})))
    assert (await console.get("/audit")).status == 403
