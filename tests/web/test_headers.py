"""What every answer of the desk tells browsers and caches, and what none of them tells."""

from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.fixtures.console import Console, signed_in
from tests.fixtures.talk import BASE, enter

KEPT = {"/widget.js": "public, max-age=300"}
"""Addresses whose answer browsers may keep for a while."""


def assert_guarded(headers: Any, cache: str = "no-store") -> None:
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == cache
    assert "Server" not in headers


@pytest.mark.parametrize(
    "path", ["/", "/support", "/site/identity", "/widget/", "/widget.js", "/favicon.ico", "/health", "/documents/none",
             "/nothing/here", f"{BASE}/conversations/none", "/console/", "/console/sign-in", "/console/nothing"],
)  # fmt: skip
async def test_no_answer_is_kept_or_taken_for_something_else_or_names_the_server(
    desk: Desk, serve: Any, path: str
) -> None:
    answer = await (await serve(desk)).get(path, allow_redirects=False)
    assert_guarded(answer.headers, KEPT.get(path, "no-store"))


async def test_answers_of_the_protocol_and_its_refusals_are_kept_by_nobody(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    customer = await enter(client, desk)
    for answer in (
        await client.post(f"{BASE}/tokens/generate", json={}),
        await client.get(f"{BASE}/conversations/{customer.conversation_id}/activities", headers=customer.headers),
        await customer.post({"type": "message", "text": "hello"}),
        await customer.post({"type": 7}),
        await client.delete("/health"),
    ):
        assert_guarded(answer.headers)


async def test_an_agents_pages_streams_and_tables_are_kept_by_nobody(desk: Desk, serve: Any) -> None:
    console: Console = await signed_in(await serve(desk), "globaladmin")
    for path in ("/", "/audit.csv", "/reports", "/me"):
        assert_guarded((await console.get(path)).headers)
