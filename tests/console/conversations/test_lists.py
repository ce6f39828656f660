"""The lists of conversations page by page: whom a flood of hand-offs may not hide, and how the pages stay alive."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.console.kernel.test_looks import heard, stream
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]
SECOND = timedelta(seconds=1)
CUSTOMER = "real-customer"


def hand_off(desk: Desk, name: str, since: datetime, email: str | None = None) -> Conversation:
    with database_of(desk).writing() as work:
        person = work.customers.people.by_email(email) if email else None
        contact_id = person.contact_id if person else None
        work.conversations.rows.open(
            conversation_id=name, channel="directline", contact_id=contact_id, language="en", now=since
        )
        work.conversations.log.append(name, [Draft(Author.CUSTOMER, "a person, please")], since)
        queued = Conversation(name).hand_off("technical", HandoffReason.ASKED, since)
        work.conversations.rows.save(queued, seen=1, event=Event.HANDED_OFF, now=since)
    return queued


@pytest.fixture
def flooded(desk: Desk) -> Desk:
    """A hundred and twenty hand-offs of a visitor, and then one of a customer."""
    for number in range(120):
        hand_off(desk, f"flood-{number:03d}", NOW - 200 * SECOND + number * SECOND)
    hand_off(desk, CUSTOMER, NOW, "billing@contoso.example")
    return desk


def listed(page: str) -> list[str]:
    return re.findall(r'<li id="row-([^"]+)"', page)


def link(page: str, label: str) -> str:
    """The address of a link beside the list."""
    (found,) = re.findall(rf'href="/console(/[^"]*)">{label}<', page)
    return str(found).replace("&amp;", "&")


async def every_page(console: Console, first: str) -> list[list[str]]:
    page = await console.page(first)
    pages = [listed(page)]
    while "Next in the list" in page:
        page = await console.page(link(page, "Next in the list"))
        pages.append(listed(page))
    return pages


async def test_a_flood_of_visitors_hides_no_customer_and_every_row_is_reached(flooded: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(flooded), "helpdesk")
    first = await console.page("/")
    assert listed(first)[:2] == [CUSTOMER, "flood-000"]
    assert "121 conversations in this list" in first
    expected = [CUSTOMER, *(f"flood-{number:03d}" for number in range(120))]
    for view in ("/", "/team"):
        pages = await every_page(console, view)
        assert [len(page) for page in pages] == [50, 50, 21]
        assert [name for page in pages for name in page] == expected


async def test_an_agents_own_list_goes_on_after_fifty(desk: Desk, serve: Serve) -> None:
    agent = agent_in(desk, "helpdesk")
    for number in range(60):
        queued = hand_off(desk, f"own-{number:03d}", NOW + number * SECOND)
        with database_of(desk).writing() as work:
            taken = queued.accept(agent.id)
            work.conversations.rows.save(taken, seen=2, event=Event.ACCEPTED, now=NOW)
    pages = await every_page(await signed_in(await serve(desk), "helpdesk"), "/mine")
    assert pages == [[f"own-{n:03d}" for n in range(50)], [f"own-{n:03d}" for n in range(50, 60)]]


async def test_a_search_goes_on_with_its_words(flooded: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(flooded), "helpdesk")
    first = await console.page("/waiting?q=person&tag=")
    assert "121 conversations in this list" in first
    further = link(first, "Next in the list")
    assert "q=person" in further
    second = await console.page(further)
    assert len(listed(second)) == 50
    assert not set(listed(first)) & set(listed(second))
    assert link(second, "Beginning of the list") == "/waiting?q=person"


async def test_a_conversation_opened_from_a_later_page_stands_beside_that_page(flooded: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(flooded), "helpdesk")
    second = await console.page(link(await console.page("/"), "Next in the list"))
    (opened,) = re.findall(r'href="/console(/c/flood-060[^"]*)"', second)
    beside = await console.page(opened.replace("&amp;", "&"))
    assert listed(beside) == listed(second)


async def test_a_later_page_follows_what_happens_on_it(flooded: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(flooded), "helpdesk")
    second = link(await console.page("/"), "Next in the list")
    async with stream(console, f"view=waiting&{second.partition('?')[2]}") as answer:
        said = (await heard(answer, b'id="row-flood-098"')).decode()
        assert listed(said) == listed(await console.page(second))
        taking = await signed_in(console.client, "billing")
        await taking.done("/c/flood-070/take-over")
        said = (await heard(answer, b'id="row-flood-099"')).decode()
    assert "row-flood-070" not in said
    assert "120 conversations in this list" in said


async def test_the_stream_calls_for_who_comes_and_not_for_who_moves_up(flooded: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(flooded), "helpdesk")
    async with stream(console, "view=waiting") as answer:
        said = (await heard(answer, b'id="row-flood-048"')).decode()
        taking = await signed_in(console.client, "billing")
        await taking.done("/c/flood-010/take-over")
        said += (await heard(answer, b'id="row-flood-049"')).decode()
        hand_off(flooded, "newcomer", NOW + SECOND, "billing@contoso.example")
        said += (await heard(answer, b'/c/newcomer"')).decode()
    assert said.count("event: attention") == 1
    assert '/c/newcomer"' in said.partition("event: attention")[2]


async def test_a_page_whose_conversations_are_gone_says_so_and_leads_back(desk: Desk, serve: Serve) -> None:
    hand_off(desk, "only", NOW)
    console = await signed_in(await serve(desk), "helpdesk")
    after = "/waiting?before=1|2026-12-01T10:00:00%2B00:00|zzz"
    page = await console.page(after)
    assert listed(page) == []
    assert "Nobody is waiting" not in page
    assert link(page, "Beginning of the list") == "/waiting"
