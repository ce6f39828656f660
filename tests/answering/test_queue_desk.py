"""While a customer waits: every message is answered, wishes are understood, and nothing that was written is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.answering.waiting import ANNOUNCED, BILLING, Clock, press, queued, tickets, titles
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.queue import Queue, with_queue


async def test_the_first_message_is_confirmed_at_length_and_later_ones_shortly(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine)
    first = await customer.ask("it is about the Azure line")
    assert first["text"] == desk.words.say("utter_desk_kept", "en")
    assert titles(first) == ["How much longer?", "Leave a message instead", "I would rather not wait"]
    for text in ("and the tax", "and the seats"):
        reply = await customer.ask(text)
        assert reply["text"] == "Noted."
        assert titles(reply) == []


async def test_a_second_wait_confirms_at_length_again(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await queued(desk, serve, fake_engine)
    first = await customer.ask("it is about the Azure line")
    await press(customer, first, "I would rather not wait")
    fake_engine.script = lambda request: says("x", intent="talk_to_human") | ANNOUNCED
    await customer.ask("a person after all")
    assert (await customer.ask("about the tax"))["text"] == desk.words.say("utter_desk_kept", "en")


@pytest.mark.parametrize("said", ["can you just take a message", "I'd rather leave a message", "button"])
async def test_a_message_left_is_a_ticket_with_what_was_written_and_the_bot_is_back(
    desk: Desk, serve: Any, fake_engine: FakeEngine, said: str
) -> None:
    customer = await queued(desk, serve, fake_engine)
    kept = await customer.ask("the Azure usage cannot be ours")
    if said == "button":
        reply = await press(customer, kept, "Leave a message instead")
    else:
        reply = await customer.ask(said)
    (ticket,) = tickets(desk, customer)
    assert f"ticket **{ticket.number}**" in reply["text"]
    assert "first answer" in reply["text"]
    assert reply["channelData"]["turn"]["owner"] == "bot"
    assert ticket.text == "I want to talk to somebody about NS-104231\nthe Azure usage cannot be ours"
    assert "“I want to talk to somebody about NS-104231 the Azure usage cannot be ours”" in reply["text"]
    assert (await customer.ask("thanks"))["text"] == "You said thanks."


@pytest.mark.parametrize("email", [BILLING, None])
async def test_a_message_that_was_not_written_yet_is_asked_for_and_no_ticket_is_made_up(
    desk: Desk, serve: Any, fake_engine: FakeEngine, email: str | None
) -> None:
    customer = await queued(desk, serve, fake_engine, email)
    reply = await customer.ask("just take a message please")
    assert reply["text"] == 'You said /open_ticket{"ticket_matter": "commercial"}.'
    assert reply["channelData"]["turn"]["owner"] == "bot"
    assert fake_engine.requests[-1]["begin_again"] is True
    assert tickets(desk, customer) == []


async def test_a_wish_that_tells_something_is_written_into_its_ticket(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine)
    wish = "can you take a message: please correct the VAT number on NS-104231"
    await customer.ask(wish)
    assert wish in tickets(desk, customer)[0].text


@pytest.mark.parametrize(
    ("facts", "wanted", "unwanted"),
    [
        ({"present": 1, "usual_wait_minutes": 3}, ["You are next", "about 3 minutes"], "calling"),
        ({"present": 1, "usual_wait_minutes": None}, ["You are next"], "minute"),
        (
            {"present": 0, "called": 1},
            ["You are next", "calling our colleagues", "within 10 minutes, I open a ticket"],
            "usually",
        ),
        ({"present": 1, "position": 4}, ["You are number 4 in the queue"], "next"),
    ],
)
async def test_still_there_tells_the_place_and_the_usual_time(
    desk: Desk, serve: Any, fake_engine: FakeEngine, facts: dict[str, int | None], wanted: list[str], unwanted: str
) -> None:
    changed = with_queue(desk, Queue(desk, **facts))
    customer = await queued(changed, serve, fake_engine)
    reply = await customer.ask("are you still there?")
    assert [text for text in wanted if text not in reply["text"]] == []
    assert unwanted not in reply["text"]
    assert titles(reply) == ["Leave a message instead", "I would rather not wait"]


async def test_what_is_left_of_the_wait_is_told_not_what_it_began_with(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    clock = Clock()
    customer = await queued(with_queue(replace(desk, clock=clock), Queue(desk, present=0)), serve, fake_engine)
    clock.now += timedelta(minutes=6)
    assert "within 4 minutes" in (await customer.ask("still there?"))["text"]
