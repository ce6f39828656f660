"""A ticket's severity and what is due stand on its page, follow each change, and order the list."""

import re
from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import TicketRequest
from tests.console.conversations.conversing import THREAD
from tests.console.support.test_tickets import opened, seen, send
from tests.fixtures.console import signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


async def test_an_agent_changes_the_severity_with_a_reason_and_what_is_due_follows(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    console = await signed_in(client, "helpdesk")
    opened(desk, "admin@tailspin.example", severity=Severity.MINIMAL)
    assert "4 working hours left" in await console.page("/tickets/T-1003")
    assert (await send(console, "T-1003", "severity", severity="critical", because=" ")).status == 400
    assert (await send(console, "T-1003", "severity", severity="huge", because="x")).status == 400
    assert (await send(console, "T-1003", "severity", severity="critical", because="All sites down")).status == 303
    text = await console.page("/tickets/T-1003")
    assert "Sofia Keller: Minimal → Critical" in text
    assert "All sites down" in text
    assert "1 hour left" in text
    assert "First answer: today at 12:00 at the latest, day and night" in text
    assert "for Sofia Keller: critical ticket (First answer today at 12:00)" in text
    log = await (await signed_in(client, "globaladmin")).page("/audit")
    assert "Changed how severe a ticket is" in log


async def test_the_same_severity_again_is_no_change(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    version = await seen(console, "T-1003")
    assert (await send(console, "T-1003", "severity", version, severity="moderate", because="so it is")).status == 303
    assert await seen(console, "T-1003") == version


async def test_while_the_customer_is_waited_for_the_clock_stands_still(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk)
    await send(console, "T-1003", "state", state="waiting", reason="Asked which computer")
    assert "The clock stands still" in await console.page("/tickets/T-1003")


async def test_what_is_due_next_comes_first(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    opened(desk, "admin@tailspin.example")
    with database_of(desk).reading() as work:
        speaker = work.customers.people.speaking_in(THREAD)
    request = TicketRequest(Matter.TECHNICAL, "Nothing works", "m-2", severity=Severity.CRITICAL)
    desk.support.tickets.open(request, asked_by=speaker, conversation_id=THREAD, now=NOW)
    assert re.findall(r">(T-\d+)</a>", await console.page("/tickets")) == ["T-1004", "T-1003"]
