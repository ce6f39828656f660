"""Turns as customers live them: a desk over real HTTP, an engine that answers, fails, or hangs."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.answering import worker
from bot.bootstrap import Desk
from bot.domain.conversations.messages import Incoming
from bot.services.conversations.turns import LEASE
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NIGHT, NOW, database_of, restarted
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import Customer, enter


async def test_a_message_is_answered_with_what_the_engine_understood(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    reply = await customer.ask("hello")
    assert reply["text"] == "You said hello."
    assert reply["channelData"]["turn"] == {"intent": "greet", "confidence": 0.97, "language": "en", "owner": "bot"}
    assert fake_engine.requests[0]["sender"] == customer.conversation_id


async def test_messages_of_one_conversation_are_answered_one_after_the_other(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    ids = [await customer.write(text) for text in ("one", "two", "three")]
    await customer.answer_to(ids[-1])
    assert [r["text"] for r in fake_engine.requests] == ["one", "two", "three"]
    assert fake_engine.most_at_once == 1
    assert customer.texts()[-3:] == ["You said one.", "You said two.", "You said three."]


async def test_conversations_do_not_wait_for_each_other(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    client = await serve(desk)
    first, second = await enter(client, desk), await enter(client, desk)
    fake_engine.hold = asyncio.Event()
    waiting = [await first.write("one"), await second.write("two")]
    async with asyncio.timeout(PATIENCE):
        while fake_engine.at_once < 2:
            await asyncio.sleep(0.01)
    fake_engine.hold.set()
    await first.answer_to(waiting[0])
    await second.answer_to(waiting[1])


async def test_an_engine_that_fails_once_is_asked_again_with_the_same_message(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    fake_engine.failures = 1
    reply = await customer.ask("hello")
    assert reply["text"] == "You said hello."
    tried = [(r["message_id"], r["state"]) for r in fake_engine.requests]
    assert len(tried) == 2
    assert tried[0] == tried[1]
    assert customer.texts().count("You said hello.") == 1


async def test_a_defect_of_ours_still_leaves_the_customer_with_a_sentence_and_a_person(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(*_: object) -> None:
        raise KeyError("a defect")

    customer = await enter(await serve(desk), desk)
    monkeypatch.setattr("bot.answering.engine.Engine.take_turn", breaks)
    reply = await customer.ask("hello")
    assert reply["text"].startswith(desk.words.say("utter_desk_given_up_queued", "en"))
    assert reply["channelData"]["turn"]["owner"] == "queue"
    assert desk.conversations.turns.waiting() == ()
    assert "a defect" in caplog.text


async def test_a_defect_of_ours_while_a_person_is_awaited_loses_nothing(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr(worker, "SWEEP_SECONDS", 0.05)
    customer = await enter(await serve(desk), desk)
    agent = agent_in(desk, "billing")
    await asyncio.to_thread(desk.staff.handling.take_over, customer.conversation_id, asked_by=agent, now=desk.clock())
    with monkeypatch.context() as broken:
        broken.setattr("bot.answering.engine.Engine.understand", breaks)
        message = await customer.write("are you there?")
        await asyncio.sleep(0.3)
        assert desk.conversations.turns.waiting() == (customer.conversation_id,)
    await customer.answer_to(message)
    assert desk.conversations.turns.waiting() == ()


async def test_a_longer_fault_is_told_once_and_the_message_is_answered_afterwards(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "APOLOGISE_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(worker, "pause", lambda attempts: 0.01)
    customer = await enter(await serve(desk), desk)
    fake_engine.failures = 4
    await customer.ask("hello")
    assert customer.texts()[1:] == [desk.words.say("utter_desk_delayed", "en"), "You said hello."]


async def test_when_the_engine_stays_away_people_take_over(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "pause", lambda attempts: 0.01)
    customer = await enter(await serve(desk, turn_limit=0.05), desk)
    fake_engine.failures = 10_000
    reply = await customer.ask("hello")
    assert reply["text"].startswith(desk.words.say("utter_desk_given_up_queued", "en"))
    assert "You are next." in reply["text"]
    assert reply["channelData"]["turn"]["owner"] == "queue"


async def test_when_the_engine_stays_away_at_night_the_next_opening_is_told(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "pause", lambda attempts: 0.01)
    night = replace(desk, clock=lambda: NIGHT)
    customer = await enter(await serve(night, turn_limit=0.05), night)
    fake_engine.failures = 10_000
    reply = await customer.ask("hello")
    assert "Our team is back tomorrow at 09:00." in reply["text"]
    assert reply["channelData"]["turn"]["owner"] == "bot"


async def test_an_answer_of_another_shape_is_a_failure_and_not_an_empty_reply(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    answers = [{"replies": "none"}, says("Now I am well.")]
    fake_engine.script = lambda request: answers.pop(0)
    customer = await enter(await serve(desk), desk)
    assert (await customer.ask("hello"))["text"] == "Now I am well."


async def test_a_state_the_engine_cannot_read_is_forgotten_and_the_message_answered(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.ask("one")
    fake_engine.refuses = lambda request: request["state"] is not None
    assert (await customer.ask("two"))["text"] == "You said two."
    assert [r["state"] for r in fake_engine.requests] == [None, {"turns": 1}, None]


async def test_a_message_the_engine_refuses_for_good_goes_to_people_at_once(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    fake_engine.refuses = lambda request: True
    reply = await customer.ask("hello")
    assert reply["channelData"]["turn"]["owner"] == "queue"
    assert len(fake_engine.requests) == 1


async def test_what_a_killed_desk_left_behind_is_answered_by_the_next_one(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    opened = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW)
    desk.conversations.inbox.receive(Incoming("directline", opened.conversation_id, "e", "left behind"), NOW)
    assert desk.conversations.turns.begin(opened.conversation_id) is not None  # and then the process is killed
    with database_of(desk).writing() as work:  # time passes: its lease runs out
        work.conversations.leases.release(opened.conversation_id, worker=desk.conversations.turns.worker)
    client = await serve(restarted(desk))
    customer = Customer(client, opened.conversation_id, opened.token)
    reply = await customer.until(lambda a: a["from"]["role"] == "bot")
    assert reply["text"] == "You said left behind."
    assert LEASE.total_seconds() <= 20


async def test_while_waiting_the_customer_can_cancel_and_nothing_is_left_unanswered(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    wish = {"hand_off": {"queue": "commercial", "reason": "asked"}}
    fake_engine.script = lambda request: (
        says("A colleague will answer.", intent="talk_to_human")
        | {"replies": [{"text": "A colleague will answer.", "buttons": [], "custom": wish}]}
    )
    customer = await enter(await serve(desk), desk)
    assert (await customer.ask("a person please"))["channelData"]["turn"]["owner"] == "queue"
    kept = await customer.ask("it is about NS-104231")
    assert kept["text"] == desk.words.say("utter_desk_kept", "en")
    assert len(fake_engine.requests) == 1  # the engine's dialogue never saw it
    cancel = next(b for b in kept["channelData"]["buttons"] if b["title"] == "I would rather not wait")
    reply = await customer.answer_to(await customer.write("x", value={"button": cancel["id"]}))
    assert reply["text"] == desk.words.say("utter_desk_waiting_cancelled", "en")
    assert reply["channelData"]["turn"]["owner"] == "bot"


async def test_a_queue_button_pressed_after_the_waiting_is_answered_by_the_desk(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk, turn_limit=0.0), desk)
    fake_engine.failures = 1
    await customer.ask("hello")  # given up, so queued
    position = await customer.ask("are you still there?")
    cancel = next(b for b in position["channelData"]["buttons"] if b["title"] == "I would rather not wait")
    for answered in ("utter_desk_waiting_cancelled", "utter_desk_not_waiting"):
        reply = await customer.answer_to(await customer.write("x", value={"button": cancel["id"]}))
        assert reply["text"] == desk.words.say(answered, "en")
    assert fake_engine.failures == 0


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 0.5), (1, 1.0), (3, 4.0), (4, 8.0), (50, 8.0)])
def test_pauses_double_and_stay_below_a_lease(attempts: int, seconds: float) -> None:
    assert worker.pause(attempts) == seconds
    assert seconds < LEASE.total_seconds()


@pytest.mark.parametrize(
    ("intent", "confidence", "owner"), [("deny", 0.95, "bot"), ("deny", 0.85, "queue"), ("greet", 0.99, "queue")]
)
async def test_only_a_clear_no_ends_the_waiting(
    desk: Desk, serve: Any, fake_engine: FakeEngine, intent: str, confidence: float, owner: str
) -> None:
    customer = await enter(await serve(desk, turn_limit=0.0), desk)
    fake_engine.failures = 1
    await customer.ask("hello")  # given up, so queued
    fake_engine.parse = {"intent": intent, "confidence": confidence, "entities": [], "ranking": []}
    assert (await customer.ask("words"))["channelData"]["turn"]["owner"] == owner
