"""Tickets in the console: listed, worked on, and never two agents over each other."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel import lengths
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import TicketOpened, TicketRequest
from tests.console.conversations.conversing import THREAD, begin, said
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


def opened(
    desk: Desk, email: str | None = "it@contoso.example", ago: timedelta = timedelta(0), **more: Any
) -> TicketOpened:
    """A ticket that a customer opened by chat."""
    begin(desk, email)
    request = {"matter": Matter.TECHNICAL, "text": "Outlook does not start", "origin": "m-1", **more}
    with database_of(desk).reading() as work:
        speaker = work.customers.people.speaking_in(THREAD)
    return desk.support.tickets.open(TicketRequest(**request), asked_by=speaker, conversation_id=THREAD, now=NOW - ago)


async def seen(console: Console, number: str) -> str:
    """The version that the forms of a ticket's page carry."""
    found = re.search(r'name="seen" value="([^"]+)"', await console.page(f"/tickets/{number}"))
    assert found
    return found[1]


async def send(console: Console, number: str, verb: str, version: str | None = None, **form: str) -> Any:
    version = version or await seen(console, number)
    return await console.post(f"/tickets/{number}/{verb}", {"seen": version, **form})


async def test_the_list_shows_the_agents_matters_only(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    opened(desk)
    helpdesk = await (await signed_in(client, "helpdesk")).page("/tickets")
    billing = await (await signed_in(client, "billing")).page("/tickets")
    both = await (await signed_in(client, "globaladmin")).page("/tickets")
    assert ("T-1003" in helpdesk, "T-1002" in helpdesk) == (True, False)
    assert ("T-1003" in billing, "T-1002" in billing) == (False, True)
    assert ("T-1003" in both, "T-1002" in both) == (True, True)


async def test_another_matters_ticket_and_a_missing_one_look_the_same(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    told = []
    for number in ("T-1002", "T-9999"):
        answer = await console.get(f"/tickets/{number}")
        told.append((answer.status, (await answer.text()).replace(number, "T")))
        refused = await send(console, number, "note", NOW.isoformat(), note="hello")
        told[-1] += (refused.status,)
    assert told[0] == told[1]
    assert told[0][0] == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"T-1002", "T-1003"}),
        ("?state=closed", {"T-1001"}),
        ("?matter=technical", {"T-1003"}),
        ("?queue=technical", {"T-1003"}),
        ("?queue=gone", set()),
        ("?whose=team", {"T-1003"}),
        ("?whose=mine", set()),
        ("?whose=unassigned", {"T-1002", "T-1003"}),
        ("?q=VAT", {"T-1002"}),
        ("?q=1003", {"T-1003"}),
        ("?q=oliver", {"T-1003"}),
        ("?overdue=yes", {"T-1002"}),
        ("?state=nonsense&page=-3&matter=x", {"T-1002", "T-1003"}),
        ("?page=99", {"T-1002", "T-1003"}),
    ],
)
async def test_filters_narrow_the_list(desk: Desk, serve: Serve, query: str, shown: set[str]) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    opened(desk)
    desk.support.clock.sweep(NOW)
    text = await console.page(f"/tickets{query}")
    assert set(re.findall(r">(T-\d+)</a>", text)) == shown


