"""The button in the head with which an agent goes away and comes back."""

from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from tests.fixtures.console import agent_in, signed_in

Serve = Callable[..., Any]


async def test_a_press_goes_away_shows_since_when_and_leads_back_to_the_page(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert 'aria-pressed="false" title="While you are away' in await console.page("/tickets?state=open")
    assert await console.done("/me/away", {"away": "yes", "next": "/console/tickets?state=open"}) == (
        "/console/tickets?state=open"
    )
    away = await console.page("/tickets")
    assert "Away since" in away
    assert 'aria-pressed="true" title="While you are away' in away
    await console.done("/me/away", {"away": "no", "next": "https://elsewhere.example/"})
    assert not agent_in(desk, "helpdesk").is_away


async def test_who_answers_nobody_has_no_such_button(desk: Desk, serve: Serve) -> None:
    assert "/me/away" not in await (await signed_in(await serve(desk), "useradmin")).page("/accounts")
