"""Whichever way an agent reads what customers wrote, it stands in the audit log; a stream ends with its session."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.console.conversations import live
from bot.console.kernel.guard import COOKIE
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from bot.services.staff.accounts import OPERATOR
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW
from tests.fixtures.patience import PATIENCE

Serve = Callable[..., Any]
BILLING = "billing@contoso.example"


@asynccontextmanager
async def stream(console: Console, query: str) -> Any:
    """A page's stream, as long as it is wanted."""
    headers = {"Cookie": f"{COOKIE}={console.cookies[COOKIE]}", "Accept": "text/event-stream"}
    url = console.client.make_url(f"/console/live?{query}")
    async with console.client.session.get(url, headers=headers) as answer:
        yield answer


async def heard(answer: Any, mark: bytes) -> bytes:
    """What the stream says until a mark has come."""
    said = b""
    async with asyncio.timeout(PATIENCE):
        while mark not in said:
            part = await answer.content.readany()
            assert part, said
            said += part
    return said


async def rest_of(answer: Any) -> bytes:
    async with asyncio.timeout(PATIENCE):
        return bytes(await answer.read())


def looks(desk: Desk, name: str) -> list[tuple[str, str | None, str | None]]:
    """Looks and searches of an agent: what, at which conversation, for which words."""
    found = desk.staff.audit.entries(
        AuditQuery(agent_id=agent_in(desk, name).id), asked_by=agent_in(desk, "globaladmin")
    )
    wanted = {Action.LOOKED_AT_CONVERSATION, Action.SEARCHED}
    return [(entry.action.value, entry.conversation_id, entry.subject) for entry in found if entry.action in wanted]


LOOKED = ("looked_at_conversation", THREAD, None)


@pytest.mark.parametrize("path", ["", "/earlier?before=99", "/canned?q="])
async def test_every_address_that_shows_a_conversation_is_a_look_and_once_more_the_same(
    desk: Desk, serve: Serve, path: str
) -> None:
    begin(desk, BILLING)
    ask(desk, "Where is our invoice?", None)
    console = await signed_in(await serve(desk), "sales")
    for _ in range(2):
        await console.page(f"/c/{THREAD}{path}")
    assert looks(desk, "sales") == [LOOKED]


async def test_what_a_stream_shows_was_looked_at_and_searched_for(desk: Desk, serve: Serve) -> None:
    begin(desk, BILLING)
    ask(desk, "Where is our invoice?", None)
    console = await signed_in(await serve(desk), "sales")
    async with stream(console, f"conversation={THREAD}&after=0&view=all&q=invoice") as answer:
        assert b"Where is our invoice?" in await heard(answer, b"event: message")
    assert looks(desk, "sales") == [("searched", None, "invoice"), LOOKED]


@pytest.mark.parametrize("path", ["/all?q=Contoso", f"/c/{THREAD}?view=all&q=Contoso", "/tickets?q=Contoso"])
async def test_a_search_is_written_wherever_it_is_typed(desk: Desk, serve: Serve, path: str) -> None:
    begin(desk, BILLING)
    console = await signed_in(await serve(desk), "sales")
    await console.page(path)
    assert ("searched", None, "Contoso") in looks(desk, "sales")


async def test_whoever_may_not_read_conversations_hears_nothing_and_has_not_looked(desk: Desk, serve: Serve) -> None:
    begin(desk, BILLING)
    ask(desk, "Where is our invoice?", None)
    console = await signed_in(await serve(desk), "useradmin")
    async with stream(console, f"conversation={THREAD}&after=0&view=all&q=invoice") as answer:
        said = await heard(answer, b": alive")
        await asyncio.sleep(0.5)
    assert said == b"retry: 1000\n\n: alive\n\n"
    assert looks(desk, "useradmin") == []


async def test_a_conversation_nobody_has_is_not_followed(desk: Desk, serve: Serve, caplog: Any) -> None:
    console = await signed_in(await serve(desk), "sales")
    async with stream(console, "conversation=nothing") as answer:
        assert answer.status == 404
    assert "failed, reference" not in caplog.text


@pytest.mark.parametrize("what", ["disabled", "signed out", "signed out everywhere"])
async def test_nothing_said_after_a_session_ended_reaches_its_open_stream(desk: Desk, serve: Serve, what: str) -> None:
    begin(desk, BILLING)
    client = await serve(desk)
    console, sofia = await signed_in(client, "helpdesk"), agent_in(desk, "helpdesk")
    async with stream(console, f"conversation={THREAD}&after=0&view=all") as answer:
        await heard(answer, b"event: counts")
        if what == "disabled":
            desk.staff.accounts.set_active(sofia.id, False, NOW, asked_by=OPERATOR)
        elif what == "signed out":
            await console.done("/sign-out")
        else:
            desk.staff.sessions.revoke_all(sofia.id, NOW, asked_by=sofia)
        ask(desk, "not for these ears", None)
        rest = await rest_of(answer)
    assert b"not for these ears" not in rest
    assert rest.endswith(b"event: ended\ndata: ended\n\n")


async def test_what_is_said_between_the_look_and_the_end_of_a_session_is_not_shown(
    desk: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, BILLING)
    console, sofia = await signed_in(await serve(desk), "helpdesk"), agent_in(desk, "helpdesk")
    drawn = live.LivePage.news

    def ending(page: live.LivePage, *arguments: Any) -> str:
        desk.staff.sessions.revoke_all(sofia.id, NOW, asked_by=sofia)
        ask(desk, "not for these ears", None)
        return drawn(page, *arguments)

    monkeypatch.setattr(live.LivePage, "news", ending)
    async with stream(console, f"conversation={THREAD}&after=0&view=all") as answer:
        rest = await rest_of(answer)
    assert b"not for these ears" not in rest
    assert rest.endswith(b"event: ended\ndata: ended\n\n")


async def test_one_agent_opens_no_more_streams_than_a_person_has_tabs(
    desk: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 2)
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    async with stream(console, "") as one, stream(console, "") as two:
        assert (one.status, two.status) == (200, 200)
        async with stream(console, "") as three, stream(await signed_in(client, "sales"), "") as other:
            assert (three.status, other.status) == (429, 200)
