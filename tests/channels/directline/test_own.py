"""A contact has one conversation, whatever the browser; what is beside it is for that contact alone."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.returning import GOES_ON_FOR, LONGEST, goes_on, initials_of, is_here
from bot.services.conversations.own_conversations import title_of
from bot.site.signing import ensure_keys, sign
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.talk import BASE, Customer, enter

AMELIA, COMPTA = "billing@contoso.example", "compta@fabrikam.example"
MINE = f"{BASE}/mine"


async def again(client: Any, desk: Desk, email: str | None, **body: Any) -> Customer:
    """Comes in as any browser does: without naming a conversation."""
    return await enter(client, desk, email, **{"conversation": "", **body})


async def asked(customer: Customer, path: str, status: int = 200, **query: str) -> Any:
    answer = await customer.client.get(f"{MINE}/{path}", headers=customer.headers, params=query)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def seen(customer: Customer, body: Any) -> int:
    answer = await customer.client.post(f"{MINE}/seen", headers=customer.headers, json=body)
    return int(answer.status)


def statement(desk: Desk, email: str) -> str:
    ensure_keys(desk.settings)
    return sign(desk.settings, email, desk.clock())


def spoken_to(desk: Desk, conversation: str, *texts: str) -> None:
    """A colleague takes the conversation over and writes."""
    sofia = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(conversation, asked_by=sofia, now=NOW)
    for number, text in enumerate(texts):
        desk.staff.writing.reply(conversation, text, event_id=f"r{number}", asked_by=sofia, now=NOW)


def here_at(desk: Desk, conversation: str) -> datetime | None:
    """When its customer was there last, as agents see it."""
    listed, _ = desk.staff.viewing.standing(conversation, asked_by=agent_in(desk, "helpdesk"))
    return listed.here_at


async def test_a_contact_comes_into_the_same_conversation_from_every_browser(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    first = await again(client, desk, AMELIA)
    await first.ask("hello")
    second = await again(client, desk, AMELIA)
    assert second.conversation_id == first.conversation_id
    assert [each["id"] for each in await second.read()] == [each["id"] for each in first.seen]
    assert (await again(client, desk, COMPTA)).conversation_id != first.conversation_id
    visitors = {(await again(client, desk, None)).conversation_id for _ in range(2)}
    assert len(visitors | {first.conversation_id}) == 3, "visitors stay by themselves"


async def test_many_tabs_at_the_same_moment_find_one_conversation(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    posts = [client.post(f"{BASE}/tokens/generate", json={"identity": statement(desk, AMELIA)}) for _ in range(6)]
    answers = await asyncio.gather(*posts)
    assert {answer.status for answer in answers} <= {200, 503}, "503: try again in a moment"
    assert len({(await answer.json())["conversationId"] for answer in answers if answer.status == 200}) == 1


async def test_starting_over_keeps_the_old_conversation_readable_and_it_may_be_taken_up(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    old = await again(client, desk, AMELIA)
    await old.ask("an old matter")
    new = await enter(client, desk, AMELIA, conversation="new")
    assert new.conversation_id != old.conversation_id
    assert (await again(client, desk, AMELIA)).conversation_id == new.conversation_id
    await new.ask("a new matter")
    listed = (await asked(new, "conversations"))["conversations"]
    assert [(each["title"], each["here"]) for each in listed] == [("a new matter", True), ("an old matter", False)]
    read = await asked(new, f"conversations/{old.conversation_id}/activities")
    assert [each["id"] for each in read["activities"]] == [each["id"] for each in old.seen]
    await enter(client, desk, AMELIA, conversation=old.conversation_id)
    assert (await again(client, desk, AMELIA)).conversation_id == old.conversation_id
    assert (await asked(new, "standing"))["current"] == old.conversation_id, "other tabs learn of it"


async def test_nobody_reads_or_lists_what_is_somebody_elses(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    amelia, compta, visitor = [await again(client, desk, who) for who in (AMELIA, COMPTA, None)]
    colleague = await again(client, desk, "it@contoso.example")
    for customer in (amelia, compta, visitor, colleague):
        await customer.ask("mine")
    for other in (compta, visitor, colleague):
        for conversation in (amelia.conversation_id, "0" * 32):
            await asked(other, f"conversations/{conversation}/activities", 404)
        listed = (await asked(other, "conversations"))["conversations"]
        assert amelia.conversation_id not in {each["id"] for each in listed}
    assert (await asked(visitor, "conversations"))["conversations"] == []
    for path in ("standing", "unread", "conversations", f"conversations/{amelia.conversation_id}/activities"):
        assert (await client.get(f"{MINE}/{path}")).status == 401
        assert (await client.get(f"{MINE}/{path}", headers={"Authorization": "Bearer no"})).status == 403


async def test_what_was_said_is_unread_until_it_was_seen_on_any_device(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    customer = await again(client, desk, AMELIA)
    await customer.ask("hello")
    assert await seen(customer, {"seq": 99}) == 204, "beyond the end: nothing is skipped by it"
    last = len(customer.seen)
    assert await seen(customer, {"seq": last}) == 204
    assert await asked(customer, "unread") == {"unread": 0}
    spoken_to(desk, customer.conversation_id, "one", "two")
    elsewhere = await again(client, desk, AMELIA)
    assert (await asked(elsewhere, "unread"))["unread"] == 3, "that a colleague joined, and two replies"
    other = await enter(client, desk, AMELIA, conversation="new")
    assert (await asked(other, "standing"))["unread"] == 4, "in all conversations: the greeting too"
    assert await seen(elsewhere, {"seq": last + 3}) == 204
    assert await seen(elsewhere, {"seq": 1}) == 204, "never goes back"
    assert (await asked(customer, "unread"))["unread"] == 1
    for body in ({"seq": "1"}, {"seq": -1}, {"seq": True}, {"seq": 2**31}, {}):
        assert await seen(customer, body) == 400


async def test_a_page_asks_for_the_number_without_opening_a_conversation(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    nobody = await client.post(f"{MINE}/unread", json={"identity": statement(desk, AMELIA)})
    assert await nobody.json() == {"unread": 0}, "no conversation, no token"
    customer = await again(client, desk, AMELIA)
    await customer.read()
    spoken_to(desk, customer.conversation_id, "one")
    identity = statement(desk, AMELIA)
    told = await (await client.post(f"{MINE}/unread", json={"identity": identity})).json()
    assert (told["unread"], told["conversationId"]) == (3, customer.conversation_id)
    page = Customer(client, told["conversationId"], told["token"])
    assert await asked(page, "unread") == {"unread": 3}
    assert (await client.post(f"{MINE}/unread", json={"identity": identity})).status == 401, "good once"
    assert (await client.post(f"{MINE}/unread", json={})).status == 400


async def test_who_answers_and_when_people_are_back(desk: Desk, serve: Any) -> None:
    customer = await again(await serve(desk), desk, AMELIA)
    standing = await asked(customer, "standing")
    assert (standing["owner"], standing["agent"], standing["closed"]) == ("bot", "", "")
    spoken_to(desk, customer.conversation_id)
    standing = await asked(customer, "standing")
    assert (standing["owner"], standing["agent"], standing["initials"]) == ("agent", "Sofia Keller", "SK")
    sunday = replace(desk, clock=lambda: NOW + timedelta(days=4))
    visitor = await again(await serve(sunday), sunday, None)
    assert (await asked(visitor, "standing"))["closed"] == "People are back tomorrow at 09:00"
    assert (await asked(visitor, "standing", lang="fr"))["closed"] == "Nos équipes sont de retour demain à 09:00"


async def test_whose_times_are_told_is_said_to_readers_elsewhere_only(desk: Desk, serve: Any) -> None:
    customer = await again(await serve(desk), desk, AMELIA)

    async def told(**query: str) -> str:
        return str((await asked(customer, "standing", **query))["timesOf"])

    assert await told(zone="Europe/Berlin") == "", "its clock shows the same"
    assert await told(zone="Europe/London") == "Paris"
    assert await told(zone="Europe/London", lang="fr") == "Paris"
    for unknown in ("", "Mars/Olympus_Mons", "../../etc/passwd", "x" * 3000):
        assert await told(zone=unknown) == "Paris"


@pytest.mark.parametrize(
    ("owner", "age", "rows", "on"),
    [
        (OwnerKind.BOT, timedelta(days=29), 599, True),
        (OwnerKind.BOT, GOES_ON_FOR, 10, False),
        (OwnerKind.BOT, timedelta(), LONGEST, False),
        (OwnerKind.QUEUE, timedelta(days=90), 9000, True),
        (OwnerKind.AGENT, timedelta(days=90), 9000, True),
        (OwnerKind.BOT, None, 0, True),
    ],
)
def test_a_conversation_goes_on_unless_it_is_old_or_long_and_nobody_answers_there(
    owner: OwnerKind, age: timedelta | None, rows: int, on: bool
) -> None:
    assert goes_on(owner, None if age is None else NOW - age, rows, NOW) is on


def test_a_customer_counts_as_there_for_a_minute_after_the_last_sign() -> None:
    assert [is_here(NOW - timedelta(seconds=age), NOW) for age in (0, 60, 61)] == [True, True, False]
    assert not is_here(None, NOW)


def test_a_connected_client_is_noted_and_one_that_only_has_a_token_is_not(desk: Desk) -> None:
    own = desk.conversations.own
    opened = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW)
    assert here_at(desk, opened.conversation_id) is None
    own.was_here(opened.conversation_id, NOW)
    own.was_here(opened.conversation_id, NOW + timedelta(seconds=5))
    assert here_at(desk, opened.conversation_id) == NOW, "not at each look"
    own.was_here(opened.conversation_id, NOW + timedelta(seconds=30))
    assert here_at(desk, opened.conversation_id) == NOW + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Sofia Keller", "SK"), ("Ana", "A"), ("Jean-Luc de la Tour", "JT"), ("  ", ""), ("(x) Bo", "B")],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_title_is_the_words_on_one_short_line() -> None:
    assert title_of("  why\n did it   go up? ") == "why did it go up?"
    assert len(title_of("word " * 50)) <= 70
