"""The learning page: doubtful messages are judged with one press, masked, and what they change is shown first."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.domain.learning.reviews import TAUGHT
from bot.services.records.conversations import Draft, TurnResult, TurnState
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.console import signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]
PLACE = f"/learning/{THREAD}"


def item(desk: Desk, text: str, intent: str = "balance_due", confidence: float = 0.4, language: str = "en") -> int:
    """A message that was understood with little confidence; its number."""
    with database_of(desk).writing() as work:
        (message,) = work.conversations.log.append(THREAD, [Draft(Author.CUSTOMER, text)], NOW)
        work.conversations.turns.expect(message, NOW)
        turn = work.conversations.turns.next_in(THREAD)
        assert turn is not None
        ranking = [{"intent": intent, "confidence": confidence}, {"intent": "refund_status", "confidence": 0.2}]
        if intent == "nlu_fallback":
            ranking = ranking[1:]
        parse = {"intent": intent, "confidence": confidence, "ranking": ranking}
        result = TurnResult(TurnState.ANSWERED, "bot", language, intent, confidence, parse)
        work.conversations.turns.finish(turn, result, NOW + timedelta(seconds=message.seq))
    return message.seq


async def test_a_doubtful_message_is_shown_masked_with_what_was_understood(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk, "billing@contoso.example")
    item(desk, "Amelia from Contoso here, NS-104231, call 06 12 34 56 78")
    page = await console.page("/learning")
    assert "Alex from Example here, NS-100000, call 0100000000" in page
    assert "what is owed" in page
    assert "40%" in page
    assert "refund_status" in page
    assert f'href="/console/c/{THREAD}"' in page
    for secret in ("Amelia", "104231", "06 12"):
        assert secret not in page


async def test_one_press_confirms_and_one_takes_it_back(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk)
    seq = item(desk, "how much then")
    assert "0 of 1 judged" in await console.page("/learning")
    path = await console.done(f"{PLACE}/{seq}", {"review": "is:balance_due", "next": "/console/learning"})
    page = await console.page(path)
    assert "Noted: what is owed." in page
    assert "1 of 1 judged" in page
    assert "how much then" not in page
    assert "how much then" in await console.page("/learning?shown=judged")
    await console.done(f"{PLACE}/{seq}/withdraw", {"next": "/console/learning"})
    assert "how much then" in await console.page("/learning")


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        ({"review": "other", "intent": "remboursement (refund_status)"}, "refund_status"),
        ({"review": "other", "intent": " refund_status "}, "refund_status"),
        ({"review": "is:out_of_scope"}, "out_of_scope"),
        ({"review": "discard"}, None),
    ],
)
async def test_each_review_is_kept_and_audited(
    desk: Desk, serve: Serve, form: dict[str, str], meant: str | None
) -> None:
    console = await signed_in(await serve(desk), "billing")
    begin(desk)
    seq = item(desk, "how much then")
    await console.done(f"{PLACE}/{seq}", form)
    console_admin = await signed_in(console.client, "globaladmin")
    assert f"said: {meant or 'discarded'}" in await console_admin.page("/audit?action=reviewed")
    examples = desk.learning.reviews.examples()
    assert [example.intent for example in examples] == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"review": "other", "intent": "no such thing"}, 400),
        ({"review": "is:nlu_fallback"}, 400),
        ({"review": "is:copy_invoice"}, 400),
        ({}, 400),
    ],
)
async def test_what_is_no_review_is_refused(desk: Desk, serve: Serve, form: dict[str, str], status: int) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk)
    seq = item(desk, "how much then")
    assert (await console.post(f"{PLACE}/{seq}", form)).status == status
    assert desk.learning.reviews.examples() == ()


async def test_a_message_that_is_not_there_cannot_be_judged(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert (await console.post("/learning/c-nowhere/1", {"review": "discard"})).status == 404


async def test_an_exported_review_stays(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk)
    seq = item(desk, "how much then")
    await console.done(f"{PLACE}/{seq}", {"review": "is:balance_due"})
    desk.learning.reviews.exported(desk.learning.reviews.examples(), NOW)
    assert (await console.post(f"{PLACE}/{seq}", {"review": "discard"})).status == 409
    assert (await console.post(f"{PLACE}/{seq}/withdraw")).status == 409
    page = await console.page("/learning?shown=judged")
    assert "exported" in page
    assert f'action="/console{PLACE}/{seq}"' not in page


async def test_filters_and_pages_keep_each_other(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk)
    for number in range(23):
        item(desk, f"question {number:02}", language="fr" if number % 23 else "en")
    first = await console.page("/learning?language=fr")
    assert first.count("<article") == 20
    (older,) = re.findall(r'href="(/console/learning\?[^"]*before=[^"]+)"', first)
    second = await console.page(older.replace("&amp;", "&"))
    assert second.count("<article") == 2
    assert "question 00" not in first + second
    assert "question 01" in second


async def test_only_the_first_message_has_the_keys(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    begin(desk)
    item(desk, "one")
    item(desk, "two", "nlu_fallback", 0.3)
    page = await console.page("/learning")
    for key in ("y", "o", "x", "e"):
        assert page.count(f'data-key="{key}"') == 1
    assert page.index("two") < page.index('data-key="y"') < page.index(">one<")


async def test_only_who_may_review_comes_in(desk: Desk, serve: Serve) -> None:
    client = await serve(desk)
    for name in ("sales", "useradmin"):
        console = await signed_in(client, name)
        for path in ("/learning", "/learning/export"):
            assert (await console.get(path)).status == 403
        assert (await console.post(f"{PLACE}/1", {"review": "discard"})).status == 403


async def test_the_page_speaks_french_and_names_every_intent(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    await console.done("/language", {"language": "fr", "next": "/console/learning"})
    begin(desk)
    item(desk, "combien", language="fr")
    page = await console.page("/learning")
    assert "Compréhension" in page
    for intent in TAUGHT:
        assert f"({intent})" in page


async def test_the_change_is_shown_before_anybody_makes_it(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert "No review waits" in await console.page("/learning/export")
    begin(desk, "billing@contoso.example")
    for number, word in enumerate(("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")):
        seq = item(desk, f"Amelia Hart wonders about {word} {'owed ' * number}")
        await console.done(f"{PLACE}/{seq}", {"review": "is:balance_due"})
    page = await console.page("/learning/export")
    assert "6 reviews" in page
    assert "+++ b/data/" in page
    assert "Alex wonders about" in page
    assert "Amelia" not in page.split("<main", 1)[1]
    assert "desk learn export" in page
