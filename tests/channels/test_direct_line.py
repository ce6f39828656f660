"""Direct Line as its clients use it: greeting, messages, cards, buttons and history."""

import asyncio
from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import BASE, Customer, enter

CARD = {
    "kind": "invoice",
    "title": "Invoice NS-104231",
    "status": {"text": "Open", "tone": "neutral"},
    "facts": [{"label": "Total", "value": "€1,476.60"}],
    "sections": [{"title": "Lines", "rows": [{"label": "Azure plan", "value": "€118.10", "note": "usage"}]}],
}


BUTTONS = [
    {"title": "Explain", "payload": '/explain_charge{"invoice_number": "NS-104231"}'},
    {"title": "Pay", "url": "https://pay.northstar.example/i/NS-104231"},
]


def with_card(_: dict[str, Any]) -> dict[str, Any]:
    return says() | {"replies": [{"text": "Here it is.", "buttons": BUTTONS, "custom": {"card": CARD}}]}


async def test_a_conversation_begins_with_one_greeting(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.client.post(f"{BASE}/conversations", headers=customer.headers)
    greeting = await customer.until(lambda a: True)
    assert greeting["from"]["role"] == "bot"
    assert await customer.read() == []


async def test_a_conversation_begun_several_times_at_once_is_greeted_once(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    for _ in range(5):
        opened = await (await client.post(f"{BASE}/tokens/generate", json={})).json()
        customer = Customer(client, opened["conversationId"], opened["token"])
        begin = [client.post(f"{BASE}/conversations", headers=customer.headers) for _ in range(6)]
        begun = [answer.status for answer in await asyncio.gather(*begin)]
        assert sorted(begun) == [200] * 5 + [201]
        assert len(await customer.read()) == 1


@pytest.mark.parametrize(
    ("email", "body", "words"),
    [
        ("billing@contoso.example", {}, "Hello Amelia Hart"),
        ("compta@fabrikam.example", {}, "Bonjour"),
        ("compta@fabrikam.example", {"locale": "en-GB"}, "Hello"),
        (None, {"locale": "fr"}, "Bonjour"),
        (None, {}, "Hello"),
        (None, {"locale": "tlh"}, "Hello"),
    ],
)
async def test_the_greeting_speaks_the_sites_or_the_contacts_language(
    desk: Desk, serve: Any, email: str | None, body: dict[str, str], words: str
) -> None:
    customer = await enter(await serve(desk), desk, email, **body)
    assert (await customer.until(lambda a: True))["text"].startswith(words)


async def test_the_client_finds_its_own_message_by_the_id_it_gave(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    message_id = await customer.write("hello", channelData={"clientActivityID": "c-1"})
    echo = await customer.until(lambda a: a["id"] == message_id)
    assert (echo["text"], echo["from"]["role"], echo["channelData"]["clientActivityID"]) == ("hello", "user", "c-1")


async def test_a_message_sent_twice_is_answered_once(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await enter(await serve(desk), desk)
    first = await customer.write("hello", channelData={"clientActivityID": "c-1"})
    await customer.answer_to(first)
    assert await customer.write("hello", channelData={"clientActivityID": "c-1"}) == first
    await asyncio.sleep(0.2)
    assert len(fake_engine.requests) == 1
    assert customer.texts("user") == ["hello"]


async def test_the_same_client_id_in_another_conversation_is_another_message(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    one, other = await enter(client, desk), await enter(client, desk)
    await one.write("mine", channelData={"clientActivityID": "c-1"})
    reply = await other.answer_to(await other.write("theirs", channelData={"clientActivityID": "c-1"}))
    assert reply["text"] == "You said theirs."


async def test_a_card_shows_titles_and_ids_but_no_payloads(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    fake_engine.script = with_card
    customer = await enter(await serve(desk), desk)
    reply = await customer.ask("my invoice")
    content = reply["attachments"][0]["content"]
    assert [a["type"] for a in content["actions"]] == ["Action.Submit", "Action.OpenUrl"]
    assert content["body"][0]["text"] == "Invoice NS-104231"
    assert reply["channelData"]["card"] == CARD
    assert "explain_charge" not in str(reply)


async def test_pressing_a_button_reaches_the_engine_as_its_payload(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    fake_engine.script = with_card
    customer = await enter(await serve(desk), desk)
    reply = await customer.ask("my invoice")
    data = reply["attachments"][0]["content"]["actions"][0]["data"]
    fake_engine.script = lambda request: says("Because.")
    await customer.answer_to(await customer.write("", value=data))
    assert fake_engine.requests[-1]["choice"] == BUTTONS[0]["payload"]
    assert "text" not in fake_engine.requests[-1]
    assert customer.texts("user") == ["my invoice", "Explain"]


async def test_what_looks_like_a_command_is_text(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.ask('/find_invoice{"invoice_number": "NS-104236"}')
    assert fake_engine.requests[0]["text"] == '/find_invoice{"invoice_number": "NS-104236"}'
    assert "choice" not in fake_engine.requests[0]


async def test_history_comes_back_by_watermark_after_a_reload(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    customer = await enter(client, desk, "billing@contoso.example")
    await customer.ask("hello")
    refreshed = await client.post(f"{BASE}/tokens/refresh", headers=customer.headers)
    again = Customer(client, customer.conversation_id, (await refreshed.json())["token"])
    await again.read()
    assert [a["id"] for a in again.seen] == [a["id"] for a in customer.seen]


async def test_a_contact_goes_on_with_its_own_conversation_and_nobody_elses(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    mine = await enter(client, desk, "billing@contoso.example")
    resumed = await enter(client, desk, "billing@contoso.example", conversation=mine.conversation_id)
    assert resumed.conversation_id == mine.conversation_id
    for email in ("compta@fabrikam.example", "it@contoso.example", None):
        other = await enter(client, desk, email, conversation=mine.conversation_id)
        assert other.conversation_id != mine.conversation_id


@pytest.mark.parametrize(
    "text", ["🙂🙂🙂", "<script>alert(1)</script>", "**bold** [link](javascript:alert(1))", "\u202e"]
)
async def test_odd_but_honest_text_reaches_the_engine_as_it_is(
    desk: Desk, serve: Any, fake_engine: FakeEngine, text: str
) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.ask(text)
    assert fake_engine.requests[0]["text"] == text
    echo = next(a for a in customer.seen if a["from"]["role"] == "user")
    assert (echo["text"], echo["textFormat"]) == (text, "plain")


async def test_what_an_agent_writes_is_plain_text_for_every_client(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    sofia, text = agent_in(desk, "helpdesk"), "5 * 3 * 2 and _this_"
    desk.staff.handling.take_over(customer.conversation_id, asked_by=sofia, now=NOW)
    desk.staff.writing.reply(customer.conversation_id, text, event_id="r1", asked_by=sofia, now=NOW)
    said = {activity["text"]: activity["textFormat"] for activity in await customer.read()}
    assert said.pop(text) == "plain"
    assert set(said.values()) == {"markdown"}


async def test_activities_that_say_nothing_are_taken_and_forgotten(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    for kind in ("typing", "event", "conversationUpdate"):
        assert (await customer.post({"type": kind})).status == 200
    assert await customer.read() == []


async def test_health_tells_which_part_is_down(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    client = await serve(desk)
    well = await client.get("/health")
    assert (well.status, await well.json()) == (200, {"desk": "ok", "engine": "ok", "database": "ok"})
    lonely = await serve(desk, engine_url="http://127.0.0.1:1")
    ill = await lonely.get("/health")
    assert (ill.status, await ill.json()) == (503, {"desk": "ok", "engine": "down", "database": "ok"})


async def test_a_client_may_say_its_language_when_the_conversation_begins(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    opened = await (await client.post(f"{BASE}/tokens/generate", json={})).json()
    customer = Customer(client, opened["conversationId"], opened["token"])
    for locale in ("fr-FR", "en-GB"):
        await client.post(f"{BASE}/conversations", json={"locale": locale}, headers=customer.headers)
    (greeting,) = await customer.read()
    assert greeting["text"].startswith("Bonjour"), "the first beginning counts"
    wrong = await client.post(f"{BASE}/conversations", json={"locale": 7}, headers=customer.headers)
    assert wrong.status == 400
