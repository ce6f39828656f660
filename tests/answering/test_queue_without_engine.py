"""Only the engine reads what somebody waiting wishes: while it fails the message is kept, tried again, and not lost."""

import asyncio
from typing import Any

import pytest

from bot.answering import worker
from bot.bootstrap import Desk
from tests.answering.waiting import BILLING, queued, tickets
from tests.fixtures.console import agent_in
from tests.fixtures.fake_engine import FakeEngine


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts follow one another at once, and the first failure is worth a sentence."""
    monkeypatch.setattr(worker, "pause", lambda attempts: 0.01)
    monkeypatch.setattr(worker, "APOLOGISE_AFTER_SECONDS", 0.0)


async def test_a_wish_is_read_once_the_engine_is_back(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await queued(desk, serve, fake_engine)
    fake_engine.failures = 3
    await customer.write("is anybody there?")
    await customer.until(lambda a: "You are next" in a.get("text", ""))
    assert fake_engine.heard == ["is anybody there?"] * 4
    assert customer.texts().count(desk.words.say("utter_desk_delayed", "en")) == 1


async def test_a_wish_read_late_still_ends_the_wait_with_what_was_written(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine)
    fake_engine.failures = 2
    ids = [await customer.write(text) for text in ("the Azure usage cannot be ours", "just take a message please")]
    left = await customer.until(lambda a: "ticket **" in a.get("text", ""))
    (ticket,) = tickets(desk, customer)
    assert ticket.number in left["text"]
    assert left["replyToId"] == ids[-1]
    assert ticket.text == "I want to talk to somebody about NS-104231\nthe Azure usage cannot be ours"


async def test_a_message_of_somebody_waiting_is_kept_for_the_agent_when_the_engine_stays_away(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, lambda of: serve(of, turn_limit=0.05), fake_engine)
    fake_engine.failures = 10_000
    message = await customer.write("can you just take a message")
    kept = await customer.until(lambda a: a.get("text") == desk.words.say("utter_desk_kept", "en"))
    assert kept["channelData"]["turn"]["owner"] == "queue"
    assert kept["replyToId"] == message
    assert tickets(desk, customer) == []
    assert desk.conversations.turns.waiting() == ()


async def test_a_message_the_engine_refuses_is_kept_at_once(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await queued(desk, serve, fake_engine)
    fake_engine.refuses = lambda request: True
    assert (await customer.ask("still there?"))["text"] == desk.words.say("utter_desk_kept", "en")
    assert fake_engine.heard == ["still there?"]


async def test_who_is_taken_over_while_the_engine_fails_hears_nothing_of_the_desk(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine, BILLING)
    fake_engine.failures, fake_engine.hold = 1, asyncio.Event()
    message = await customer.write("is anybody there?")
    await fake_engine.until_heard(2)
    agent, here = agent_in(desk, "billing"), customer.conversation_id
    await asyncio.to_thread(desk.staff.handling.take_over, here, asked_by=agent, now=desk.clock())
    fake_engine.hold.set()
    await customer.answer_to(message)
    assert not [text for text in customer.texts() if "You are next" in text or text.startswith("Noted")]
    assert desk.conversations.turns.waiting() == ()
