"""One form of a ticket's page: answer, private note and state together, with what helps to write them beside it."""

from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from tests.console.conversations.conversing import THREAD, said
from tests.console.support.test_tickets import opened, send
from tests.fixtures.console import agent_in, signed_in
from tests.fixtures.desk import NOW

Serve = Callable[..., Any]


async def test_answer_note_and_state_are_saved_together_or_not_at_all(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    both = {"answer": "Restart it, please.", "note": "Known with this version", "then": "waiting"}
    assert (await send(console, "T-1003", "write", **both)).status == 303
    page = await console.page("/tickets/T-1003")
    assert page.index("Known with this version") < page.index("Restart it, please.")
    assert [text for _, _, text in said(desk)][-1].endswith("Restart it, please.")
    assert not any("Known" in text for _, _, text in said(desk))
    refused = await send(console, "T-1003", "write", NOW.isoformat(), answer="late", note="late too", then="closed")
    assert refused.status == 409
    text = await refused.text()
    assert "late too" in text
    history = desk.support.ticket_lists.one("T-1003", asked_by=agent_in(desk, "helpdesk"), now=NOW).history
    assert [step.event.value for step in history] == ["note", "answer", "state"]


async def test_a_note_alone_may_close_it_and_nothing_at_all_is_refused(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    assert (await send(console, "T-1003", "write", then="closed")).status == 400
    assert (await send(console, "T-1003", "write", note="Solved by telephone", then="closed")).status == 303
    row = desk.support.ticket_lists.one("T-1003", asked_by=agent_in(desk, "helpdesk"), now=NOW).row
    assert row.ticket.state.value == "closed"
    assert not any("telephone" in text for _, _, text in said(desk))


async def test_canned_replies_and_the_customers_file_stand_beside_it(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    page = await console.page("/tickets/T-1003")
    assert f'data-canned="answer" data-canned-from="/console/c/{THREAD}/canned"' in page
    assert "The customer’s file" in page
    assert "Oliver Finch" in page
    assert "Your role does not include invoices." in page


async def test_the_list_is_narrowed_to_a_customer_and_to_who_took_it(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    opened(desk)
    sofia = agent_in(desk, "helpdesk")
    await send(console, "T-1003", "assign", to=str(sofia.id))
    for query, shown in ((f"owner={sofia.id}", True), ("owner=2&customer=fabri", False), ("customer=conto", True)):
        assert (">T-1003</a>" in await console.page(f"/tickets?{query}")) == shown, query
