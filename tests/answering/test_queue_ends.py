"""A wait that took too long ends with a ticket or the offer of one, and with nothing lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel.errors import TicketTextMissing
from bot.services.support.tickets import CustomerTickets, TicketOpened
from tests.answering.waiting import ANNOUNCED, BILLING, Clock, queued, tickets, titles
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import enter


async def test_a_wait_that_took_too_long_ends_with_a_ticket_and_its_promise(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    clock = Clock()
    customer = await queued(replace(desk, clock=clock), serve, fake_engine)
    await customer.ask("the Azure usage cannot be ours")
    clock.now += timedelta(minutes=11)
    ended = await customer.until(lambda a: "nobody could take over" in a.get("text", ""))
    (ticket,) = tickets(desk, customer)
    assert ticket.number in ended["text"]
    assert "first answer today at" in ended["text"]
    assert ticket.text.endswith("the Azure usage cannot be ours")


async def test_closing_time_sends_a_visitor_to_a_ticket_with_the_next_opening(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    clock = Clock(NOW.replace(hour=11, minute=25))
    customer = await queued(replace(desk, clock=clock), serve, fake_engine, None)
    clock.now += timedelta(minutes=6)  # 12:31 in Paris: lunch
    ended = await customer.until(lambda a: "nobody could take over" in a.get("text", ""))
    assert "open again today at 13:30" in ended["text"]
    assert titles(ended) == ["Open a ticket"]


async def test_a_wait_that_cannot_be_ended_does_not_keep_the_others_waiting(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, opens = Clock(), CustomerTickets.open_in
    first = await queued(replace(desk, clock=clock), serve, fake_engine)

    def fails_for_the_first(self: CustomerTickets, *arguments: Any, conversation_id: str, **more: Any) -> TicketOpened:
        if conversation_id == first.conversation_id:
            raise TicketTextMissing()
        return opens(self, *arguments, conversation_id=conversation_id, **more)

    monkeypatch.setattr(CustomerTickets, "open_in", fails_for_the_first)
    fake_engine.script = lambda request: says("x", intent="talk_to_human") | ANNOUNCED
    second = await enter(first.client, desk, "it@contoso.example")
    await second.ask("somebody please")
    clock.now += timedelta(minutes=11)
    await second.until(lambda a: "nobody could take over" in a.get("text", ""))
    with database_of(desk).reading() as work:
        assert [record.conversation.id for record in work.conversations.rows.queued()] == [first.conversation_id]


async def test_a_wait_in_which_nothing_was_written_offers_a_ticket_to_be_described(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    clock = Clock()
    customer = await enter(await serve(replace(desk, clock=clock)), desk, BILLING)
    here, agent = customer.conversation_id, agent_in(desk, "billing")
    await asyncio.to_thread(desk.staff.handling.take_over, here, asked_by=agent, now=NOW)
    await asyncio.to_thread(desk.staff.handling.transfer, here, "technical", asked_by=agent, now=NOW)
    clock.now += timedelta(minutes=11)
    ended = await customer.until(lambda a: "nobody could take over" in a.get("text", ""))
    assert "I will ask what it is about" in ended["text"]
    assert titles(ended) == ["Open a ticket"]
    assert tickets(desk, customer) == []
