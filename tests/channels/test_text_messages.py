"""Another channel needs nothing of the desk but its reception and its delivery."""

import ast
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel import lengths
from tests.channels import text_messages
from tests.channels.text_messages import TextMessages
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.fake_engine import FakeEngine, says

NUMBER = "+33 1 99 00 00 00"
LONG = 30.0
"""Seconds nobody waits unless a message is lost."""


class Phone:
    """What was sent to each number, in order, and the channel that sends it."""

    def __init__(self, desk: Desk) -> None:
        self._come: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.channel = TextMessages(desk, self._sent)

    async def _sent(self, number: str, text: str) -> None:
        self._come.put_nowait((number, text))

    async def next(self) -> tuple[str, str]:
        return await asyncio.wait_for(self._come.get(), LONG)

    def nothing(self) -> bool:
        return self._come.empty()


@pytest.fixture
async def phone(desk: Desk, serve: Any) -> AsyncIterator[Phone]:
    await serve(desk)
    made = Phone(desk)
    yield made
    await made.channel.close()


async def test_whoever_texts_is_greeted_and_answered(phone: Phone) -> None:
    await phone.channel.arrives(NUMBER, "1", "hello")
    number, greeting = await phone.next()
    assert (number, greeting[:6]) == (NUMBER, "Hello!")
    assert await phone.next() == (NUMBER, "You said hello.")
    await phone.channel.arrives(NUMBER, "2", "again")
    assert await phone.next() == (NUMBER, "You said again.")


async def test_a_text_brought_twice_is_answered_once(phone: Phone, fake_engine: FakeEngine) -> None:
    for message_id, text in (("1", "hello"), ("1", "hello"), ("2", "bye")):
        await phone.channel.arrives(NUMBER, message_id, text)
    said = [(await phone.next())[1] for _ in range(3)]
    assert said[1:] == ["You said hello.", "You said bye."]
    assert [request["text"] for request in fake_engine.requests] == ["hello", "bye"]


async def test_two_numbers_are_two_conversations(phone: Phone) -> None:
    for number in (NUMBER, "+1 555 0100"):
        await phone.channel.arrives(number, "1", f"I am {number}")
    come = [await phone.next() for _ in range(4)]
    assert [text for number, text in come if number == NUMBER][1:] == [f"You said I am {NUMBER}."]


async def test_a_figure_presses_the_button_of_its_place(phone: Phone, fake_engine: FakeEngine) -> None:
    buttons = [
        {"title": "Page", "url": "https://northstar.example"},
        {"title": "Explain", "payload": "/explain_charge"},
    ]
    fake_engine.script = lambda _: says() | {"replies": [{"text": "Here.", "buttons": buttons, "custom": None}]}
    await phone.channel.arrives(NUMBER, "1", "my invoice")
    await phone.next()
    assert (await phone.next())[1] == "Here.\n1 https://northstar.example\n2 Explain"
    await phone.channel.arrives(NUMBER, "2", "2")
    await phone.next()
    assert fake_engine.requests[-1]["choice"] == "/explain_charge"


async def test_a_text_too_long_is_refused_in_words(phone: Phone, desk: Desk, fake_engine: FakeEngine) -> None:
    await phone.channel.arrives(NUMBER, "1", "x" * (lengths.MESSAGE + 1))
    await phone.next()
    refusal = desk.words.say("utter_desk_message_too_long", "en", limit=str(lengths.MESSAGE))
    assert (await phone.next())[1] == refusal
    await phone.channel.arrives(NUMBER, "2", " ")
    assert phone.nothing()
    assert fake_engine.requests == []


async def test_what_an_agent_writes_is_brought_and_marked_as_delivered(phone: Phone, desk: Desk) -> None:
    await phone.channel.arrives(NUMBER, "1", "hello")
    assert [(await phone.next())[1] for _ in range(2)][1] == "You said hello."
    sofia, (conversation,) = agent_in(desk, "helpdesk"), phone.channel._conversations.values()
    with desk.signals.watching(conversation) as heard:
        desk.staff.handling.take_over(conversation, asked_by=sofia, now=NOW)
        desk.staff.writing.reply(conversation, "Sofia here", event_id="r1", asked_by=sofia, now=NOW)
        assert [(await phone.next())[1] for _ in range(2)][1] == "Sofia here"
        async with asyncio.timeout(LONG):
            while (await heard.get()).value != "delivered":
                continue
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(conversation)
    assert record is not None
    assert record.delivered_seq == record.last_seq


def test_it_knows_nothing_of_the_desk_but_reception_delivery_and_the_way_in() -> None:
    source = Path(text_messages.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) < 80
    used = {ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    of_the_desk = {name.removeprefix("self._desk.") for name in used if name.startswith("self._desk.")}
    assert of_the_desk - {"conversations"} == {
        "clock", "signals", "conversations.sign_in", "conversations.sign_in.enter", "conversations.reception",
        "conversations.reception.begin", "conversations.reception.receive", "conversations.delivery",
    }  # fmt: skip
