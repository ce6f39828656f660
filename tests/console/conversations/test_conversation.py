"""A conversation in the console: taken, answered, noted, passed on, given back, by the roles that may."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.fixtures.console import Console, signed_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import Customer, enter

BILLING = "billing@contoso.example"


def hands_off(team: str = "commercial") -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An engine that asks for a person when somebody says so, and repeats everything else."""

    def script(request: dict[str, Any]) -> dict[str, Any]:
        if "person" not in request.get("text", ""):
            return says(f"The assistant heard {request.get('text')}.")
        answer = says("A colleague will answer you here.", intent="talk_to_human")
        answer["replies"][0]["custom"] = {"hand_off": {"queue": team, "reason": "asked"}}
        return answer

    return script


async def waiting(desk: Desk, serve: Callable[..., Any], engine: FakeEngine) -> tuple[Any, Customer, Console]:
    """A signed-in customer who asked for a person, and an agent's browser."""
    engine.script = hands_off()
    client = await serve(desk)
    customer = await enter(client, desk, BILLING)
    await customer.ask("Give me a person please")
    return client, customer, await signed_in(client, "helpdesk")


async def test_an_agent_takes_answers_and_gives_back(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    _, customer, console = await waiting(desk, serve, fake_engine)
    listed = await console.page("/")
    assert 'aria-label="Waiting"' in listed
    assert f"/console/c/{customer.conversation_id}" in listed
    here = f"/c/{customer.conversation_id}"
    await console.done(f"{here}/take-over")
    await customer.until(lambda a: "Sofia Keller" in a.get("text", ""))
    await console.done(f"{here}/write", {"reply": "Good morning, how can I help?", "event_id": "one"})
    answer = await customer.until(lambda a: a.get("text") == "Good morning, how can I help?")
    assert answer["from"]["name"] == "Sofia Keller"
    asked = len(fake_engine.requests)
    await customer.write("What do we owe?")
    await asyncio.sleep(0.3)
    assert len(fake_engine.requests) == asked
    await console.done(f"{here}/hand-back")
    await customer.until(lambda a: "handed over to me" in a.get("text", ""))
    assert "heard Thanks" in (await customer.ask("Thanks"))["text"]
    assert fake_engine.requests[-1]["begin_again"] is True
    await customer.ask("And now?")
    assert "begin_again" not in fake_engine.requests[-1]


@pytest.mark.parametrize("verb", ["hand-back", "resolve"])
async def test_a_page_without_the_latest_message_neither_hands_back_nor_closes(
    desk: Desk, serve: Any, fake_engine: FakeEngine, verb: str
) -> None:
    """The form sends along the last row of its page."""
    _, customer, console = await waiting(desk, serve, fake_engine)
    here = f"/c/{customer.conversation_id}"
    await console.done(f"{here}/take-over")
    page = await console.page(here)
    (row,) = re.findall(rf'name="seen" value="(\d+)" form="{verb}-form"', page)
    assert f'<form id="{verb}-form" method="post" action="/console{here}/{verb}' in page
    await customer.write("Wait, one more thing!")
    refused = await console.post(f"{here}/{verb}", {"seen": row})
    assert refused.status == 409
    assert "The customer wrote in this very moment" in await refused.text()
    (newer,) = re.findall(rf'name="seen" value="(\d+)" form="{verb}-form"', await console.page(here))
    await console.done(f"{here}/{verb}", {"seen": newer})


async def test_a_private_note_never_reaches_the_customer(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    _, customer, console = await waiting(desk, serve, fake_engine)
    here = f"/c/{customer.conversation_id}"
    await console.done(f"{here}/write", {"note": "Pays late, be kind", "event_id": "n1"})
    await console.done(f"{here}/write", {"reply": "Hello", "event_id": "r1"})
    await customer.until(lambda a: a.get("text") == "Hello")
    assert not any("be kind" in text for text in customer.texts())
    assert "Pays late, be kind" in await console.page(here)


async def test_a_form_that_arrives_twice_is_said_once(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    _, customer, console = await waiting(desk, serve, fake_engine)
    for _ in range(2):
        await console.done(f"/c/{customer.conversation_id}/write", {"reply": "Once only", "event_id": "same"})
    await customer.until(lambda a: a.get("text") == "Once only")
    await asyncio.sleep(0.2)
    await customer.read()
    assert customer.texts().count("Once only") == 1


async def test_a_reply_refused_in_the_composer_leaves_no_note_until_it_is_sent_as_a_note(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    client, customer, console = await waiting(desk, serve, fake_engine)
    colleague = await signed_in(client, "billing")
    here = f"/c/{customer.conversation_id}"
    await colleague.done(f"{here}/take-over")
    written = {"reply": "Good morning.", "note": "an odd case", "event_id": "one"}
    assert (await console.post(f"{here}/write", written)).status == 409
    assert "an odd case" not in await console.page(here)
    await console.done(f"{here}/write", {**written, "only_note": "1"})
    assert "an odd case" in await console.page(here)
    assert "Good morning." not in customer.texts()


async def test_of_two_agents_the_second_is_told_who_was_first(desk: Desk, serve: Any, fake_engine: FakeEngine) -> None:
    client, customer, console = await waiting(desk, serve, fake_engine)
    other = await signed_in(client, "billing")
    path = f"/c/{customer.conversation_id}/take-over"
    answers = await asyncio.gather(console.post(path), other.post(path))
    assert sorted(answer.status for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status == 409)
    assert "was faster and has this conversation" in await refused.text()


async def test_a_row_tells_who_waits_for_whom_why_how_and_what_was_said(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    client, _, _ = await waiting(desk, serve, fake_engine)
    row = (await (await signed_in(client, "sales")).page("/")).partition("row-text")[2].partition("</li>")[0]
    for told in ("Amelia Hart", "Contoso Ltd", "Billing team", "asked for a person", "English · Website", "data-since"):
        assert told in row
    assert "Give me a person please" in row
    assert 'class="badge accent">Billing team' in row
    assert 'class="badge ">Billing team' in await (await signed_in(client, "helpdesk")).page("/")


async def test_the_assistants_bold_words_are_bold_and_an_agents_stars_stay(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    client, customer, console = await waiting(desk, serve, fake_engine)
    fake_engine.script = lambda request: says("This is **NS-104231**.")
    other = await enter(client, desk, BILLING)
    await other.ask("Show it")
    assert "This is <strong>NS-104231</strong>." in await console.page(f"/c/{other.conversation_id}")
    assert "This is NS-104231." in await console.page("/all")
    await console.done(f"/c/{customer.conversation_id}/write", {"reply": "5 **times**", "event_id": "r"})
    assert "5 **times**" in await console.page(f"/c/{customer.conversation_id}")


async def test_a_long_history_is_read_back_without_javascript_too(desk: Desk, serve: Any) -> None:
    with database_of(desk).writing() as work:
        work.conversations.rows.open(conversation_id="long", channel="web", contact_id=None, language="en", now=NOW)
        work.conversations.log.append("long", [Draft(Author.CUSTOMER, f"Line {n}.") for n in range(1, 301)], NOW)
    console = await signed_in(await serve(desk), "helpdesk")
    address = "/c/long"
    seen: set[str] = set()
    for _ in range(10):
        page = await console.page(address)
        assert page.lstrip().lower().startswith("<!doctype html>")
        seen |= set(re.findall(r"Line \d+\.", page))
        link = re.search(r'href="/console(/c/long/earlier\?before=\d+)"', page)
        if link is None:
            break
        address = link[1]
    assert len(seen) == 300
    part = await console.page(address, headers={"HX-Request": "true"})
    assert "<!doctype" not in part.lower()
    assert "Line 1." in part
