"""What colleagues say among themselves never leaves by Direct Line, whichever way a customer looks for it."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Message, TurnSummary, Visibility
from bot.domain.staff.agents import Agent
from bot.domain.support.tickets import Matter
from bot.services.records.conversations import Draft
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import BASE, Customer, enter

BILLING = "billing@contoso.example"
INSIDE = (
    "secret-note",
    "secret-summary",
    "secret-reply",
    "secret-tag",
    "secret-ticket",
    "northstar.example/",
    "agent:",
)
"""Words only colleagues may read, and how the desk names an agent's form."""


def _everything_inside(desk: Desk, here: str, sofia: Agent, julien: Agent) -> None:
    """Notes, tags, a suppressed reply, a ticket's note, and every change of hands."""
    hidden = Draft(Author.BOT, "secret-reply", visibility=Visibility.SUPPRESSED)
    with database_of(desk).writing() as work:
        work.conversations.log.append(here, [hidden], NOW)
    inside: dict[str, Any] = {"asked_by": sofia, "now": NOW}
    desk.staff.handling.take_over(here, **inside)
    desk.staff.writing.note(here, "secret-note one", event_id="n1", **inside)
    desk.staff.writing.tag(here, "secret-tag", **inside)
    desk.staff.writing.reply(here, "said aloud", event_id="r1", **inside)
    opened = desk.support.ticket_handling.open_for_customer(here, Matter.TECHNICAL, "A fault", "It is broken", **inside)
    seen = opened.ticket.changed_at
    desk.support.ticket_handling.note(opened.ticket.number, "secret-ticket", seen=seen, **inside)
    desk.staff.handling.snooze(here, NOW + timedelta(hours=1), **inside)
    desk.staff.handling.transfer(here, "commercial", **inside)
    desk.staff.handling.take_over(here, asked_by=julien, now=NOW)
    desk.staff.handling.hand_back(here, asked_by=julien, now=NOW, summary="secret-summary")
    desk.staff.handling.take_over(here, **inside)
    desk.staff.writing.note(here, "secret-note two", event_id="n2", **inside)
    desk.staff.handling.resolve(here, **inside)
    desk.staff.handling.reopen(here, **inside)
    desk.staff.writing.note(here, "secret-note three", event_id="n3", **inside)


async def _polled(customer: Customer, watermark: str) -> str:
    path = f"{BASE}/conversations/{customer.conversation_id}/activities"
    async with customer.client.get(path, params={"watermark": watermark}, headers=customer.headers) as answer:
        return await answer.text()


async def _streamed(customer: Customer, watermark: str) -> str:
    path = f"{BASE}/conversations/{customer.conversation_id}"
    async with customer.client.get(path, params={"watermark": watermark}, headers=customer.headers) as answer:
        address = (await answer.json())["streamUrl"]
    async with customer.client.session.ws_connect(address) as socket:
        return "".join([await socket.receive_str(timeout=PATIENCE)])


def _leaks(heard: str) -> list[str]:
    return [word for word in (*INSIDE, "helpdesk@northstar", "billing@northstar") if word in heard]


async def test_no_way_of_reading_shows_what_was_said_inside(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    customer = await enter(client, desk, BILLING)
    here, sofia = customer.conversation_id, agent_in(desk, "helpdesk")
    await asyncio.to_thread(_everything_inside, desk, here, sofia, agent_in(desk, "billing"))
    again = await enter(client, desk, BILLING, conversation=here)
    heard = [await _polled(one, mark) for one in (customer, again) for mark in ("", "0", "1", "3")]
    heard += [await _streamed(customer, mark) for mark in ("0", "2")]
    assert "said aloud" in heard[0]
    assert _leaks("".join(heard)) == []


async def test_a_note_is_no_sign_of_life_on_an_open_stream(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    here, sofia = customer.conversation_id, agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(here, asked_by=sofia, now=NOW)
    await customer.read()
    joined = await customer.client.get(
        f"{BASE}/conversations/{here}", params={"watermark": customer.watermark}, headers=customer.headers
    )
    async with customer.client.session.ws_connect((await joined.json())["streamUrl"]) as socket:
        desk.staff.writing.note(here, "secret-note", event_id="n", asked_by=sofia, now=NOW)
        with pytest.raises(asyncio.TimeoutError):
            await socket.receive_str(timeout=2.5)
        desk.staff.writing.reply(here, "said aloud", event_id="r", asked_by=sofia, now=NOW)
        page = json.loads(await socket.receive_str(timeout=PATIENCE))
    assert [activity["text"] for activity in page["activities"]] == ["said aloud"]


async def test_the_id_of_an_agents_form_stays_with_the_desk(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    here, sofia = customer.conversation_id, agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(here, asked_by=sofia, now=NOW)
    desk.staff.writing.reply(here, "said aloud", event_id="r", asked_by=sofia, now=NOW)
    said = next(activity for activity in await customer.read() if activity["text"] == "said aloud")
    assert said["channelData"] == {}
    assert said["from"] == {"id": "partner-desk", "name": sofia.name, "role": "bot"}


async def test_what_a_person_is_told_is_not_told_back_as_understood(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    here, sofia = customer.conversation_id, agent_in(desk, "helpdesk")
    asked = await customer.ask("hello")
    assert asked["channelData"]["turn"] == {"intent": "greet", "confidence": 0.97, "language": "en", "owner": "bot"}
    desk.staff.handling.take_over(here, asked_by=sofia, now=NOW)
    told = await customer.ask("the robot is no use, thank you for coming")
    (row,) = (row for row in _transcript(desk, here, sofia) if row.id == told["id"])
    assert row.turn == TurnSummary("thank", 0.9, "en", f"agent:{sofia.id}")
    assert told["channelData"]["turn"] == {"intent": None, "confidence": None, "language": "en", "owner": "agent"}


def _transcript(desk: Desk, conversation: str, agent: Agent) -> tuple[Message, ...]:
    with database_of(desk).reading() as work:
        return work.conversations.overview.transcript(conversation, asked_by=agent)
