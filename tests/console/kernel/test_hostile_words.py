"""Words of customers and colleagues are words on every page, in every part of one and in every live event."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import update

from bot.bootstrap import Desk
from bot.console.kernel.guard import COOKIE
from bot.domain.support.tickets import Matter
from bot.services.records.customers import CustomerQuery
from bot.services.records.staff import CannedDraft
from bot.storage.schema import agents, contacts, customers
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.patience import PATIENCE

Serve = Callable[..., Any]
EVIL = (
    "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script><a href=javascript:alert(3)>"
    "\r\n\r\nevent: ended\r\ndata: x\u2028id: 9"
)
"""Breaks out of attributes, elements, scripts, and lines of an event stream."""


class Markup(HTMLParser):
    """Whatever would run: scripts with words of their own, handlers, and addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.running.append(tag)
        if tag in {"img", "iframe", "object", "style", "base"}:
            self.running.append(tag)
        self.running += [f"{name}={value}" for name, value in attrs if name.startswith("on")]
        self.running += [value for value in given.values() if value and value.startswith("javascript:")]


def running_in(text: str) -> list[str]:
    markup = Markup()
    markup.feed(text)
    return markup.running


def spoil(desk: Desk) -> str:
    """Puts the evil words wherever somebody may write; the number of a ticket with them."""
    begin(desk, "billing@contoso.example")
    julien, inside = agent_in(desk, "billing"), {"asked_by": agent_in(desk, "billing"), "now": NOW}
    ask(desk, EVIL, "find_invoice", EVIL, card={"kind": "invoice", "title": EVIL})
    desk.staff.handling.take_over(THREAD, **inside)
    desk.staff.writing.note(THREAD, EVIL, event_id=EVIL, **inside)
    desk.staff.writing.reply(THREAD, EVIL, event_id=f"r{EVIL}", **inside)
    desk.staff.handling.hand_back(THREAD, summary=EVIL, **inside)
    desk.staff.handling.take_over(THREAD, **inside)
    opened = desk.support.ticket_handling.open_for_customer(THREAD, Matter.COMMERCIAL, EVIL, EVIL, **inside)
    desk.support.ticket_handling.note(opened.ticket.number, EVIL, seen=opened.ticket.changed_at, **inside)
    desk.staff.canned_replies.add(
        CannedDraft({"en": EVIL[:60], "fr": EVIL[:60]}, None, ("find_invoice",), {"en": "<b onclick=x>", "fr": "<b>"}),
        **inside,
    )
    desk.staff.customer_list.page(CustomerQuery(NOW.date(), words=EVIL), asked_by=julien, now=NOW)
    with database_of(desk).writing() as work:
        for table in (contacts, customers, agents):
            work._connection.execute(update(table).values(name=EVIL))  # type: ignore[attr-defined]
    return opened.ticket.number


async def first_events(console: Console) -> str:
    headers = {"Cookie": f"{COOKIE}={console.cookies[COOKIE]}"}
    url = console.client.make_url(f"/console/live?conversation={THREAD}&after=0&view=all")
    said = b""
    async with console.client.session.get(url, headers=headers) as answer, asyncio.timeout(PATIENCE):
        while b"\nevent: message\n" not in said or not said.endswith(b"\n\n"):
            said += await answer.content.readany()
    return said.decode()


async def test_words_run_on_no_page(desk: Desk, serve: Serve) -> None:
    number = await asyncio.to_thread(spoil, desk)
    with database_of(desk).reading() as work:
        customer = work.customers.people.speaking_in(THREAD).customer_id
    console = await signed_in(await serve(desk), "globaladmin")
    pages = ["/", "/all", "/all?q=%22%3E%3Cscript%3E&tag=%27%3E", f"/c/{THREAD}", f"/c/{THREAD}/earlier?before=99"]
    pages += [
        f"/c/{THREAD}/canned?q=",
        "/customers?q=img",
        f"/customers/{customer}",
        "/tickets?q=img",
        f"/tickets/{number}",
    ]
    pages += ["/learning", "/learning?shown=judged", "/learning/export", "/reports", "/replies", "/accounts", "/me"]
    pages += [
        "/audit",
        f"/accounts/{agent_in(desk, 'billing').id}",
        "/tickets?moved=%3Cscript%3E",
        "/learning?last=%3Cscript%3E~1&meant=",
    ]
    shown = [(path, await console.page(path)) for path in pages]
    assert [(path, found) for path, text in shown if (found := running_in(text))] == []
    assert sum("&lt;img src=x" in text for _, text in shown) >= 8


async def test_words_neither_run_in_live_events_nor_make_events_of_their_own(desk: Desk, serve: Serve) -> None:
    await asyncio.to_thread(spoil, desk)
    said = await first_events(await signed_in(await serve(desk), "globaladmin"))
    names = set(re.findall(r"^event: (.*)$", said, re.MULTILINE))
    assert names <= {"counts", "message", "attention"}
    assert all(line.isdigit() for line in re.findall(r"^id: (.*)$", said, re.MULTILINE))
    assert all(re.match(r"(event|data|id|retry|:)", line) for line in said.split("\n") if line)
    assert running_in("\n".join(re.findall(r"^data: (.*)$", said, re.MULTILINE))) == []


async def test_the_customers_own_words_are_never_a_formula_in_a_file(desk: Desk, serve: Serve) -> None:
    asked = CustomerQuery(NOW.date(), words="=cmd|' /C calc'!A0")
    desk.staff.customer_list.page(asked, asked_by=agent_in(desk, "billing"), now=NOW + timedelta(hours=1))
    console = await signed_in(await serve(desk), "globaladmin")
    for file in ("/audit.csv", *(f"/reports.csv?table={name}" for name in ("comments", "intents", "overview"))):
        answer = await console.get(file)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        cells = re.split(r"[\r\n,;]", await answer.text())
        assert [cell for cell in cells if cell.lstrip('"\ufeff ')[:1] in set("=+@")] == []
