"""Canned replies in the console: written with care, offered filled, never sent with gaps."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Desk
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import Console, agent_in, signed_in

Serve = Callable[..., Any]
GOOD = {
    "name_en": "Seats",
    "name_fr": "Postes",
    "team": "",
    "en": "Hello {contact}",
    "fr": "Bonjour {contact}",
    "intents": "find_invoice",
}


def reply_id(desk: Desk, name: str) -> int:
    (reply,) = (one for one in desk.staff.canned_replies.all(asked_by=agent_in(desk, "helpdesk")) if one.name == name)
    return reply.id


async def version(console: Console, number: int) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', await console.page(f"/replies/{number}"))
    assert found
    return found[1]


async def test_the_demo_brings_ten_replies_in_both_languages(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert (await console.page("/replies")).count("/delete") == 10
    await console.done("/language", {"language": "fr"})
    listed = await console.page("/replies")
    assert "Merci de votre patience" in listed
    assert "Un instant, s’il vous plaît" in listed
    assert "One moment" not in listed


async def test_a_new_reply_is_kept_and_offered(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk, "billing@contoso.example")
    path = await console.done("/replies", GOOD)
    assert "Saved." in await console.page(path)
    assert "Hello Amelia Hart" in await console.page(f"/c/{THREAD}/canned?q=seats")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"en": "Hello\nand {oops} you"}, "Line 2, column 5 (en): {oops} is no variable"),
        ({"fr": "Bonjour {"}, "Line 1, column 9 (fr): { is no variable"),
        ({"fr": "  "}, "a text of at most 2,000"),
        ({"en": "x" * 2001}, "a text of at most 2,000"),
        ({"name_en": ""}, "a name of at most 60"),
        ({"name_fr": " "}, "a name of at most 60"),
        ({"name_fr": "Bonjour"}, "“Bonjour” exists already"),
        ({"name_en": "Hello"}, "“Hello” exists already"),
    ],
)
async def test_what_cannot_be_kept_is_told_beside_its_field_and_stays_typed(
    desk: Desk, serve: Serve, changes: dict[str, str], told: str
) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    answer = await console.post("/replies", {**GOOD, **changes})
    text = await answer.text()
    assert answer.status in {400, 409}
    assert told in text
    assert 'aria-invalid="true"' in text
    assert {**GOOD, **changes}["fr"].strip() in text
    assert len(desk.staff.canned_replies.all(asked_by=agent_in(desk, "helpdesk"))) == 10


async def test_the_slower_of_two_editors_is_told(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    sofia, julien = await signed_in(client, "helpdesk"), await signed_in(client, "billing")
    number = reply_id(desk, "Hello")
    seen = await version(sofia, number)
    await julien.done(f"/replies/{number}", {**GOOD, "name_en": "Hello", "seen": seen, "en": "Hi"})
    late = await sofia.post(f"/replies/{number}", {**GOOD, "name_en": "Hello", "seen": seen, "en": "Hey"})
    text = await late.text()
    assert late.status == 409
    assert "A colleague changed “Hello”" in text
    assert "Hey</textarea>" in text
    assert desk.staff.canned_replies.one(number, asked_by=agent_in(desk, "helpdesk")).text("en") == "Hi"


async def test_a_deletion_can_be_undone(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    number = reply_id(desk, "Goodbye")
    text = await console.page(await console.done(f"/replies/{number}/delete"))
    assert f"/console/replies/{number}/restore" in text
    assert (await console.get(f"/replies/{number}")).status == 404
    await console.done(f"/replies/{number}/restore")
    assert "Goodbye" in await console.page(f"/replies/{number}")


async def test_who_may_not_edit_may_still_use_them(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "sales")
    begin(desk, "billing@contoso.example")
    assert (await console.get("/replies")).status == 403
    assert (await console.post("/replies", GOOD)).status == 403
    assert "Hello Amelia Hart, this is Maya Lindqvist" in await console.page(f"/c/{THREAD}/canned")


async def test_a_team_is_offered_its_own_and_everyones(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    begin(desk, "billing@contoso.example")
    technical = await (await signed_in(client, "helpdesk")).page(f"/c/{THREAD}/canned?q=")
    commercial = await (await signed_in(client, "billing")).page(f"/c/{THREAD}/canned?q=")
    assert ("Details of a technical problem" in technical, "How to pay" in technical) == (True, False)
    assert ("Details of a technical problem" in commercial, "How to pay" in commercial) == (False, True)


async def test_a_gap_is_marked_and_counted(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    begin(desk, "billing@contoso.example")
    text = await console.page(f"/c/{THREAD}/canned?q=pay+an+invoice")
    assert "<mark>⟦invoice⟧</mark>" in text
    assert "2 gaps to fill" in text


async def test_what_fits_the_question_comes_first(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    begin(desk, "billing@contoso.example")
    ask(desk, "how can I pay NS-104231?", "payment_methods", "By card.")
    text = await console.page(f"/c/{THREAD}/canned")
    assert text.index("How to pay an invoice") < text.index("After a payment")
    assert "https://pay.northstar.example/i/NS-104231" in text


async def test_a_search_without_result_says_so(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    begin(desk, "billing@contoso.example")
    assert "No text has these words" in await console.page(f"/c/{THREAD}/canned?q=zzzz")
    assert "Nothing found for" in await console.page("/replies?q=zzzz")
    assert (await console.get("/c/nowhere/canned")).status == 404
