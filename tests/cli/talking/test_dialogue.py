"""From the customer's end: which replies belong to which message, and when an answer is whole."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.cli.failure import CommandFailed
from bot.cli.talking.dialogue import Dialogue
from bot.cli.talking.directline import DirectLine, MessageRefused
from tests.cli.talking.fake_desk import TURN, Answering, FakeDesk

Opened = tuple[FakeDesk, Dialogue]
Open = Callable[[Answering], Awaitable[Opened]]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    servers: list[TestServer] = []
    async with aiohttp.ClientSession() as session:

        async def start(answer: Answering) -> Opened:
            desk = FakeDesk(answer)
            server = TestServer(desk.app())
            servers.append(server)
            await server.start_server()
            line = DirectLine(session, str(server.make_url("")).rstrip("/"))
            await line.open("statement", None, None)
            return desk, Dialogue(line, seconds=1.0)

        yield start
    for server in servers:
        await server.close()


def greets(desk: FakeDesk, activity: dict[str, Any]) -> None:
    desk.tell("Hello.", to=activity["id"], turn=TURN)


async def test_an_answer_carries_the_fields_of_the_contract(opened: Open) -> None:
    def answer(desk: FakeDesk, activity: dict[str, Any]) -> None:
        buttons = [{"id": "b1", "title": "Explain"}, {"title": "Pay", "url": "https://pay.example/1"}]
        desk.tell("Here it is.", to=activity["id"], turn=TURN, buttons=buttons, card={"kind": "invoice", "title": "NS"})

    _, dialogue = await opened(answer)
    (exchange,) = await dialogue.say("last invoice")
    found = exchange.as_json()
    assert found.pop("ms") >= 0
    assert found == {
        "text": "last invoice",
        "replies": [
            {
                "text": "Here it is.",
                "buttons": [{"title": "Explain"}, {"title": "Pay", "url": "https://pay.example/1"}],
                "card": {"kind": "invoice", "title": "NS"},
            }
        ],
        "intent": "greet",
        "confidence": 0.97,
        "language": "en",
        "owner": "bot",
    }


async def test_a_sentence_that_it_takes_longer_is_not_taken_for_the_answer(opened: Open) -> None:
    def answer(desk: FakeDesk, activity: dict[str, Any]) -> None:
        desk.tell("It takes longer.", to=activity["id"])
        desk.tell("Here it is.", to=activity["id"], turn=TURN)

    _, dialogue = await opened(answer)
    (exchange,) = await dialogue.say("hello")
    assert [reply["text"] for reply in exchange.replies] == ["It takes longer.", "Here it is."]


async def test_a_turn_with_nothing_to_say_ends_without_replies(opened: Open) -> None:
    kept = {"intent": None, "confidence": None, "language": "fr", "owner": "queue"}

    def answer(desk: FakeDesk, activity: dict[str, Any]) -> None:
        desk.tell(to=activity["id"], type="event", turn=kept)

    _, dialogue = await opened(answer)
    (exchange,) = await dialogue.say("hello")
    found = exchange.as_json()
    assert (found["replies"], found["intent"], found["owner"], found["language"]) == ([], None, "queue", "fr")


async def test_what_arrives_unasked_comes_first_and_has_no_text(opened: Open) -> None:
    def answer(desk: FakeDesk, activity: dict[str, Any]) -> None:
        desk.tell("Anna here.")
        greets(desk, activity)

    desk, dialogue = await opened(answer)
    desk.tell("Welcome.")
    greeting = await dialogue.unasked()
    exchanges = await dialogue.say("hello")
    assert [e.as_json()["replies"][0]["text"] for e in greeting] == ["Welcome."]
    assert [e.text for e in exchanges] == ["", "hello"]


async def test_the_latest_button_of_a_title_is_pressed(opened: Open) -> None:
    def answer(desk: FakeDesk, activity: dict[str, Any]) -> None:
        number = activity["id"]
        desk.tell("?", to=number, turn=TURN, buttons=[{"id": f"for-{number}", "title": "Yes"}])

    desk, dialogue = await opened(answer)
    await dialogue.say("one")
    await dialogue.say("two")
    await dialogue.say("Yes", dialogue.pressable("Yes"))
    assert desk.received[-1]["text"] == "Yes"
    assert desk.received[-1]["value"] == {"button": "for-m-2"}


async def test_a_button_nobody_offered_cannot_be_pressed(opened: Open) -> None:
    _, dialogue = await opened(greets)
    with pytest.raises(CommandFailed, match="No button 'Pay' was offered"):
        dialogue.pressable("Pay")


async def test_a_link_cannot_be_pressed(opened: Open) -> None:
    desk, dialogue = await opened(greets)
    desk.tell("Pay here", buttons=[{"title": "Pay", "url": "https://pay.example/1"}])
    await dialogue.unasked()
    with pytest.raises(CommandFailed, match=r"https://pay\.example/1"):
        dialogue.pressable("Pay")


async def test_history_is_not_told_again_but_its_buttons_can_be_pressed(opened: Open) -> None:
    desk, dialogue = await opened(greets)
    desk.tell("Earlier.", buttons=[{"id": "old", "title": "Explain"}])
    await dialogue.catch_up()
    assert await dialogue.unasked() == []
    assert dialogue.pressable("Explain") == "old"


async def test_no_answer_in_time_is_one_sentence(opened: Open) -> None:
    _, dialogue = await opened(lambda desk, activity: None)
    with pytest.raises(CommandFailed, match="No answer came within 1 s"):
        await dialogue.say("hello")


async def test_a_message_the_desk_refuses_is_told_with_its_reason(opened: Open) -> None:
    desk, dialogue = await opened(greets)
    desk.refuse = (413, {"error": {"code": "message_too_long", "message": "Longer than 8000 characters."}})
    with pytest.raises(MessageRefused, match=r"Longer than 8000 characters\. \(status 413\)"):
        await dialogue.say("x" * 9000)


async def test_every_message_has_an_id_of_its_own(opened: Open) -> None:
    desk, dialogue = await opened(greets)
    await dialogue.say("a")
    await dialogue.say("a")
    ids = {activity["channelData"]["clientActivityID"] for activity in desk.received}
    assert len(ids) == 2


async def test_nobody_listening_is_one_sentence() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(CommandFailed, match=r"No desk answers at http://127\.0\.0\.1:9"):
            await DirectLine(session, "http://127.0.0.1:9").open(None, None, None)