async def test_a_long_list_is_turned_page_by_page(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    with database_of(desk).reading() as work:
        speaker = work.customers.people.speaking_in(THREAD)
    for n in range(30):
        request = TicketRequest(Matter.TECHNICAL, f"Problem {n}", f"m-{n + 2}")
        desk.support.tickets.open(request, asked_by=speaker, conversation_id=THREAD, now=NOW + timedelta(minutes=n))
    first, second = await console.page("/tickets"), await console.page("/tickets?page=2")
    numbers = [set(re.findall(r">(T-\d+)</a>", text)) for text in (first, second)]
    assert [len(found) for found in numbers] == [25, 6]
    assert not numbers[0] & numbers[1]
    assert 'rel="next" href="/console/tickets?page=2"' in first
    assert 'rel="prev"' in second


async def test_the_promise_counts_support_hours_only(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    text = await console.page("/tickets/T-1003")
    assert "4 working hours left" in text
    assert "First answer: today at 15:00 at the latest" in text
    assert "&lt;" not in text


async def test_a_broken_promise_says_how_late_it_is(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk, ago=timedelta(days=1))
    assert "8 working hours late" in await console.page("/tickets/T-1003")


async def test_an_answer_reaches_the_conversation_in_the_agents_name(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    answer = await send(console, "T-1003", "answer", answer="Please restart it.", then="waiting")
    assert answer.status == 303
    assert said(desk) == [("agent", "Sofia Keller", "T-1003 · Outlook does not start\n\nPlease restart it.")]
    text = await console.page("/tickets/T-1003")
    assert "Please restart it." in text
    assert "Waiting for the customer" in text
    assert "Answered" in text


async def test_a_visitors_answer_is_kept_for_a_mail_and_not_said_in_the_chat(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk, None, contact_address="ann@company.example")
    assert "mail it yourself to ann@company.example" in await console.page("/tickets/T-1003")
    await send(console, "T-1003", "answer", answer="Please restart it.")
    assert said(desk) == []
    assert "mailto:ann%40company.example?subject=T-1003" in await console.page("/tickets/T-1003")


async def test_a_note_never_reaches_the_customer(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    await send(console, "T-1003", "note", note="Looks like the add-in.")
    assert "Looks like the add-in." in await console.page("/tickets/T-1003")
    assert said(desk) == []


async def test_the_slower_of_two_agents_is_told_and_loses_no_word(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    sofia, ines = await signed_in(client, "helpdesk"), await signed_in(client, "globaladmin")
    opened(desk)
    version = await seen(sofia, "T-1003")
    assert (await send(ines, "T-1003", "answer", version, answer="First.")).status == 303
    late = await send(sofia, "T-1003", "answer", version, answer="Second, and <long>.")
    text = await late.text()
    assert late.status == 409
    assert "A colleague changed T-1003" in text
    assert "Second, and &lt;long&gt;." in text
    assert [line for _, _, line in said(desk)] == ["T-1003 · Outlook does not start\n\nFirst."]
    found = re.search(r'name="seen" value="([^"]+)"', text)
    assert found
    assert (await send(sofia, "T-1003", "answer", found[1], answer="Second.")).status == 303


async def test_a_gap_of_a_canned_reply_is_not_sent(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    refused = await send(console, "T-1003", "answer", answer="Invoice ⟦invoice⟧ is paid.")
    assert refused.status == 400
    assert "Fill the marked gaps first: invoice." in await refused.text()
    assert said(desk) == []


async def test_a_ticket_is_taken_given_on_and_let_go(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    sofia, ines = agent_in(desk, "helpdesk"), agent_in(desk, "globaladmin")
    await send(console, "T-1003", "assign", to=str(sofia.id))
    assert "T-1003" in await console.page("/tickets?whose=mine")
    await send(console, "T-1003", "assign", to=str(ines.id))
    assert "T-1003" not in await console.page("/tickets?whose=mine")
    await send(console, "T-1003", "assign", to="")
    text = await console.page("/tickets/T-1003")
    assert "Sofia Keller gave it to Inès Laurent" in text
    assert "Sofia Keller let it go" in text


async def test_nobody_gets_a_ticket_of_a_matter_they_do_not_work_on(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    for name in ("billing", "useradmin"):
        refused = await send(console, "T-1003", "assign", to=str(agent_in(desk, name).id))
        assert refused.status == 409
        assert f">{agent_in(desk, name).name}</option>" not in await refused.text()


async def test_a_state_changes_with_a_reason(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    assert (await send(console, "T-1003", "state", state="closed", reason=" ")).status == 400
    long = "x" * (lengths.REASON + 1)
    assert (await send(console, "T-1003", "state", state="closed", reason=long)).status == 413
    assert (await send(console, "T-1003", "move", why=long)).status == 413
    assert (await send(console, "T-1003", "state", state="closed", reason="Solved by phone")).status == 303
    text = await console.page("/tickets/T-1003")
    assert "Sofia Keller: Closed" in text
    assert "Solved by phone" in text
    assert (await send(console, "T-1003", "state", state="gone", reason="x")).status == 400


async def test_a_moved_ticket_leaves_the_agents_sight(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    opened(desk)
    await send(console, "T-1003", "assign", to=str(agent_in(desk, "helpdesk").id))
    moved = await send(console, "T-1003", "move", queue="commercial", why="It is about the invoice")
    assert moved.headers["Location"] == "/console/tickets?moved=T-1003"
    assert "T-1003 is with other colleagues now" in await console.page("/tickets?moved=T-1003")
    text = await (await signed_in(client, "billing")).page("/tickets/T-1003")
    assert "It is about the invoice" in text
    assert "Billing team" in text


@pytest.mark.parametrize("version", ["", "yesterday", "2026-11-18T10:00:00"])
async def test_a_form_without_a_version_changes_nothing(desk: Desk, serve: Serve, version: str) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    refused = await console.post("/tickets/T-1003/note", {"seen": version, "note": "hello"})
    assert refused.status == 400


async def test_the_pages_read_well_in_french(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    await console.done("/language", {"language": "fr"})
    opened(desk)
    assert "Équipe technique" in await console.page("/tickets")
    text = await console.page("/tickets/T-1003")
    assert "encore 4 heures ouvrées" in text
    assert "en heures de la formule" in text
    assert "Gravité" in text
