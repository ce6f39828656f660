"""Customers are asked how content they were at the right moment, once, and in their language."""

from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.satisfaction import RatingSubject, Score
from bot.domain.staff.agents import Agent
from tests.answering.rating import BILLING, helped, press, ratings, says_words, thanked
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import enter


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture(autouse=True)
def understood(fake_engine: FakeEngine) -> None:
    """The fake engine takes a message's first word for its intent."""
    fake_engine.script = lambda request: says("Here you are.", intent=str(request.get("text")).split()[0])


async def test_after_a_look_up_thanks_are_followed_by_one_question(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    assert (await thanked(customer))[-2:] == ["Here you are.", says_words(desk, "bot")]
    (asked,) = ratings(desk, customer, agent)
    assert (asked.about, asked.score, asked.stretch_id) == (RatingSubject.BOT, None, None)


async def test_it_is_asked_once_however_often_the_customer_says_thanks(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    for words in ("thank you", "find_invoice again", "goodbye now"):
        await customer.ask(words)
    await customer.read()
    assert customer.texts().count(says_words(desk, "bot")) == 1
    assert len(ratings(desk, customer, agent)) == 1


async def test_a_french_conversation_is_asked_in_french(
    desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine
) -> None:
    fake_engine.script = lambda request: says("Voici.", intent=request["text"].split()[0], language="fr")
    customer = await enter(await serve(desk), desk, BILLING)
    assert (await thanked(customer))[-1] == says_words(desk, "bot", "fr")
    assert await press(customer, "Bien") == says_words(desk, "scored", "fr")
    assert await press(customer, "Ajouter un commentaire") == says_words(desk, "ask_comment", "fr")
    assert (await customer.ask("très clair"))["text"] == says_words(desk, "commented", "fr")
    assert [(r.score, r.comment) for r in ratings(desk, customer, agent)] == [(Score.GOOD, "très clair")]


@pytest.mark.parametrize(
    ("email", "first"),
    [
        (BILLING, "greet there"),
        (BILLING, "out_of_scope this"),
        (None, "find_invoice please"),
        (None, "balance_due now"),
    ],
)
async def test_a_chat_in_which_nothing_was_looked_up_is_not_asked_about(
    desk: Desk, serve: Any, agent: Agent, email: str | None, first: str
) -> None:
    customer = await enter(await serve(desk), desk, email)
    await customer.ask(first)
    await customer.ask("thank you")
    assert ratings(desk, customer, agent) == ()


async def test_a_chat_that_was_simply_left_is_never_asked_about(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await customer.ask("find_invoice please")
    assert ratings(desk, customer, agent) == ()


async def test_thanks_with_a_question_still_open_end_nothing(
    desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine
) -> None:
    button = {"title": "Billing", "payload": "/open_ticket"}
    fake_engine.script = lambda request: (
        says("Which?", intent=request["text"].split()[0])
        | {"replies": [{"text": "Which?", "buttons": [button], "custom": None}]}
    )
    customer = await enter(await serve(desk), desk, BILLING)
    await customer.ask("open_ticket please")
    await customer.ask("thank you")
    assert ratings(desk, customer, agent) == ()


async def test_unsure_thanks_end_nothing(desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await customer.ask("find_invoice please")
    unsure = {"intent": "thank", "confidence": 0.79, "entities": [], "ranking": []}
    fake_engine.script = lambda request: says("You are welcome.") | {"parse": unsure}
    await customer.ask("thanks for nothing")
    assert ratings(desk, customer, agent) == ()


@pytest.mark.parametrize("ending", ["hand_back", "resolve"])
async def test_a_stretch_in_which_a_person_wrote_is_asked_about_once(
    desk: Desk, serve: Any, agent: Agent, ending: str
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await customer.ask("find_invoice please")
    await helped(desk, customer, agent)
    getattr(desk.staff.handling, ending)(customer.conversation_id, asked_by=agent, now=NOW)
    await customer.read()
    assert customer.texts()[-1] == says_words(desk, "person")
    if ending == "hand_back":
        await customer.ask("thank you")
    (asked,) = ratings(desk, customer, agent)
    assert asked.about is RatingSubject.PERSON


async def test_a_person_who_never_wrote_is_not_asked_about(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await helped(desk, customer, agent, wrote=False)
    desk.staff.handling.hand_back(customer.conversation_id, asked_by=agent, now=NOW)
    assert ratings(desk, customer, agent) == ()


async def test_nothing_is_asked_while_somebody_waits_or_a_person_holds_the_conversation(
    desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await customer.ask("find_invoice please")
    await helped(desk, customer, agent)
    await customer.write("thank you")
    await customer.until(lambda a: a.get("name") == "turn.over")
    desk.staff.handling.transfer(customer.conversation_id, "technical", asked_by=agent, now=NOW)
    fake_engine.parse = {"intent": "thank", "confidence": 0.99, "entities": [], "ranking": []}
    await customer.ask("thank you")
    assert ratings(desk, customer, agent) == ()
