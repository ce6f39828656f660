"""While a customer waits: every message is answered, wishes are understood, and nothing that was written is lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.cues import Cue, WaitingWish
from bot.domain.kernel.errors import TicketTextMissing
from bot.domain.support.tickets import Ticket
from bot.services.support.tickets import CustomerTickets, TicketOpened
from bot.turns.queue_desk import Meaning, meaning_of
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.queue import Queue, with_queue
from tests.fixtures.talk import Customer, enter

BILLING = "billing@contoso.example"
WISH = {"hand_off": {"queue": "commercial", "reason": "asked"}}
ANNOUNCED = {"replies": [{"text": "A colleague comes.", "buttons": [], "custom": WISH}]}


class Clock:
    """A clock a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def queued(desk: Desk, serve: Any, fake_engine: FakeEngine, email: str | None = BILLING) -> Customer:
    """Somebody who asked for a person and waits."""
    fake_engine.script = lambda request: says("x", intent="talk_to_human") | ANNOUNCED
    customer = await enter(await serve(desk), desk, email)
    reply = await customer.ask("I want to talk to somebody about NS-104231")
    assert reply["channelData"]["turn"]["owner"] == "queue"
    fake_engine.script = lambda request: says(f"You said {request.get('text') or request.get('choice')}.")
    return customer


def tickets(desk: Desk, customer: Customer) -> list[Ticket]:
    """Those opened in this conversation."""
    with desk.database.reading() as work:
        found = work.support.tickets.readable(asked_by=VISITOR, conversation_id=customer.conversation_id)
    return list(found)


def titles(reply: dict[str, Any]) -> list[str]:
    return [button["title"] for button in reply["channelData"].get("buttons", [])]


async def press(customer: Customer, reply: dict[str, Any], title: str) -> dict[str, Any]:
    button = next(b for b in reply["channelData"]["buttons"] if b["title"] == title)
    return await customer.answer_to(await customer.write(title, value={"button": button["id"]}))


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
    assert (await customer.ask("thanks"))["text"] == "You said thanks."


async def test_a_message_left_without_another_word_holds_what_was_asked(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine)
    await customer.ask("just take a message please")
    (ticket,) = tickets(desk, customer)
    assert ticket.text == "I want to talk to somebody about NS-104231"


async def test_a_wish_that_tells_something_is_written_into_its_ticket(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine)
    wish = "can you take a message: please correct the VAT number on NS-104231"
    await customer.ask(wish)
    assert wish in tickets(desk, customer)[0].text


async def test_a_visitor_is_told_that_a_message_needs_an_address_and_is_asked_for_it(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await queued(desk, serve, fake_engine, None)
    reply = await customer.ask("I'll leave a message")
    assert "e-mail address" in reply["text"]
    assert reply["channelData"]["turn"]["owner"] == "bot"
    assert tickets(desk, customer) == []
    assert (await press(customer, reply, "Open a ticket"))["text"] == (
        'You said /open_ticket{"ticket_matter": "commercial"}.'
    )


@pytest.mark.parametrize(
    ("facts", "wanted", "unwanted"),
    [
        ({"present": 1, "usual_wait_minutes": 3}, ["You are next", "about 3 minutes"], "calling"),
        ({"present": 1, "usual_wait_minutes": None}, ["You are next"], "minute"),
        ({"present": 0}, ["You are next", "calling our colleagues", "within 10 minutes, I open a ticket"], "usually"),
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
    with desk.database.reading() as work:
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


@pytest.mark.parametrize(
    ("choice", "wishes", "intent", "confidence", "meaning"),
    [
        ("/cancel_waiting", (), None, None, Meaning.CANCEL),
        ("/leave_message", (), None, None, Meaning.LEAVE_MESSAGE),
        ("/still_there", (), None, None, Meaning.STILL_THERE),
        ('/open_ticket{"ticket_matter": "commercial"}', (), None, None, Meaning.LEAVE_MESSAGE),
        ('/talk_to_human{"handoff_reason": "anger"}', (), None, None, Meaning.STILL_THERE),
        ("/find_invoice", (), None, None, Meaning.FOR_THE_AGENT),
        (None, (), "deny", 0.95, Meaning.CANCEL),
        (None, (), "deny", 0.89, Meaning.FOR_THE_AGENT),
        (None, (), "open_ticket", 0.95, Meaning.LEAVE_MESSAGE),
        (None, (), "open_ticket", 0.5, Meaning.FOR_THE_AGENT),
        (None, (WaitingWish.HOW_LONG,), "greet", 0.95, Meaning.STILL_THERE),
        (None, (), "support_hours", 0.95, Meaning.STILL_THERE),
        (None, (WaitingWish.LEAVE_MESSAGE,), "deny", 0.99, Meaning.LEAVE_MESSAGE),
        (None, (WaitingWish.LEAVE_MESSAGE, WaitingWish.HOW_LONG), "greet", 0.95, Meaning.LEAVE_MESSAGE),
        (None, (WaitingWish.GIVE_UP,), "talk_to_human", 0.97, Meaning.CANCEL),
        (None, (WaitingWish.GIVE_UP, WaitingWish.HOW_LONG), "greet", 0.5, Meaning.CANCEL),
        (None, (WaitingWish.HOW_LONG,), "deny", 0.95, Meaning.CANCEL),
        (None, (), "find_invoice", 0.99, Meaning.FOR_THE_AGENT),
        (None, (WaitingWish.LEAVE_MESSAGE,), None, None, Meaning.LEAVE_MESSAGE),
        (None, ("a wish of a later engine",), None, None, Meaning.FOR_THE_AGENT),
    ],
)
def test_what_somebody_waiting_asks_of_the_desk(
    choice: str | None, wishes: Sequence[str], intent: str | None, confidence: float | None, meaning: Meaning
) -> None:
    entities = [{"entity": Cue.WAITING_WISH.value, "value": wish} for wish in wishes]
    assert meaning_of(choice, {"intent": intent, "confidence": confidence, "entities": entities}) is meaning


def test_a_message_nobody_could_read_is_for_the_agent() -> None:
    assert meaning_of(None, {}) is Meaning.FOR_THE_AGENT
