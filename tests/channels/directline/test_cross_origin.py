"""Pages of the sites the partner names may speak Direct Line from their own origin, and no others."""

from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.web.origins import Origins
from tests.fixtures.talk import BASE, enter

PORTAL = "https://portal.customer.example"
ASKED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


def cors(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://desk.northstar.example", True),
        ("https://portal.customer.example", True),
        ("http://portal.customer.example", False),
        ("https://portal.customer.example:8443", False),
        ("https://portal.customer.example.evil.example", False),
        ("https://a.group.example", True),
        ("https://a.b.group.example", True),
        ("https://group.example", False),
        ("https://evilgroup.example", False),
        ("http://a.group.example", False),
        ("https://evil.example/.group.example", False),
        ("https://a@x.group.example/path", False),
        ("https://[::1", False),
        ("null", False),
        ("*", False),
        ("", False),
    ],
)
def test_an_origin_is_allowed_by_its_exact_name_or_by_what_it_stands_below(origin: str, allowed: bool) -> None:
    named = ("https://portal.customer.example", "https://*.group.example", "*", "'self'")
    assert Origins("https://desk.northstar.example", named).allow(origin) is allowed


async def test_a_named_sites_page_may_ask_send_and_read(desk: Desk, serve: Any) -> None:
    client = await serve(desk, frame_ancestors=(PORTAL,))
    customer = await enter(client, desk)
    here = f"{BASE}/conversations/{customer.conversation_id}/activities"
    for path in (f"{BASE}/tokens/generate", f"{BASE}/tokens/refresh", f"{BASE}/conversations", here):
        asked = await client.options(path, headers={"Origin": PORTAL, **ASKED})
        assert asked.status == 204, path
        told = cors(asked)
        assert told["Access-Control-Allow-Origin"] == PORTAL
        assert {"Authorization", "Content-Type"} <= set(told["Access-Control-Allow-Headers"].split(", "))
        assert "POST" in told["Access-Control-Allow-Methods"]
    read = await client.get(here, headers={**customer.headers, "Origin": PORTAL})
    assert (read.status, read.headers["Access-Control-Allow-Origin"], read.headers["Vary"]) == (200, PORTAL, "Origin")


async def test_a_named_sites_page_can_read_why_it_was_refused(desk: Desk, serve: Any) -> None:
    client = await serve(desk, frame_ancestors=(PORTAL,))
    refused = await client.post(f"{BASE}/tokens/refresh", headers={"Origin": PORTAL, "Authorization": "Bearer no"})
    assert (refused.status, refused.headers["Access-Control-Allow-Origin"]) == (403, PORTAL)


async def test_a_page_of_any_other_site_is_told_nothing(desk: Desk, serve: Any) -> None:
    client = await serve(desk, frame_ancestors=(PORTAL, "*"))
    for origin in ("https://evil.example", "null", "*"):
        asked = await client.options(f"{BASE}/tokens/generate", headers={"Origin": origin, **ASKED})
        sent = await client.post(f"{BASE}/tokens/generate", json={}, headers={"Origin": origin})
        assert asked.status == 403
        assert "Access-Control-Allow-Origin" not in {**asked.headers, **sent.headers}
        assert sent.headers["Vary"] == "Origin", "no cache hands one site's answer to another"


async def test_cookies_are_never_let_in_and_no_other_page_of_the_desk_is_opened(desk: Desk, serve: Any) -> None:
    client = await serve(desk, frame_ancestors=(PORTAL,))
    asked = await client.options(f"{BASE}/tokens/generate", headers={"Origin": PORTAL, **ASKED})
    assert "Access-Control-Allow-Credentials" not in asked.headers
    for path in ("/", "/site/identity", "/console/sign-in", "/health"):
        assert cors(await client.get(path, headers={"Origin": PORTAL}, allow_redirects=False)) == {}, path
