"""Several conversations or tickets at once: each checked and written down, and what could not be done is named."""

from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.domain.staff.audit import Action
from bot.services.records.conversations import Draft
from bot.services.records.staff import AuditQuery
from tests.console.conversations.conversing import begin
from tests.console.support.test_tickets import opened, seen
from tests.fixtures.console import agent_in, signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


async def test_tickets_are_closed_together_and_what_changed_meanwhile_is_named(desk: Desk, serve: Serve) -> None:
    console, admin = await signed_in(await serve(desk), "globaladmin"), agent_in(desk, "globaladmin")
    opened(desk)
    assert 'name="chosen" value="T-1003"' in await console.page("/tickets")
    first, second = await seen(console, "T-1002"), await seen(console, "T-1003")
    await console.done("/tickets/T-1002/note", {"seen": first, "note": "meanwhile"})
    form = {"do": "close", "reason": "Cleared up", "seen-T-1002": first, "seen-T-1003": second}
    answer = await console.post("/tickets/together", [*form.items(), ("chosen", "T-1002"), ("chosen", "T-1003")])
    text = await answer.text()
    assert (answer.status, "Done (1)" in text, "Not done (1)" in text) == (200, True, True)
    assert "A colleague changed T-1002" in text
    states = [desk.support.ticket_lists.one(n, asked_by=admin, now=NOW).row.ticket.state for n in ("T-1002", "T-1003")]
    assert [state.value for state in states] == ["open", "closed"]
    again = await seen(console, "T-1003")
    await console.post("/tickets/together", {"do": "reopen", "chosen": "T-1003", "seen-T-1003": again})
    assert desk.support.ticket_lists.one("T-1003", asked_by=admin, now=NOW).row.ticket.state.value == "open"


async def test_tickets_of_another_matter_cannot_be_given_away(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    form = {"do": "assign", "agent": "1", "chosen": "T-1002", "seen-T-1002": NOW.isoformat()}
    assert "There is no such ticket." in await (await console.post("/tickets/together", form)).text()


async def test_conversations_are_closed_together_by_who_holds_them_and_opened_again(desk: Desk, serve: Serve) -> None:
    sofia, julien = agent_in(desk, "helpdesk"), agent_in(desk, "billing")
    for name, holder in (("mine", sofia), ("theirs", julien)):
        begin(desk, "billing@contoso.example", name)
        with database_of(desk).writing() as work:
            work.conversations.log.append(name, [Draft(Author.CUSTOMER, "hello")], NOW)
        desk.staff.handling.take_over(name, asked_by=holder, now=NOW)
    console = await signed_in(await serve(desk), "helpdesk")
    shown = await console.page("/all")
    assert 'name="chosen" value="mine"' in shown
    form = [("do", "close"), ("chosen", "mine"), ("chosen", "theirs"), ("chosen", "nowhere"), ("seen-mine", "99")]
    text = await (await console.post("/together", form)).text()
    assert ("Done (1)" in text, "Not done (2)" in text) == (True, True)
    assert "There is no such conversation." in text
    assert 'name="chosen" value="mine"' in text
    text = await (await console.post("/together", {"do": "reopen", "chosen": "mine"})).text()
    assert "Done (1)" in text
    noted = desk.staff.audit.entries(AuditQuery(conversation_id="mine"), asked_by=agent_in(desk, "globaladmin"))
    assert [entry.action for entry in noted][:2] == [Action.REOPENED, Action.RESOLVED]


async def test_nothing_chosen_and_no_such_wish_are_told(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert "Nothing was chosen." in await (await console.post("/together", {"do": "close"})).text()
    assert (await console.post("/together", {"do": "delete", "chosen": "x"})).status == 400
